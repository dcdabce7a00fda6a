#pragma once

#include <QString>

namespace burin {

/// What the user typed, as an FTS5 expression in which every word is quoted, so that nothing in it is syntax. All words
/// must occur; one that the index splits ("foo-bar") as a phrase; the last one, from @p shortestPrefix letters on, may
/// be the beginning of a longer one unless a space follows it. Empty if there is no letter or digit in it.
QString searchExpression(const QString &text, qsizetype shortestPrefix = 3);
/// @p text as one phrase: its words in their order, whole. Empty if there is no letter or digit in it.
QString phraseExpression(const QString &text);

} // namespace burin

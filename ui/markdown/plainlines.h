#pragma once

#include <QString>

namespace burin {

/// @p text without the characters that QTextDocument uses for itself, and without control characters save tab and
/// newline: each becomes U+FFFD.
QString withoutSpecials(QString text);

/// The same, and invisible and direction-changing characters as visible escapes: code must read as it is.
QString withVisibleFormatting(const QString &text);

/// @p text with no line longer than @p columns: a widget needs seconds for one endless line. Breaks at a space where
/// there is one, never inside a surrogate pair.
QString hardWrapped(const QString &text, qsizetype columns = 1000);

/// Where a line that begins at @p start of @p text and has no newline should be broken: in (start, start + columns].
qsizetype breakPosition(QStringView text, qsizetype start, qsizetype columns);

} // namespace burin

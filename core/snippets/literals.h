#pragma once

#include <QByteArray>
#include <QString>

namespace burin {

// Any text as a literal of a language, on one line, with nothing in it that the language would replace.

/// For POSIX shells, between single quotes. @p text must have no NUL, which no argument can hold.
QString shellLiteral(const QString &text);
/// For Python 3, between single quotes.
QString pythonLiteral(const QString &text);
/// For JavaScript, between single quotes.
QString scriptLiteral(const QString &text);
/// For C++, between double quotes; what is not ASCII as octal bytes of its UTF-8, so that no compiler's idea of the
/// source's encoding matters.
QString cppLiteral(const QByteArray &text);

} // namespace burin

#include "core/snippets/literals.h"

#include <utility>

namespace burin {

namespace {

QString hex(char32_t code, int digits)
{
    return QString::number(uint(code), 16).rightJustified(digits, u'0');
}

/// What every language here writes as it is.
bool isPlain(char16_t c)
{
    return c >= 0x20 && c != 0x7f && c != u'\\' && c != u'\'' && c != 0x2028 && c != 0x2029;
}

/// What could not be told from something else when read, or turns the direction of the line around.
bool isInvisible(char16_t c)
{
    return (c >= 0x80 && c < 0xa0) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff || (c >= 0xd800 && c <= 0xdfff);
}

/// Between single quotes, with the escapes that Python and JavaScript share.
QString quoted(const QString &text)
{
    QString literal = QStringLiteral("'");
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text.at(i).unicode();
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (pair)
            literal += text.mid(i++, 2);
        else if (c == u'\n')
            literal += QLatin1StringView("\\n");
        else if (c == u'\\' || c == u'\'')
            literal += QLatin1StringView("\\") + text.at(i);
        else if (isPlain(c) && !isInvisible(c))
            literal += text.at(i);
        else
            literal += QLatin1StringView("\\u") + hex(c, 4);
    }
    return literal + u'\'';
}

} // namespace

QString shellLiteral(const QString &text)
{
    return u'\'' + QString(text).replace(QLatin1StringView("'"), QLatin1StringView("'\\''")) + u'\'';
}

QString pythonLiteral(const QString &text)
{
    return quoted(text);
}

QString scriptLiteral(const QString &text)
{
    return quoted(text);
}

QString cppLiteral(const QByteArray &text)
{
    QString literal = QStringLiteral("\"");
    char before = 0;
    for (const char c : text) {
        const auto byte = uchar(c);
        const bool trigraph = std::exchange(before, c) == '?' && c == '?'; // replaced before C++17
        if (c == '"' || c == '\\' || trigraph)
            literal += QLatin1StringView("\\") + QLatin1Char(c);
        else if (c == '\n')
            literal += QLatin1StringView("\\n");
        else if (byte >= 0x20 && byte < 0x7f)
            literal += QLatin1Char(c);
        else
            literal += QLatin1StringView("\\") + QString::number(byte, 8).rightJustified(3, u'0');
    }
    return literal + u'"';
}

} // namespace burin

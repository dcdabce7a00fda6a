#include "ui/markdown/plainlines.h"

#include <algorithm>

namespace burin {

namespace {

bool isSpecial(QChar c)
{
    if (c == u'\n' || c == u'\t') return false;
    return c.category() == QChar::Other_Control || c == QChar::ParagraphSeparator || c == QChar::LineSeparator ||
           c == QChar::ObjectReplacementCharacter || (c >= QChar(0xFDD0) && c <= QChar(0xFDEF));
}

} // namespace

QString withoutSpecials(QString text)
{
    if (std::ranges::none_of(text, isSpecial)) return text;
    std::ranges::replace_if(text, isSpecial, QChar(QChar::ReplacementCharacter));
    return text;
}

QString withVisibleFormatting(const QString &text)
{
    const auto isFormat = [](QChar c) { return c.category() == QChar::Other_Format; };
    const QString clean = withoutSpecials(text);
    if (std::ranges::none_of(clean, isFormat)) return clean;
    QString shown;
    for (const QChar c : clean) {
        if (isFormat(c))
            shown += QStringLiteral("⟨U+%1⟩").arg(QString::number(c.unicode(), 16).toUpper(), 4, u'0');
        else
            shown += c;
    }
    return shown;
}

qsizetype breakPosition(QStringView text, qsizetype start, qsizetype columns)
{
    const qsizetype end = start + columns;
    if (end >= text.size()) return text.size();
    for (qsizetype at = end; at > start + columns * 3 / 4; --at) {
        if (text.at(at - 1).isSpace()) return at;
    }
    return text.at(end).isLowSurrogate() && end - 1 > start ? end - 1 : end;
}

QString hardWrapped(const QString &text, qsizetype columns)
{
    QString wrapped;
    wrapped.reserve(text.size() + text.size() / columns);
    for (qsizetype start = 0; start < text.size();) {
        qsizetype newline = text.indexOf(u'\n', start);
        if (newline < 0) newline = text.size();
        while (newline - start > columns) {
            const qsizetype at = breakPosition(QStringView(text).left(newline), start, columns);
            wrapped += QStringView(text).mid(start, at - start);
            wrapped += u'\n';
            start = at;
        }
        wrapped += QStringView(text).mid(start, newline - start + 1);
        start = newline + 1;
    }
    return wrapped;
}

} // namespace burin

#include "core/store/searchtext.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace burin {

namespace {

/// Whether the index sees something in it at all.
bool isSearchable(const QString &word)
{
    const QList<uint> points = word.toUcs4();
    return std::ranges::any_of(points, [](uint point) { return QChar::isLetterOrNumber(char32_t(point)); });
}

/// One or two letters begin too many words of a large index to be of use, and would be slow. An ideograph is more than
/// a letter.
bool mayBePrefix(const QString &word, qsizetype shortest)
{
    return word.size() >= shortest || word.front().unicode() >= 0x2e80;
}

} // namespace

QString phraseExpression(const QString &text)
{
    QString clean = QString::fromUtf8(text.toUtf8());
    clean.replace(QChar(u'\0'), u' ');
    if (!isSearchable(clean)) return {};
    return u'"' + clean.replace(u'"', QLatin1StringView("\"\"")) + u'"';
}

QString searchExpression(const QString &text, qsizetype shortestPrefix)
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"), QRegularExpression::UseUnicodePropertiesOption);
    QString clean = QString::fromUtf8(text.toUtf8());
    const QStringList words = clean.replace(QChar(u'\0'), u' ').split(spaces, Qt::SkipEmptyParts);
    QStringList quoted;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString word = words.at(i);
        if (!isSearchable(word)) continue;
        const bool stillTyped = i == words.size() - 1 && !clean.back().isSpace();
        const bool prefix = stillTyped && mayBePrefix(word, shortestPrefix);
        quoted += u'"' + word.replace(u'"', QLatin1StringView("\"\"")) +
                  (prefix ? QLatin1StringView("\"*") : QLatin1StringView("\""));
    }
    return quoted.join(u' ');
}

} // namespace burin

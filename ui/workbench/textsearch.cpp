#include "ui/workbench/textsearch.h"

namespace burin {

Result<TextSearch, QString> TextSearch::of(const SearchFor &sought)
{
    const bool plain = sought.syntax == SearchFor::Syntax::Plain;
    TextSearch search;
    search.m_syntax = sought.syntax;
    search.m_pattern.setPattern(plain ? QRegularExpression::escape(sought.text) : sought.text);
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (sought.cases == Qt::CaseInsensitive) options |= QRegularExpression::CaseInsensitiveOption;
    search.m_pattern.setPatternOptions(options);
    if (!search.m_pattern.isValid()) return search.m_pattern.errorString();
    return search;
}

std::vector<TextHit> TextSearch::hitsIn(const QString &text) const
{
    std::vector<TextHit> hits;
    if (m_pattern.pattern().isEmpty()) return hits;
    for (auto it = m_pattern.globalMatch(text); it.hasNext() && hits.size() < MaximumHits;) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength() > 0)
            hits.push_back({match.capturedStart(), match.capturedLength(), match.capturedTexts()});
    }
    return hits;
}

QString TextSearch::replacementFor(const TextHit &hit, const QString &replacement) const
{
    if (m_syntax == SearchFor::Syntax::Plain) return replacement;
    QString result;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const bool escaped = replacement[i] == u'\\' && i + 1 < replacement.size();
        if (!escaped) {
            result += replacement[i];
            continue;
        }
        const QChar next = replacement[++i];
        const int group = next >= u'0' && next <= u'9' ? next.unicode() - u'0' : -1;
        if (group >= 0)
            result += hit.captured.value(group);
        else if (next == u'n')
            result += u'\n';
        else
            result += next;
    }
    return result;
}

} // namespace burin

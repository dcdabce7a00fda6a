#include "core/prompt/promptdiff.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <dtl/dtl.hpp>

namespace burin {

namespace {

using SpanKind = DiffSpan::Kind;
using Pieces = std::vector<QStringView>;

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == u'_' || c.isSurrogate();
}

/// Scripts that put no blanks between words are compared by the character.
bool standsAlone(QChar c)
{
    const QChar::Script script = c.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana ||
           script == QChar::Script_Thai;
}

qsizetype endOfWord(QStringView text, qsizetype at)
{
    if (text[at] == u' ' || text[at] == u'\t') {
        while (at < text.size() && (text[at] == u' ' || text[at] == u'\t'))
            ++at;
        return at;
    }
    if (!isWordPart(text[at]) || standsAlone(text[at])) {
        const bool crlf = text[at] == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n';
        return at + (crlf ? 2 : 1);
    }
    while (at < text.size() && isWordPart(text[at]) && !standsAlone(text[at]))
        ++at;
    return at;
}

qsizetype endOfLine(QStringView text, qsizetype at)
{
    const qsizetype feed = text.indexOf(u'\n', at);
    return feed < 0 ? text.size() : feed + 1;
}

/// Nothing when there are more than the limit.
std::optional<Pieces> piecesOf(QStringView text, qsizetype (*end)(QStringView, qsizetype))
{
    Pieces pieces;
    for (qsizetype at = 0; at < text.size();) {
        if (pieces.size() == size_t(TextDiff::MaximumTokens)) return std::nullopt;
        const qsizetype next = end(text, at);
        pieces.push_back(text.mid(at, next - at));
        at = next;
    }
    return pieces;
}

/// Spans of one kind in a row become one; of a change, what was removed comes first.
class SpanList {
public:
    void add(SpanKind kind, QStringView text)
    {
        if (kind == SpanKind::Kept) {
            flush();
            m_kept += text;
        } else {
            if (!m_kept.isEmpty()) put(SpanKind::Kept, m_kept);
            (kind == SpanKind::Removed ? m_removed : m_added) += text;
        }
    }

    std::vector<DiffSpan> take()
    {
        flush();
        put(SpanKind::Kept, m_kept);
        return std::move(m_spans);
    }

private:
    void put(SpanKind kind, QString &text)
    {
        if (text.isEmpty()) return;
        m_spans.push_back({kind, std::exchange(text, {})});
    }

    void flush()
    {
        put(SpanKind::Removed, m_removed);
        put(SpanKind::Added, m_added);
    }

    QString m_kept;
    QString m_removed;
    QString m_added;
    std::vector<DiffSpan> m_spans;
};

/// Equal pieces as equal numbers, which compare quickly.
std::vector<int> numbered(const Pieces &pieces, QHash<QStringView, int> &numbers)
{
    std::vector<int> sequence;
    sequence.reserve(pieces.size());
    for (const QStringView piece : pieces) {
        const auto known = numbers.constFind(piece);
        sequence.push_back(known != numbers.cend() ? *known : int(numbers.size()));
        if (known == numbers.cend()) numbers.insert(piece, sequence.back());
    }
    return sequence;
}

void addChanges(const Pieces &before, const Pieces &after, SpanList &spans)
{
    QHash<QStringView, int> numbers;
    const std::vector<int> from = numbered(before, numbers);
    const std::vector<int> to = numbered(after, numbers);
    dtl::Diff<int, std::vector<int>> diff(from, to);
    diff.compose();
    size_t old = 0;
    size_t now = 0;
    for (const auto &[number, info] : diff.getSes().getSequence()) {
        if (info.type == dtl::SES_ADD) {
            spans.add(SpanKind::Added, after[now++]);
        } else if (info.type == dtl::SES_DELETE) {
            spans.add(SpanKind::Removed, before[old++]);
        } else {
            spans.add(SpanKind::Kept, before[old++]);
            ++now;
        }
    }
}

bool beginsLine(QStringView text, qsizetype at)
{
    return at == 0 || text[at - 1] == u'\n';
}

/// How much of both ends is the same, in whole lines, so that no word is cut.
std::pair<qsizetype, qsizetype> commonEnds(QStringView before, QStringView after)
{
    const qsizetype shorter = qMin(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    if (head == before.size() && head == after.size()) return {head, 0};
    while (!beginsLine(before, head))
        --head;
    qsizetype tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && !(beginsLine(before, before.size() - tail) && beginsLine(after, after.size() - tail)))
        --tail;
    return {head, tail};
}

std::optional<QString> prettyJson(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (document.isNull()) return std::nullopt;
    return QString::fromUtf8(document.toJson(QJsonDocument::Indented));
}

QString joined(const std::vector<DiffSpan> &spans, SpanKind left)
{
    QString text;
    for (const DiffSpan &span : spans) {
        if (span.kind != left) text += span.text;
    }
    return text;
}

} // namespace

bool TextDiff::changed() const
{
    return std::ranges::any_of(spans, [](const DiffSpan &span) { return span.kind != DiffSpan::Kind::Kept; });
}

QString TextDiff::before() const
{
    return joined(spans, DiffSpan::Kind::Added);
}

QString TextDiff::after() const
{
    return joined(spans, DiffSpan::Kind::Removed);
}

TextDiff diffOf(const QString &before, const QString &after)
{
    TextDiff diff;
    SpanList spans;
    const auto [head, tail] = commonEnds(before, after);
    const QStringView old = QStringView(before).mid(head, before.size() - head - tail);
    const QStringView now = QStringView(after).mid(head, after.size() - head - tail);
    spans.add(SpanKind::Kept, QStringView(before).left(head));
    std::optional<Pieces> from = piecesOf(old, endOfWord);
    std::optional<Pieces> to = piecesOf(now, endOfWord);
    if (!from || !to) {
        diff.unit = TextDiff::Unit::Lines;
        from = piecesOf(old, endOfLine);
        to = piecesOf(now, endOfLine);
    }
    if (from && to) {
        addChanges(*from, *to, spans);
    } else {
        diff.unit = TextDiff::Unit::Whole;
        spans.add(SpanKind::Removed, old);
        spans.add(SpanKind::Added, now);
    }
    spans.add(SpanKind::Kept, QStringView(before).right(tail));
    diff.spans = spans.take();
    return diff;
}

TextDiff diffOfAnswers(const QString &before, const QString &after)
{
    const std::optional<QString> old = prettyJson(before);
    const std::optional<QString> now = prettyJson(after);
    if (!old || !now) return diffOf(before, after);
    TextDiff diff = diffOf(*old, *now);
    diff.json = true;
    return diff;
}

} // namespace burin

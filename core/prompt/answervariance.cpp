#include "core/prompt/answervariance.h"

#include <QRegularExpression>

#include <algorithm>

namespace burin {

namespace {

qint64 middle(qint64 a, qint64 b)
{
    return a + (b - a) / 2;
}
Money middle(Money a, Money b)
{
    return {middle(a.picoUsd, b.picoUsd)};
}
milliseconds middle(milliseconds a, milliseconds b)
{
    return milliseconds(middle(a.count(), b.count()));
}

template <class T> std::optional<Spread<T>> spreadOf(std::vector<T> values)
{
    if (values.empty()) return std::nullopt;
    std::ranges::sort(values);
    const size_t upper = values.size() / 2;
    const size_t lower = (values.size() - 1) / 2;
    return Spread<T>{values.front(), middle(values[lower], values[upper]), values.back()};
}

std::vector<AnswerGroup> groupsOf(const std::vector<RunRecord> &runs)
{
    std::vector<AnswerGroup> groups;
    for (size_t i = 0; i < runs.size(); ++i) {
        const QString text = runs[i].text.trimmed();
        if (text.isEmpty()) continue;
        const auto same = std::ranges::find(groups, text, &AnswerGroup::text);
        if (same == groups.end())
            groups.push_back({text, {int(i)}});
        else
            same->runs.push_back(int(i));
    }
    std::ranges::stable_sort(groups, std::greater(), [](const AnswerGroup &group) { return group.runs.size(); });
    return groups;
}

/// Which characters of @p text stand in @p other as well.
void keepOnly(const QString &text, const QString &other, std::vector<bool> &kept)
{
    qsizetype at = 0;
    for (const DiffSpan &span : diffOf(text, other).spans) {
        if (span.kind == DiffSpan::Kind::Added) continue;
        if (span.kind == DiffSpan::Kind::Removed) std::fill_n(kept.begin() + at, span.text.size(), false);
        at += span.text.size();
    }
}

std::vector<DiffSpan> spansOf(const QString &text, const std::vector<bool> &kept)
{
    std::vector<DiffSpan> spans;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto kind = kept[size_t(i)] ? DiffSpan::Kind::Kept : DiffSpan::Kind::Removed;
        if (spans.empty() || spans.back().kind != kind) spans.push_back({kind, {}});
        spans.back().text += text.at(i);
    }
    return spans;
}

/// Of the words of @p text, which share is kept whole.
double shareOf(const QString &text, const std::vector<bool> &kept)
{
    static const QRegularExpression word(QStringLiteral("[\\w]+|[^\\w\\s]+"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    int words = 0;
    int whole = 0;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto from = kept.begin() + match.capturedStart();
        ++words;
        if (std::all_of(from, from + match.capturedLength(), [](bool stays) { return stays; })) ++whole;
    }
    return words ? double(whole) / words : 1;
}

} // namespace

AnswerVariance varianceOf(const std::vector<RunRecord> &runs)
{
    AnswerVariance variance;
    variance.runs = int(runs.size());
    variance.groups = groupsOf(runs);
    std::vector<qint64> tokens;
    std::vector<Money> costs;
    std::vector<milliseconds> times;
    for (const RunRecord &run : runs) {
        if (!run.text.trimmed().isEmpty()) ++variance.answers;
        if (run.usage.output) tokens.push_back(*run.usage.output);
        if (run.receipt.total) costs.push_back(*run.receipt.total);
        times.push_back(run.timings.total);
    }
    variance.outputTokens = spreadOf(tokens);
    variance.cost = spreadOf(costs);
    variance.time = spreadOf(times);
    if (variance.groups.empty()) return variance;
    const QString text = variance.groups.front().text;
    std::vector<bool> kept(size_t(text.size()), true);
    for (size_t i = 1; i < variance.groups.size(); ++i)
        keepOnly(text, variance.groups[i].text, kept);
    variance.common = spansOf(text, kept);
    variance.stays = shareOf(text, kept);
    return variance;
}

} // namespace burin

#include "ui/commandpalette/paletterows.h"

#include "ui/commandpalette/fuzzymatch.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace burin {

namespace {

constexpr int DetailShare = 2; ///< A find in the detail is worth one part in so many.
constexpr int RecentBonus = 3;

struct Ranked {
    const PaletteRow *row;
    FuzzyMatch match;
    int age; ///< Place among the recent ones.
};

std::optional<FuzzyMatch> matchOf(const PaletteRow &row, const QStringList &words)
{
    FuzzyMatch all;
    for (const QString &word : words) {
        const auto title = fuzzyMatch(word, row.title), detail = fuzzyMatch(word, row.detail);
        if (!title && !detail) return std::nullopt;
        const int fromDetail = detail ? detail->score / DetailShare : 0;
        all.score += title ? std::max(title->score, fromDetail) : fromDetail;
        if (title) all.positions.insert(all.positions.end(), title->positions.begin(), title->positions.end());
    }
    return all;
}

} // namespace

std::vector<PaletteHit> rankRows(const std::vector<std::vector<PaletteRow>> &sources, const QString &query,
                                 const QStringList &recent, int limit)
{
    const QStringList words = query.simplified().split(u' ', Qt::SkipEmptyParts);
    QHash<QString, int> ages;
    for (qsizetype age = 0; age < recent.size(); ++age)
        ages.insert(recent.at(age), int(age));
    std::vector<Ranked> ranked;
    for (const auto &rows : sources) {
        for (const PaletteRow &row : rows) {
            auto match = matchOf(row, words);
            if (!match) continue;
            const int age = ages.value(row.id, int(recent.size()));
            if (!words.isEmpty() && age < recent.size()) match->score += RecentBonus;
            ranked.push_back({&row, std::move(*match), age});
        }
    }
    std::ranges::stable_sort(ranked, [](const Ranked &a, const Ranked &b) {
        return a.match.score != b.match.score ? a.match.score > b.match.score : a.age < b.age;
    });
    if (int(ranked.size()) > limit) ranked.resize(size_t(limit), Ranked{nullptr, {}, 0});
    std::vector<PaletteHit> hits;
    hits.reserve(ranked.size());
    for (Ranked &one : ranked) {
        std::ranges::sort(one.match.positions);
        hits.push_back({*one.row, std::move(one.match.positions)});
    }
    return hits;
}

} // namespace burin

#include "ui/commandpalette/fuzzymatch.h"

#include <algorithm>
#include <limits>

namespace burin {

namespace {

constexpr qsizetype LongestPattern = 64;
constexpr qsizetype LongestText = 256;
constexpr int Impossible = std::numeric_limits<int>::min() / 2;

// The proportions matter, not the figures: a hit at a word's start outweighs a gap, a run of hits outweighs both.
constexpr int Hit = 4;
constexpr int TextStart = 10;
constexpr int WordStart = 8;
constexpr int Following = 7;
constexpr int Gap = 3;
constexpr int CharactersAPoint = 12; ///< So much more text costs a point.

bool sameLetter(QChar a, QChar b)
{
    return a == b || a.toCaseFolded() == b.toCaseFolded();
}

/// What a hit at @p at is worth for its place alone.
int placeValue(QStringView text, qsizetype at)
{
    if (at == 0) return Hit + TextStart;
    const QChar before = text.at(at - 1), here = text.at(at);
    const bool hump = before.isLower() && here.isUpper();
    const bool afterBreak = !before.isLetterOrNumber() && here.isLetterOrNumber();
    const bool numberStarts = !before.isNumber() && here.isNumber();
    return hump || afterBreak || numberStarts ? Hit + WordStart : Hit;
}

bool isSubsequence(QStringView pattern, QStringView text)
{
    qsizetype found = 0;
    for (const QChar c : text)
        if (found < pattern.size() && sameLetter(c, pattern.at(found))) ++found;
    return found == pattern.size();
}

/// One row a character of the pattern, one column a character of the text.
class Alignment {
public:
    Alignment(QStringView pattern, QStringView text)
        : m_columns(text.size()), m_cells(size_t(pattern.size() * text.size()))
    {
        for (qsizetype row = 0; row < pattern.size(); ++row)
            fillRow(row, pattern.at(row), text);
    }

    FuzzyMatch best(qsizetype rows) const
    {
        qsizetype column = 0;
        for (qsizetype at = 0; at < m_columns; ++at)
            if (cell(rows - 1, at).score > cell(rows - 1, column).score) column = at;
        FuzzyMatch match{cell(rows - 1, column).score};
        for (qsizetype row = rows - 1; row >= 0; --row) {
            match.positions.push_back(int(column));
            column = cell(row, column).from;
        }
        std::ranges::reverse(match.positions);
        return match;
    }

private:
    struct Cell {
        int score = Impossible; ///< Of the best placement whose last character stands here.
        qsizetype from = 0;     ///< Where the character before it stands.
    };
    const Cell &cell(qsizetype row, qsizetype column) const { return m_cells[size_t(row * m_columns + column)]; }

    void fillRow(qsizetype row, QChar wanted, QStringView text)
    {
        Cell jumped; // the best of the row before that leaves a gap
        for (qsizetype at = 0; at < m_columns; ++at) {
            if (row > 0 && at > 1 && cell(row - 1, at - 2).score > jumped.score)
                jumped = {cell(row - 1, at - 2).score, at - 2};
            if (!sameLetter(text.at(at), wanted)) continue;
            Cell &here = m_cells[size_t(row * m_columns + at)];
            const int place = placeValue(text, at);
            if (row == 0) {
                here = {place - (at > 0 ? Gap : 0), 0};
                continue;
            }
            if (jumped.score > Impossible) here = {jumped.score + place - Gap, jumped.from};
            if (at == 0 || cell(row - 1, at - 1).score == Impossible) continue;
            const int following = cell(row - 1, at - 1).score + std::max(place, Hit + Following);
            if (following >= here.score) here = {following, at - 1};
        }
    }

    qsizetype m_columns;
    std::vector<Cell> m_cells;
};

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text)
{
    const QStringView wanted = pattern.left(LongestPattern), searched = text.left(LongestText);
    if (wanted.isEmpty()) return FuzzyMatch{};
    if (!isSubsequence(wanted, searched)) return std::nullopt;
    FuzzyMatch match = Alignment(wanted, searched).best(wanted.size());
    match.score -= int(searched.size()) / CharactersAPoint;
    return match;
}

} // namespace burin

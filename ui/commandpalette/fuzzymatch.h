#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace burin {

/// How well a text answers what was typed.
struct FuzzyMatch {
    int score = 0;                   ///< Higher is better; comparable between texts for the same pattern.
    std::vector<int> positions = {}; ///< Of the matched characters in the text, ascending.
    bool operator==(const FuzzyMatch &) const = default;
};

/// Whether the characters of @p pattern occur in @p text in their order, whatever stands between them and whatever
/// their case, and how well: the best of all ways to place them. Characters at the start of the text, at the start of
/// words and next to each other count more, gaps and long texts less. An empty pattern matches everything with 0.
/// Only the first 64 characters of the pattern and the first 256 of the text are looked at.
std::optional<FuzzyMatch> fuzzyMatch(QStringView pattern, QStringView text);

} // namespace burin

#pragma once

#include "core/domain/run.h"
#include "core/prompt/promptdiff.h"

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// The least, the middle and the greatest of some values. Of an even number the middle is the mean of the two in the
/// middle, rounded towards the lower.
template <class T> struct Spread {
    T least{};
    T median{};
    T greatest{};
    bool operator==(const Spread &) const = default;
};

/// Runs that gave the same answer.
struct AnswerGroup {
    QString text;
    std::vector<int> runs; ///< Indices, ascending.
    bool operator==(const AnswerGroup &) const = default;
};

/// What runs of the same prompt have in common.
struct AnswerVariance {
    int runs = 0;                         ///< How many there are.
    int answers = 0;                      ///< How many of them have a text, whole or not.
    std::vector<AnswerGroup> groups = {}; ///< Distinct answers, the most frequent first, then the earliest.
    /// Words of the first group's answer that stand in every other answer too, in the same order, ÷ all its words.
    /// Nullopt without an answer.
    std::optional<double> stays = {};
    /// The first group's answer: Kept where every other answer has the same, Removed where one differs.
    std::vector<DiffSpan> common = {};
    std::optional<Spread<qint64>> outputTokens = {}; ///< Of the runs that have a count.
    std::optional<Spread<Money>> cost = {};          ///< Of the runs that have a price.
    std::optional<Spread<milliseconds>> time = {};   ///< From Run to the end.
    bool operator==(const AnswerVariance &) const = default;
};

/// Answers that differ in white space at their ends only are the same. Diffs each distinct answer with the first
/// group's: call it in the pool. Any thread.
AnswerVariance varianceOf(const std::vector<RunRecord> &runs);

} // namespace burin

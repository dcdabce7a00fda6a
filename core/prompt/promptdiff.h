#pragma once

#include "core/domain/prompt.h"

#include <QString>

#include <vector>

namespace burin {

/// A piece of a diff: the kept and removed ones in their order are the text before, the kept and added ones the text
/// after.
struct DiffSpan {
    enum class Kind { Kept, Removed, Added };
    Kind kind = Kind::Kept;
    QString text;
    bool operator==(const DiffSpan &) const = default;
};

struct TextDiff {
    enum class Unit {
        Words,
        Lines, ///< Of texts with more than MaximumTokens words.
        Whole, ///< Of texts with more lines than that: all that differs is one piece.
    };
    Unit unit = Unit::Words;
    bool json = false; ///< Both texts are JSON, and the spans are of their pretty-printed forms with sorted keys.
    std::vector<DiffSpan> spans = {}; ///< Neighbours differ in kind; where one replaces another, Removed comes first.
    bool operator==(const TextDiff &) const = default;

    static constexpr int MaximumTokens = 20'000; ///< In the part of a text that differs.

    bool changed() const;
    QString before() const;
    QString after() const;
};

/// What turns @p before into @p after, by words, blanks and punctuation (O(NP) of Wu, Manber and Myers, by dtl).
/// Unrelated texts of thousands of words take tenths of a second: call it in the pool. Any thread.
TextDiff diffOf(const QString &before, const QString &after);

/// The same, but of the values when both are JSON objects or arrays, so that order of keys and layout do not count.
TextDiff diffOfAnswers(const QString &before, const QString &after);

/// One thing of two prompts, side by side.
struct PromptDiffRow {
    enum class Section { Message, Variable, Parameter, Model, Tool, Format };
    enum class Change { Same, Changed, Added, Removed };
    Section section = Section::Message;
    Change change = Change::Same;
    QString label =
        {}; ///< "User", a variable's, parameter's or tool's name, "Model", …; translated where it is a word.
    TextDiff diff = {}; ///< Of their texts; a row that was added has nothing before.
    int before = -1;    ///< Section::Message: index into the messages; -1 = not there.
    int after = -1;
    bool operator==(const PromptDiffRow &) const = default;
};

/// All of two prompts, the same included, in the order of the sections. Messages pair up by role and likeness and stay
/// in their order. Values in the form, title and folding do not count.
std::vector<PromptDiffRow> diffOf(const PromptDraft &before, const PromptDraft &after);

} // namespace burin

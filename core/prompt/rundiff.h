#pragma once

#include "core/domain/run.h"
#include "core/prompt/promptdiff.h"

#include <optional>
#include <vector>

namespace burin {

/// One text of two runs, side by side.
struct RunDiffRow {
    enum class Section {
        Message, ///< As it was sent.
        Template,
        Variable, ///< Its value.
        Declaration,
        Parameter,
        Model,
        Tool,
        Format,
        Answer,
        Reasoning,
        Refusal,
        ToolCall,
        Outcome, ///< Status, reason of the end, error, who served.
    };
    using Change = PromptDiffRow::Change;

    Section section = Section::Message;
    Change change = Change::Same;
    QString label = {}; ///< As of PromptDiffRow; empty where the section says it all.
    TextDiff diff = {};
    bool operator==(const RunDiffRow &) const = default;
};

/// One figure of two runs.
struct RunDiffFigure {
    enum class Kind {
        InputTokens,
        CachedTokens,
        OutputTokens,
        ReasoningTokens,
        Cost,            ///< Pico-USD.
        FirstContent,    ///< Milliseconds.
        Total,           ///< Milliseconds.
        TokensPerSecond, ///< Thousandths.
        Attempts,
    };
    Kind kind = Kind::InputTokens;
    std::optional<qint64> before; ///< Nullopt = not known.
    std::optional<qint64> after;

    /// What was added; nullopt where either is not known.
    std::optional<qint64> difference() const;
    bool operator==(const RunDiffFigure &) const = default;
};

/// Two runs with all that they have, the same included.
struct RunDiff {
    RunId before;
    RunId after;
    std::vector<RunDiffFigure> figures; ///< Those that one of both has, in the order of their kinds.
    std::vector<RunDiffRow> rows;       ///< In the order of the sections.
    bool operator==(const RunDiff &) const = default;

    /// Whether the same was asked of the same model: messages, parameters, tools, format.
    bool sameRequest() const;
};

/// What turns @p before into @p after. Templates and declarations are rows only where they differ, since the messages
/// and values say the rest. Answers and arguments of calls that are JSON are compared as values. See diffOf() of texts
/// for the time it takes: call it in the pool. Any thread.
RunDiff diffOf(const RunRecord &before, const RunRecord &after);

/// A section's title, translated.
QString titleOf(RunDiffRow::Section section);
/// A figure's name, translated.
QString titleOf(RunDiffFigure::Kind kind);
/// "message", "tool_call", "input_tokens", … for machines.
QString toString(RunDiffRow::Section section);
QString toString(RunDiffRow::Change change);
QString toString(RunDiffFigure::Kind kind);

} // namespace burin

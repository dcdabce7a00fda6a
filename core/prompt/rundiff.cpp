#include "core/prompt/rundiff.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace burin {

namespace {

using RunSection = RunDiffRow::Section;
using RunChange = RunDiffRow::Change;
using FigureKind = RunDiffFigure::Kind;

struct RunDiffTexts {
    Q_DECLARE_TR_FUNCTIONS(RunDiff)
};

struct NamedKind {
    const char *id;
    const char *title; ///< Source text.
};

constexpr std::array sectionNames = {
    NamedKind{"message", QT_TRANSLATE_NOOP("RunDiff", "Messages")},
    NamedKind{"template", QT_TRANSLATE_NOOP("RunDiff", "Templates")},
    NamedKind{"variable", QT_TRANSLATE_NOOP("RunDiff", "Variables")},
    NamedKind{"declaration", QT_TRANSLATE_NOOP("RunDiff", "Declarations")},
    NamedKind{"parameter", QT_TRANSLATE_NOOP("RunDiff", "Parameters")},
    NamedKind{"model", QT_TRANSLATE_NOOP("RunDiff", "Model")},
    NamedKind{"tool", QT_TRANSLATE_NOOP("RunDiff", "Tools")},
    NamedKind{"format", QT_TRANSLATE_NOOP("RunDiff", "Form of the answer")},
    NamedKind{"answer", QT_TRANSLATE_NOOP("RunDiff", "Answer")},
    NamedKind{"reasoning", QT_TRANSLATE_NOOP("RunDiff", "Reasoning")},
    NamedKind{"refusal", QT_TRANSLATE_NOOP("RunDiff", "Refusal")},
    NamedKind{"tool_call", QT_TRANSLATE_NOOP("RunDiff", "Tool calls")},
    NamedKind{"outcome", QT_TRANSLATE_NOOP("RunDiff", "Outcome")},
};

constexpr std::array figureNames = {
    NamedKind{"input_tokens", QT_TRANSLATE_NOOP("RunDiff", "Input tokens")},
    NamedKind{"cached_tokens", QT_TRANSLATE_NOOP("RunDiff", "of these cached")},
    NamedKind{"output_tokens", QT_TRANSLATE_NOOP("RunDiff", "Output tokens")},
    NamedKind{"reasoning_tokens", QT_TRANSLATE_NOOP("RunDiff", "of these reasoning")},
    NamedKind{"cost", QT_TRANSLATE_NOOP("RunDiff", "Cost")},
    NamedKind{"first_content", QT_TRANSLATE_NOOP("RunDiff", "First token after")},
    NamedKind{"total", QT_TRANSLATE_NOOP("RunDiff", "Total time")},
    NamedKind{"tokens_per_second", QT_TRANSLATE_NOOP("RunDiff", "Tokens per second")},
    NamedKind{"attempts", QT_TRANSLATE_NOOP("RunDiff", "Attempts")},
};

constexpr std::array changeNames = {"same", "changed", "added", "removed"};

/// The draft of @p run as if what was sent had been written: rows for messages are of what the model read.
PromptDraft sentDraft(const RunRecord &run)
{
    PromptDraft draft = run.draft;
    draft.providerId = run.providerId;
    draft.declared.clear();
    draft.messages.clear();
    for (const Message &message : run.messages)
        draft.messages.push_back(
            {message.role, message.text, message.attachments, message.toolCallId, message.toolCalls});
    return draft;
}

RunSection sectionOf(PromptDiffRow::Section section)
{
    switch (section) {
    case PromptDiffRow::Section::Message:
        return RunSection::Message;
    case PromptDiffRow::Section::Variable:
        return RunSection::Declaration;
    case PromptDiffRow::Section::Parameter:
        return RunSection::Parameter;
    case PromptDiffRow::Section::Model:
        return RunSection::Model;
    case PromptDiffRow::Section::Tool:
        return RunSection::Tool;
    case PromptDiffRow::Section::Format:
        return RunSection::Format;
    }
    Q_UNREACHABLE();
}

class RunDiffer {
public:
    RunDiffer(const RunRecord &before, const RunRecord &after) : m_before(before), m_after(after) {}

    std::vector<RunDiffRow> run()
    {
        for (PromptDiffRow &row : diffOf(sentDraft(m_before), sentDraft(m_after)))
            m_rows.push_back({sectionOf(row.section), row.change, row.label, std::move(row.diff)});
        addWritten();
        addValues();
        addText(RunSection::Answer, m_before.text, m_after.text);
        addText(RunSection::Reasoning, m_before.reasoning, m_after.reasoning);
        addText(RunSection::Refusal, m_before.refusal, m_after.refusal);
        addCalls();
        addOutcome();
        std::ranges::stable_sort(m_rows, {}, &RunDiffRow::section);
        return std::move(m_rows);
    }

private:
    void add(RunSection section, const QString &label, const std::optional<QString> &before,
             const std::optional<QString> &after)
    {
        if (!before && !after) return;
        RunDiffRow row{section, RunChange::Same, label, {}};
        row.diff = diffOfAnswers(before.value_or(QString()), after.value_or(QString()));
        if (!before)
            row.change = RunChange::Added;
        else if (!after)
            row.change = RunChange::Removed;
        else if (row.diff.changed())
            row.change = RunChange::Changed;
        m_rows.push_back(std::move(row));
    }

    void addText(RunSection section, const QString &before, const QString &after)
    {
        const auto given = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
        add(section, {}, given(before), given(after));
    }

    /// Templates and declarations that are not the same.
    void addWritten()
    {
        const PromptDraft &before = m_before.draft;
        const PromptDraft &after = m_after.draft;
        if (before.messages == after.messages && before.declared == after.declared) return;
        for (PromptDiffRow &row : diffOf(before, after)) {
            const bool message = row.section == PromptDiffRow::Section::Message;
            const bool declaration = row.section == PromptDiffRow::Section::Variable;
            if (row.change == RunChange::Same || !(message || declaration)) continue;
            m_rows.push_back(
                {message ? RunSection::Template : RunSection::Declaration, row.change, row.label, std::move(row.diff)});
        }
    }

    void addValues()
    {
        VariableValues all = m_before.draft.variables;
        all.insert(m_after.draft.variables);
        const auto valueIn = [](const RunRecord &run, const QString &name) {
            const auto value = run.draft.variables.constFind(name);
            return value == run.draft.variables.cend() ? std::nullopt : std::optional<QString>(*value);
        };
        for (const QString &name : all.keys())
            add(RunSection::Variable, name, valueIn(m_before, name), valueIn(m_after, name));
    }

    void addCalls()
    {
        const size_t most = std::max(m_before.toolCalls.size(), m_after.toolCalls.size());
        for (size_t i = 0; i < most; ++i) {
            const ToolCall *old = i < m_before.toolCalls.size() ? &m_before.toolCalls[i] : nullptr;
            const ToolCall *now = i < m_after.toolCalls.size() ? &m_after.toolCalls[i] : nullptr;
            const auto arguments = [](const ToolCall *call) {
                return call ? std::optional(call->arguments) : std::nullopt;
            };
            if (old && now && old->name == now->name) {
                add(RunSection::ToolCall, now->name, arguments(old), arguments(now));
            } else {
                if (old) add(RunSection::ToolCall, old->name, arguments(old), std::nullopt);
                if (now) add(RunSection::ToolCall, now->name, std::nullopt, arguments(now));
            }
        }
    }

    void addOutcome()
    {
        const auto fact = [this](const QString &label, const QString &before, const QString &after) {
            if (!before.isEmpty() || !after.isEmpty()) add(RunSection::Outcome, label, before, after);
        };
        const auto sentence = [](const std::optional<Error> &error) { return error ? error->message() : QString(); };
        fact(RunDiffTexts::tr("Status"), toString(m_before.status), toString(m_after.status));
        fact(RunDiffTexts::tr("Ended because"), toString(m_before.finishReason), toString(m_after.finishReason));
        fact(RunDiffTexts::tr("Error"), sentence(m_before.error), sentence(m_after.error));
        fact(RunDiffTexts::tr("Model served"), m_before.modelServed, m_after.modelServed);
        fact(RunDiffTexts::tr("Provider served"), m_before.providerServed, m_after.providerServed);
    }

    const RunRecord &m_before;
    const RunRecord &m_after;
    std::vector<RunDiffRow> m_rows;
};

std::optional<qint64> countOf(const std::optional<milliseconds> &time)
{
    return time ? std::optional<qint64>(time->count()) : std::nullopt;
}

std::optional<qint64> figureOf(const RunRecord &run, FigureKind kind)
{
    switch (kind) {
    case FigureKind::InputTokens:
        return run.usage.input;
    case FigureKind::CachedTokens:
        return run.usage.cachedInput;
    case FigureKind::OutputTokens:
        return run.usage.output;
    case FigureKind::ReasoningTokens:
        return run.usage.reasoning;
    case FigureKind::Cost:
        return run.receipt.total ? std::optional(run.receipt.total->picoUsd) : std::nullopt;
    case FigureKind::FirstContent:
        return countOf(run.timings.firstContent);
    case FigureKind::Total:
        return run.status == RunStatus::Running ? std::nullopt : countOf(run.timings.total);
    case FigureKind::TokensPerSecond:
        return run.timings.tokensPerSecond ? std::optional(qint64(*run.timings.tokensPerSecond * 1000 + 0.5))
                                           : std::nullopt;
    case FigureKind::Attempts:
        return qint64(run.attempts.size());
    }
    Q_UNREACHABLE();
}

QString translated(const NamedKind &row)
{
    return QCoreApplication::translate("RunDiff", row.title);
}

} // namespace

std::optional<qint64> RunDiffFigure::difference() const
{
    return before && after ? std::optional(*after - *before) : std::nullopt;
}

bool RunDiff::sameRequest() const
{
    return std::ranges::none_of(rows, [](const RunDiffRow &row) {
        const bool asked = row.section == RunSection::Message || row.section == RunSection::Parameter ||
                           row.section == RunSection::Model || row.section == RunSection::Tool ||
                           row.section == RunSection::Format;
        return asked && row.change != RunChange::Same;
    });
}

RunDiff diffOf(const RunRecord &before, const RunRecord &after)
{
    RunDiff diff{before.id, after.id, {}, RunDiffer(before, after).run()};
    for (size_t i = 0; i < figureNames.size(); ++i) {
        const RunDiffFigure figure{FigureKind(i), figureOf(before, FigureKind(i)), figureOf(after, FigureKind(i))};
        if (figure.before || figure.after) diff.figures.push_back(figure);
    }
    return diff;
}

QString titleOf(RunDiffRow::Section section)
{
    return translated(sectionNames[size_t(section)]);
}

QString titleOf(RunDiffFigure::Kind kind)
{
    return translated(figureNames[size_t(kind)]);
}

QString toString(RunDiffRow::Section section)
{
    return QString::fromLatin1(sectionNames[size_t(section)].id);
}

QString toString(RunDiffRow::Change change)
{
    return QString::fromLatin1(changeNames[size_t(change)]);
}

QString toString(RunDiffFigure::Kind kind)
{
    return QString::fromLatin1(figureNames[size_t(kind)].id);
}

} // namespace burin

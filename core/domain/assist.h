#pragma once

#include "core/domain/chat.h"
#include "core/domain/prompt.h"

#include <QString>

#include <vector>

namespace burin {

/// What a model can be asked about a prompt.
enum class AssistKind { Improve, TestCases, ExplainFailure };

/// One such question.
struct AssistOrder {
    AssistKind kind = AssistKind::Improve;
    ModelRef model;    ///< That answers; need not be the prompt's own.
    QString wish = {}; ///< The user's words on what matters; empty = none.
    int cases = 5;     ///< TestCases: how many, at least 1.
    bool operator==(const AssistOrder &) const = default;
};

/// What came of it. Only the fields of its kind are set.
struct AssistResult {
    AssistKind kind = AssistKind::Improve;
    PromptDraft proposal = {};        ///< Improve: the whole prompt, its messages replaced.
    std::vector<ValueSet> cases = {}; ///< TestCases: values of the prompt's variables and of nothing else.
    QString text = {};                ///< ExplainFailure: Markdown. Improve: the model's reasons; may be empty.
    QStringList notes = {};           ///< What the user should know before accepting; sentences, translated.
    bool operator==(const AssistResult &) const = default;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::AssistOrder)

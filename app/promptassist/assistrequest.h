#pragma once

#include "core/domain/assist.h"
#include "core/domain/run.h"

#include <optional>
#include <vector>

namespace burin {

/// The question of @p order about @p subject, as a prompt like any other: it appears in the history, is priced, and can
/// be opened and run again. The subject's text goes in as the value of a variable, so its own {{variables}} stay as
/// they are. @p run is the failed or unwanted answer, for ExplainFailure.
PromptDraft assistDraft(const AssistOrder &order, const PromptDraft &subject, const std::optional<RunRecord> &run);

/// What is sent of it: its messages, with their variables filled in.
std::vector<Message> assistMessages(const PromptDraft &assist);

/// The names of the variables in the enabled messages of @p subject, each once, in order of appearance. Messages that
/// are no valid template have none.
QStringList assistVariables(const PromptDraft &subject);

} // namespace burin

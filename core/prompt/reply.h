#pragma once

#include "core/domain/prompt.h"
#include "core/domain/run.h"

#include <QString>

#include <vector>

namespace burin {

// Going on from an answer. Pure functions; any thread.

/// The prompt of @p record with its answer as the assistant's message and room for what is said next: an empty user
/// message, or one of a tool for each call that the answer makes. @p answer is the whole text, also when several runs
/// wrote it. It stands for itself: braces in it are no variables.
PromptDraft replyTo(const RunRecord &record, const QString &answer);

/// What was sent and what came back.
struct Exchange {
    RunId run;
    std::vector<Message> messages = {};
    QString answer = {}; ///< The whole text.
};

/// Which answer @p messages go on from: the last of @p branch, a conversation's exchanges from the first turn on, that
/// they still contain as it was, with everything before it. Invalid when the first turn was changed already. What the
/// system and the developer say is no turn and may change; files and calls do not count.
RunId followedBy(const std::vector<Message> &messages, const std::vector<Exchange> &branch);

/// Whether two drafts say the same: everything but the model that answers, the title and the place counts.
bool saysTheSame(const PromptDraft &a, const PromptDraft &b);

} // namespace burin

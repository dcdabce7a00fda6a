#pragma once

#include "core/base/secret.h"
#include "core/domain/run.h"
#include "core/domain/streamevent.h"

#include <optional>
#include <vector>

namespace burin {

/// What one attempt has received so far: the sum of its events.
struct Answer {
    QString text;
    QString reasoning;
    QString refusal;
    std::vector<ToolCall> toolCalls;
    Usage usage;
    std::optional<Money> reportedCost;
    QString responseId;
    QString model;
    QString provider;
    FinishReason finishReason = FinishReason::Unknown;
    QString nativeFinishReason;
    std::optional<Error> failure; ///< An error inside the stream; the first one counts.
    bool finished = false;        ///< The model said why it stopped.
    bool terminated = false;      ///< The protocol's terminator was seen.
    int understoodFrames = 0;
    int invalidFrames = 0;

    /// Anything the user would miss, or pay for.
    bool hasContent() const;
};

/// Adds @p event. Content behind the terminator does not count; of several usage reports the last one does.
void apply(Answer &answer, const StreamEvent &event);

/// Takes @p key out of what the server says about the answer: ids, names, reasons, failures. The texts stay as the
/// model wrote them: they are the user's content, and a server that could repeat the key there has it already.
void hideKey(Answer &answer, const Secret &key);

/// Whether @p event carries something the model wrote, so that the content timers start over.
bool isContent(const StreamEvent &event);

} // namespace burin

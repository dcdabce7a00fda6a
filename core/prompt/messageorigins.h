#pragma once

#include "core/domain/prompt.h"
#include "core/prompt/template.h"

#include <vector>

namespace burin {

/// What a message that was sent was made from.
struct MessageOrigin {
    int source = -1;                      ///< Index into PromptDraft::messages; -1 = none: it was added to them.
    std::vector<FilledValue> filled = {}; ///< Where its text has values. None where the text cannot be made again.
    bool operator==(const MessageOrigin &) const = default;
};

/// The origins of @p sent, the messages of a run of @p draft, in their order. A message goes with the next of its role
/// whose template gives its text; one that none gives, with the next of its role. Any thread.
std::vector<MessageOrigin> originsOf(const PromptDraft &draft, const std::vector<Message> &sent,
                                     const Fragments &fragments = {});

} // namespace burin

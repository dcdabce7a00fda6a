#pragma once

#include "core/domain/chat.h"
#include "core/domain/run.h"

#include <vector>

namespace burin {

/// How a model is made to go on with an answer that was cut off.
enum class ContinueBy {
    Prefill, ///< The answer so far is the assistant's last message, and the model writes on behind it.
    Quoting, ///< A further user message quotes the answer and asks for the rest alone.
};

/// @p messages with what makes the model go on where @p continuation ends. Without any text so far they stay as they
/// are: there is nothing to go on with. Pure.
std::vector<Message> continued(const std::vector<Message> &messages, const Continuation &continuation, ContinueBy how);

} // namespace burin

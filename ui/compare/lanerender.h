#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/prompt.h"

#include <vector>

namespace burin {

/// The messages that @p draft sends, its variables filled in; or why there are none.
Result<std::vector<Message>> laneMessages(const PromptDraft &draft);

} // namespace burin

#pragma once

#include "core/domain/prompt.h"

namespace burin {

/// The prompt that is open at the very first start, its variables filled in, ready to run on the simulator.
PromptDraft samplePrompt();

} // namespace burin

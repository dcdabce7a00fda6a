#pragma once

#include "core/engine/run.h"

namespace burin {

/// For the engine's options: counts as countRequest() does, with what @p factors says at that moment; at once where
/// that takes no more than a frame, else in the pool.
CountInputs inputCounter(std::function<LearnedFactors()> factors);

} // namespace burin

#pragma once

#include "core/domain/costfigures.h"

namespace burin {

/// An overview of @p days days up to 2026-03-04 with @p models models ("model-0", the most expensive, and so on), each
/// of which ran twice on every day but the third. The last model has no price. All reports are of the same runs.
CostOverview overviewOf(int days, int models);

} // namespace burin

#pragma once

#include "core/domain/costreport.h"

namespace burin {

/// A report of @p days days up to 2026-03-04 with @p models models ("model-0", the most expensive, and so on), each of
/// which ran on every day but the third. The last model has no price.
CostReport reportOf(int days, int models);

} // namespace burin

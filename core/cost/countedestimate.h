#pragma once

#include "core/cost/pricing.h"

namespace burin {

/// The estimate of a run whose input tokens the provider has counted (see Provider::countRequest).
CostEstimate estimateCost(const RunSpec &spec, const PriceBook &book, qint64 inputTokens);

} // namespace burin

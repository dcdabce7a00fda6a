#pragma once

#include "core/cost/pricebook.h"
#include "core/domain/run.h"

namespace burin {

/// The row of @p book that @p attempt of @p run was priced with; nullptr where it was not priced by a row, or the book
/// has that row no more.
const PriceRow *usedPriceRow(const RunRecord &run, const Attempt &attempt, const PriceBook &book);

} // namespace burin

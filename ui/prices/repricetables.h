#pragma once

#include "core/domain/repricing.h"
#include "ui/common/celltable.h"

namespace burin {

/// What a repricing, or a question "what if", comes to.
enum class RepriceQuestion { TodaysPrices, AnotherModel };

/// A row for each model, and one for all together where there are several.
CellTable repriceTable(const RepriceStep &step, RepriceQuestion question);
/// The same in a sentence: how many runs, old and new sum, and what is left out.
QString repriceSummary(const RepriceStep &step, RepriceQuestion question);
/// Earlier repricings.
CellTable repricingsTable(const std::vector<Repricing> &repricings);
/// What they replaced.
CellTable replacedTable(const std::vector<ReplacedReceipt> &receipts);

} // namespace burin

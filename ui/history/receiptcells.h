#pragma once

#include "core/cost/pricebook.h"
#include "core/domain/run.h"
#include "ui/common/celltable.h"
#include "ui/common/factlist.h"

#include <vector>

namespace burin {

// How the price of a run came about, as values; all texts are ready to be shown as plain text.

/// The arithmetic: a row for each line of each attempt that may have cost something, quantity × price = amount, then
/// the sum. A row without lines says why it has none. Empty where nothing was priced.
CellTable receiptTable(const RunRecord &record);
/// The rows of @p book that were used, with their source, dates and prices; one that is not in the book any more is
/// said to be so.
std::vector<Fact> priceFacts(const RunRecord &record, const PriceBook &book);
/// Whether the lines add up to the total, as a sentence; empty where there are no lines.
QString sumSentence(const Receipt &receipt);
/// The amount without zeros at its end, and at least two decimals.
QString shortExactMoney(Money amount);

} // namespace burin

#include "core/cost/usedprice.h"

#include "core/cost/pricing.h"

namespace burin {

const PriceRow *usedPriceRow(const RunRecord &run, const Attempt &attempt, const PriceBook &book)
{
    if (attempt.receipt.lines.empty()) return nullptr;
    const QString provider = attempt.providerId.isEmpty() ? run.providerId : attempt.providerId;
    const QString asked = attempt.modelRequested.isEmpty() ? run.draft.model : attempt.modelRequested;
    const PriceRow *row =
        book.find(provider, attempt.modelServed.isEmpty() ? asked : attempt.modelServed, attempt.startedAt);
    return row && priceSourceOf(*row) == attempt.receipt.priceSource ? row : nullptr;
}

} // namespace burin

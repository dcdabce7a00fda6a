#pragma once

#include "core/base/result.h"
#include "core/cost/pricebook.h"
#include "core/domain/provider.h"
#include "core/domain/repricing.h"

#include <QSqlDatabase>

namespace burin {

// Old runs at other prices. Each function looks at one stretch of the history and returns, so that nothing waits long
// for the database: begin with {} and go on with RepriceStep::last until it is done. Synchronous, on a
// connection. Simulated runs and runs that are going on are never among them.

/// Where a step begins, and how many runs it looks at.
struct Stretch {
    Stretch(RunId last = {}, int most = 500) : after(last), runs(most) {} // a step is asked for with a run's id

    RunId after;
    int runs;
};

/// What an earlier price would make of attempts that have none or an estimated one: nothing is changed.
/// @p book tells the price of the time of the attempt.
Result<RepriceStep> previewRepricing(const QSqlDatabase &db, const RunChoice &choice, const PriceBook &book,
                                     const Stretch &from);

/// The beginning of a repricing, which reprice() then fills.
Result<RepricingId> beginRepricing(const QSqlDatabase &db, const RunChoice &choice, const QDateTime &now);
/// Gives the attempts of one stretch the receipts that previewRepricing() counted: as corrections in the ledger, with
/// run and sums, in one transaction that survives a power loss. What they had is kept, see replacedReceipts().
Result<RepriceStep> reprice(const QSqlDatabase &db, RepricingId id, const PriceBook &book, const Stretch &from);
/// Gives the attempts of one stretch their old receipts back. One that was corrected since, by a provider or another
/// repricing, keeps what it has; it counts as left. The last step marks the repricing as undone.
Result<RepriceStep> undoRepricing(const QSqlDatabase &db, RepricingId id, const QDateTime &now, const Stretch &from);

/// Newest first; those that changed nothing are left out.
Result<std::vector<Repricing>> repricings(const QSqlDatabase &db);
/// The receipts that a repricing replaced, newest run first, at most @p limit.
Result<std::vector<ReplacedReceipt>> replacedReceipts(const QSqlDatabase &db, RepricingId id, int limit);
/// The same of one run, whatever replaced them, oldest first: the first of an attempt is its original.
Result<std::vector<ReplacedReceipt>> replacedReceiptsOf(const QSqlDatabase &db, RunId run);

/// The model that RunChoice's attempts are priced for, at the price of @p time.
struct WhatIfModel {
    ProviderProfile provider;
    QString model;
    QDateTime time;
};
/// The same requests on another model: every attempt that was charged, with the tokens that were counted for it. Cached
/// and cache-written tokens are taken as such, where the model has a price for them.
Result<RepriceStep> whatIf(const QSqlDatabase &db, const RunChoice &choice, const WhatIfModel &target,
                           const PriceBook &book, const Stretch &from);

} // namespace burin

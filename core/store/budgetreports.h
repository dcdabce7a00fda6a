#pragma once

#include "core/base/result.h"
#include "core/domain/budgetreport.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

#include <functional>

namespace burin {

// How budgets went: for the Budgets page, and kept for later. Synchronous, on a connection.

/// Everything the page shows, at the local time @p now. Simulated and local runs count nowhere.
Result<BudgetsOverview> budgetsOverview(const QSqlDatabase &db, const QDateTime &now);

/// Calls @p change, then tells which thresholds were passed by it and records them as breaches of the moment @p now.
/// @p run is what was spent for. An error is that of @p change: what was done stays done, whatever is known of budgets.
Result<std::vector<BudgetAlert>> watchBudgets(const QSqlDatabase &db, const QDateTime &now, RunId run,
                                              const std::function<Outcome()> &change);

/// The newest ones first.
Result<std::vector<BudgetBreach>> budgetBreaches(const QSqlDatabase &db, int limit);

} // namespace burin

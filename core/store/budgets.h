#pragma once

#include "core/base/result.h"
#include "core/cost/budget.h"

#include <QSqlDatabase>

namespace burin {

// Budgets in the database. Plain synchronous functions on a connection. Simulated and local runs never count.

/// Sets the limit, also of a budget that there is already.
Outcome setBudget(const QSqlDatabase &db, const Budget &budget);
/// Whether there was such a budget. The limit of @p budget does not matter.
Result<bool> removeBudget(const QSqlDatabase &db, const Budget &budget);
/// All budgets with what counts against them on the local day @p today, by scope and title.
Result<std::vector<BudgetState>> budgetStates(const QSqlDatabase &db, QDate today);

/// Reserves what a run may cost, in every budget that applies to it; BudgetReached if one does not cover it. The write
/// lock is held from the first look to the commit, so that two processes never both get the last of a budget. A second
/// call for the same run replaces the first, unless it is for what costs nothing. Settling the run releases it.
Result<CostReservation> reserveCost(const QSqlDatabase &db, RunId run, const CostEstimate &estimate,
                                    const BudgetPolicy &policy);

/// A reservation of a run that is not kept in the history.
struct UnrecordedReservation {
    qint64 id = 0; ///< 0 = nothing had to be reserved.
    CostReservation reservation;
};
Result<UnrecordedReservation> reserveUnrecorded(const QSqlDatabase &db, const QString &title,
                                                const CostEstimate &estimate, const BudgetPolicy &policy);
/// Releases it and keeps what the run cost as a bare sum, so that the budgets hold. Nullopt: not known, and then the
/// worst case counts.
Outcome settleUnrecorded(const QSqlDatabase &db, qint64 id, std::optional<Money> cost);
/// The same, with the worst case, for those whose process lives no longer. Within recoverInterrupted().
Outcome settleAbandoned(const QSqlDatabase &db);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/cost/pricing.h"
#include "core/domain/budget.h"
#include "core/domain/costreport.h"

#include <vector>

namespace burin {

// The rules of budgets, as functions of values. What was spent comes from the store.

/// What the user decided about the cases that a limit alone does not decide.
struct BudgetPolicy {
    /// A run that may cost more is asked about. One without a limit of output tokens may cost so much and no more.
    Money approveAbove{1'000'000'000'000};
    /// A run whose price is unknown while a budget applies to it.
    enum class Unpriced { Refuse, Allow } unpriced = Unpriced::Refuse;
};

/// The local days whose runs count against a budget on @p day; open at both ends for a prompt, invalid for a run.
DayRange periodOf(BudgetScope scope, QDate day);

/// Whether runs of the prompt @p title count against @p budget.
bool appliesTo(const Budget &budget, const QString &title);

/// What is neither spent nor reserved; negative when more is.
Money leftOf(const BudgetState &state);

/// Whether the user should be asked before a run that may cost as much as @p estimate says.
bool needsApproval(const CostEstimate &estimate, const BudgetPolicy &policy);

/// What to reserve for a run, given the budgets that apply to it without the run itself; a run's own budget has
/// nothing spent. BudgetReached when one of them does not cover it, with the amounts as its detail. What costs nothing
/// is never refused. Without a limit of output tokens as much is reserved as BudgetPolicy says, or what is left if that
/// is less, and the run must stop there.
Result<CostReservation> reservationFor(const CostEstimate &estimate, const std::vector<BudgetState> &budgets,
                                       const BudgetPolicy &policy);

/// The thresholds (50, 80, 90, 95 and 100 %) that were passed between two looks at the same budgets; of each budget
/// the highest. A budget that was set or changed in between has none.
std::vector<BudgetAlert> crossed(const std::vector<BudgetState> &before, const std::vector<BudgetState> &after);

/// "the budget of a day", in the user's language, for sentences.
QString nameOf(const Budget &budget);

} // namespace burin

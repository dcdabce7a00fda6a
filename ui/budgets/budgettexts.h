#pragma once

#include "core/domain/budget.h"

#include <QString>

namespace burin {

// What is said of budgets, in the user's language.

/// "Each day", "Prompt “Reply”", …
QString budgetTitle(const Budget &budget);

/// How far a budget is used: spent and reserved.
struct BudgetStanding {
    double share = 0; ///< Of the limit; above 1 when it is exceeded.
    QString figures;  ///< "$0.31 spent, $0.02 reserved of $5.00 · 6 %"
    QString word;     ///< "within the budget", "half used", "running low", "nearly used up", "used up"
    QString tone;     ///< "ok", "warn" or "error".
};
BudgetStanding standingOf(const BudgetState &state);

/// The thresholds that a bar marks and a banner tells of, as shares of the limit.
inline constexpr double BudgetThresholds[] = {0.5, 0.8, 0.9, 0.95};

/// "error", "warn" or "info" for a threshold that was passed.
QString toneOfPercent(int percent);

/// A banner's sentence when @p percent of a budget's limit was passed.
QString budgetAlertText(const Budget &budget, int percent, Money spent);

} // namespace burin

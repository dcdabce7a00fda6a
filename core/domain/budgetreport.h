#pragma once

#include "core/base/id.h"
#include "core/domain/budget.h"
#include "core/domain/costreport.h"

#include <QDateTime>

#include <optional>
#include <vector>

namespace burin {

/// What was spent on one local day.
struct DaySpend {
    QDate day;
    Money spent;
    Money later; ///< Of it, in the hours after the present hour of the day.
    bool operator==(const DaySpend &) const = default;
};

/// What will be spent by the end of a period, if the days to come are like those before; see forecastOf().
struct SpendForecast {
    Money low;
    Money expected;
    Money high;
    int days = 0; ///< n: the whole days it was computed from.
    bool operator==(const SpendForecast &) const = default;
};

/// A threshold of a budget that was passed, as it was then.
struct BudgetBreach {
    QDateTime at; ///< UTC.
    Budget budget;
    int percent = 50; ///< 50, 80, 90, 95 or 100.
    Money spent;
    QDate periodFrom; ///< First local day of the budget's period; invalid for a prompt's.
    RunId run;        ///< The run with which it was passed; invalid = none, or one that is not kept.
    bool operator==(const BudgetBreach &) const = default;
};

/// One budget with how its current period went so far, and how it may end.
struct BudgetReport {
    BudgetState state;
    DayRange period; ///< Local days; invalid where there is none (a run, a prompt).
    /// Spent in each hour of the day (a day's budget) or on each day of the period, up to now.
    std::vector<Money> parts;
    std::optional<SpendForecast> forecast; ///< Nullopt: no period, or too little is known.
    std::optional<int> lastsDays;          ///< Of a prompt's budget: whole days until it is used up.
};

/// The Budgets page.
struct BudgetsOverview {
    std::vector<BudgetReport> budgets;  ///< By scope and title.
    std::vector<BudgetBreach> breaches; ///< Newest first.
};

} // namespace burin

#pragma once

#include "core/domain/budgetreport.h"
#include "ui/common/celltable.h"

#include <QString>

#include <vector>

namespace burin {

/// What is left of a budget at the end of one part of its period.
struct BurnDownPoint {
    double position = 0; ///< Parts since the beginning: hours of a day, days of a week or month.
    Money left;          ///< Below zero when more was spent.
    bool operator==(const BurnDownPoint &) const = default;
};

/// A budget's period as a chart: what is left so far, and what will be at its end.
struct BurnDown {
    Money limit;
    int parts = 1;                     ///< Of the whole period.
    bool hourly = false;               ///< The parts are hours.
    QDate from;                        ///< First day of the period.
    std::vector<BurnDownPoint> actual; ///< From the beginning; the last is now.
    /// At the end of the period, in the order spent most, expected, spent least; empty without a forecast.
    std::vector<Money> projected;
};

/// Pure. For a budget with a period only.
BurnDown burnDownOf(const BudgetReport &report);
/// The chart as a table: a row for each part that has begun, and one for the projection.
CellTable burnDownTable(const BurnDown &chart);
/// The chart in a sentence, for a screen reader.
QString describe(const BurnDown &chart);
/// The name of a part, counted from 0: "14:00", "Nov 25".
QString partName(const BurnDown &chart, int part);

/// What is to come, in a sentence with its n: the projection, or why there is none. Empty for a run's budget.
QString forecastText(const BudgetReport &report);
/// "ok", "warn" where the band reaches the limit, "error" where the expectation does; "muted" without a forecast.
QString forecastTone(const BudgetReport &report);

} // namespace burin

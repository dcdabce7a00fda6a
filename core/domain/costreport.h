#pragma once

#include "core/base/money.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// Local days, both inclusive.
struct DayRange {
    QDate from;
    QDate to;
    bool operator==(const DayRange &) const = default;
};

/// The figures of a time range. Simulated runs are in none of them.
struct CostTotals {
    Money spend; ///< Sum of the amounts that are known.
    int runs = 0;
    int unpricedRuns = 0; ///< Runs whose price is unknown; not part of spend.
    int completedRuns = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    std::optional<std::chrono::milliseconds> medianFirstContent;
    int firstContentRuns = 0; ///< n of the median.
    bool operator==(const CostTotals &) const = default;
};

/// What one model cost on one day.
struct DayCost {
    QDate day;
    QString model;
    Money cost;
    int runs = 0;
    int unpricedRuns = 0;
    bool operator==(const DayCost &) const = default;
};

/// A line of a breakdown: one value for each dimension that was asked for.
struct CostRow {
    QStringList keys;
    Money cost;
    int runs = 0;
    int unpricedRuns = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    bool operator==(const CostRow &) const = default;
};

struct CostReport {
    DayRange range;
    CostTotals totals;
    CostTotals previous;         ///< The equally long range before.
    std::vector<DayCost> days;   ///< Ascending by day; days without runs have no entry.
    std::vector<CostRow> models; ///< By model, most expensive first.
};

} // namespace burin

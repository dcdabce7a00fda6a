#pragma once

#include "core/domain/costreport.h"
#include "core/domain/history.h"
#include "ui/common/celltable.h"

#include <QString>

#include <vector>

namespace burin {

/// A bar of the chart: one day, or one week of the locale where days would be too narrow to name.
struct CostBucket {
    QDate from;
    QDate to;
    QString label; ///< Short, below the bar.
    QString title; ///< Whole, for tool tips and the table.
    bool operator==(const CostBucket &) const = default;
};

/// What one model, or all the others together, cost in one bucket.
struct CostPart {
    Money cost;
    int runs = 0;
    int unpricedRuns = 0;
    bool operator==(const CostPart &) const = default;
};

struct CostSeries {
    QString model;               ///< Empty = all the other models together.
    QString title;               ///< Plain text.
    std::vector<CostPart> parts; ///< One for each bucket.
    CostPart total;
};

/// The cost per day by model, ready to be drawn: the most expensive models first, the rest as one "Other".
struct CostChartData {
    std::vector<CostBucket> buckets;
    std::vector<CostSeries> series;
    bool weekly = false; ///< The buckets are weeks.
};

/// Days up to which each day has its own bar.
inline constexpr int MostDayBuckets = 31;
/// Models that get a colour of their own.
inline constexpr int MostSeries = 6;

/// Pure.
CostChartData costChartData(const CostReport &report);
/// The chart as a table: a row for each bucket and model that had runs.
CellTable costTable(const CostChartData &data);
/// The bucket and the series of each row of costTable().
std::vector<std::pair<int, int>> costTableRows(const CostChartData &data);
/// The models of a report as a table.
CellTable modelTable(const CostReport &report);
/// The runs behind a part of the chart.
RunQuery runsOf(const CostBucket &bucket, const CostSeries &series);
/// What a screen reader is told of the chart.
QString describeChart(const CostChartData &data);

} // namespace burin

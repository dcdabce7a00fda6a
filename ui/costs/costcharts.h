#pragma once

#include "core/domain/costfigures.h"
#include "ui/common/celltable.h"
#include "ui/costs/chartdata.h"
#include "ui/costs/costperiods.h"

#include <span>

namespace burin {

/// What the chart of the time counts.
enum class CostMeasure { Cost, Tokens, Runs };

/// How the figures are looked at; the figures are the same.
struct CostView {
    CostPeriod period = CostPeriod::Day;
    CostMeasure measure = CostMeasure::Cost;
    bool cumulative = false;
    bool operator==(const CostView &) const = default;
};

enum class ChartKind { Bars, Rows, Lines, Heat };

/// A chart of the page is a row: how it is drawn and what of.
struct CostChartRow {
    const char *id;
    ChartKind kind;
    ChartData (*data)(const CostOverview &overview, const CostView &view);
};

/// In the order of the page; the first one has all its width.
std::span<const CostChartRow> costChartRows();

/// Series that get a name of their own; the others are one "Other".
inline constexpr int MostSeries = 6;

// Each is pure.
ChartData timeChart(const CostOverview &overview, const CostView &view);
ChartData promptChart(const CostOverview &overview, const CostView &view);
ChartData versionChart(const CostOverview &overview, const CostView &view);
ChartData firstContentChart(const CostOverview &overview, const CostView &view);
ChartData totalTimeChart(const CostOverview &overview, const CostView &view);
ChartData speedChart(const CostOverview &overview, const CostView &view);
ChartData errorChart(const CostOverview &overview, const CostView &view);
ChartData hourChart(const CostOverview &overview, const CostView &view);
ChartData priceChart(const CostOverview &overview, const CostView &view);
ChartData lossChart(const CostOverview &overview, const CostView &view);

/// The runs that a filter is about.
RunQuery runsOf(const CostFilter &filter);
/// The same runs, of one value of a dimension only; those of the whole filter where the history cannot tell them apart.
RunQuery runsOf(const CostFilter &filter, const QString &dimension, const CostLine &line);

/// The models as a table: runs, tokens, cost, cost a run, a million tokens, slowest twentieth, errors.
CellTable modelTable(const CostOverview &overview);

} // namespace burin

#pragma once

#include "ui/costs/chartdata.h"

namespace burin {

/// A value axis from 0 to top in even steps of 1, 2 or 5 times a power of ten, with as many decimals as its labels
/// need.
struct AxisScale {
    double top = 1;
    int steps = 4;
    int decimals = 2;
    bool operator==(const AxisScale &) const = default;
};

/// An axis that has room for @p highest. Pure.
AxisScale axisFor(double highest);

/// How the values of a unit become coordinates and labels.
struct AxisUnit {
    double divisor = 1;     ///< Of the exact values.
    QString prefix, suffix; ///< Of the labels.
    int leastDecimals = 0;
};
/// Large counts are told in thousands or millions. Pure.
AxisUnit axisUnit(ChartUnit unit, qint64 highest);

} // namespace burin

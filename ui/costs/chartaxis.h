#pragma once

#include "core/base/money.h"

namespace burin {

/// A value axis from 0 to top in even steps of 1, 2 or 5 times a power of ten, with as many decimals as its labels
/// need.
struct AxisScale {
    double top = 1;
    int steps = 4;
    int decimals = 2;
    bool operator==(const AxisScale &) const = default;
};

/// An axis that has room for @p highest dollars. Pure.
AxisScale axisFor(Money highest);

/// Dollars for a chart: its coordinates are floating point; nothing is ever computed from them.
double chartValue(Money amount);

} // namespace burin

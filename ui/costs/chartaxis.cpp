#include "ui/costs/chartaxis.h"

#include <algorithm>
#include <cmath>

namespace burin {

AxisScale axisFor(Money highest)
{
    const double value = chartValue(highest);
    if (value <= 0) return {};
    const double rough = value / 4;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double factor = rough / power;
    const double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    const int steps = std::max(1, int(std::ceil(value / step - 1e-9)));
    const int decimals = step >= 1 ? (steps * step >= 10 ? 0 : 2) : int(std::ceil(-std::log10(step) - 1e-9));
    return {steps * step, steps, step >= 1 ? decimals : std::max(2, decimals)};
}

double chartValue(Money amount)
{
    return double(amount.picoUsd) / 1e12;
}

} // namespace burin

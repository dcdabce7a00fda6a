#include "ui/costs/chartaxis.h"

#include <algorithm>
#include <cmath>

namespace burin {

AxisScale axisFor(double highest)
{
    if (highest <= 0) return {};
    const double rough = highest / 4;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double factor = rough / power;
    const double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    const int steps = std::max(1, int(std::ceil(highest / step - 1e-9)));
    const int decimals = step >= 1 ? 0 : int(std::ceil(-std::log10(step) - 1e-9));
    return {steps * step, steps, decimals};
}

AxisUnit axisUnit(ChartUnit unit, qint64 highest)
{
    switch (unit) {
    case ChartUnit::Money:
        return {1e12, QStringLiteral("$"), {}, highest < 10'000'000'000'000 ? 2 : 0};
    case ChartUnit::Duration:
        return {1e3, {}, QStringLiteral(" s"), 0};
    case ChartUnit::Speed:
        return {1e3, {}, {}, 0};
    case ChartUnit::Tokens:
    case ChartUnit::Runs:
        break;
    }
    if (highest >= 10'000'000) return {1e6, {}, QStringLiteral(" M"), 0};
    if (highest >= 10'000) return {1e3, {}, QStringLiteral(" k"), 0};
    return {};
}

} // namespace burin

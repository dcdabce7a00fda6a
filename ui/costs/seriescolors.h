#pragma once

#include "ui/costs/chartdata.h"

#include <QColor>

#include <vector>

namespace burin {

/// The colour of each series: its key's own; a second shade where two of a chart share one; grey for the rest.
std::vector<QColor> seriesColors(const ChartData &data);

} // namespace burin

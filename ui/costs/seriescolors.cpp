#include "ui/costs/seriescolors.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace burin {

namespace {

/// Between text and background, so that the rest does not outshine the series that have a name.
QColor restColor()
{
    const ThemeColors &c = theme().colors();
    return QColor((c.muted.red() + c.line.red()) / 2, (c.muted.green() + c.line.green()) / 2,
                  (c.muted.blue() + c.line.blue()) / 2);
}

} // namespace

std::vector<QColor> seriesColors(const ChartData &data)
{
    const ThemeColors &c = theme().colors();
    std::vector<QColor> colors;
    for (const ChartSeries &series : data.series) {
        if (data.seriesTitle.isEmpty()) {
            colors.push_back(c.accent); // one series: its colour tells nothing
            continue;
        }
        QColor color = series.colorKey.isEmpty() ? restColor() : c.series[size_t(seriesIndex(series.colorKey))];
        while (std::ranges::find(colors, color) != colors.end())
            color = color.lighter(145);
        colors.push_back(color);
    }
    return colors;
}

} // namespace burin

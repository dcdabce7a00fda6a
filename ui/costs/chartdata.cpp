#include "ui/costs/chartdata.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

struct ChartTexts {
    Q_DECLARE_TR_FUNCTIONS(Costs)
};

bool addsUp(ChartUnit unit)
{
    return unit == ChartUnit::Money || unit == ChartUnit::Tokens || unit == ChartUnit::Runs;
}

/// The sum of a series, or its last known value where a sum means nothing.
std::optional<qint64> summary(const ChartSeries &series, ChartUnit unit)
{
    std::optional<qint64> result;
    for (const std::optional<qint64> &value : series.values)
        if (value) result = addsUp(unit) ? result.value_or(0) + *value : *value;
    return result;
}

} // namespace

bool hasValues(const ChartData &data)
{
    return std::ranges::any_of(data.series, [](const ChartSeries &series) {
        return std::ranges::any_of(series.values, [](const std::optional<qint64> &value) { return value.has_value(); });
    });
}

QString chartText(ChartUnit unit, std::optional<qint64> value)
{
    if (!value) return unit == ChartUnit::Money ? formatMoney({}) : QStringLiteral("–");
    switch (unit) {
    case ChartUnit::Money:
        return formatMoney(Money{*value});
    case ChartUnit::Duration:
        return formatDuration(std::chrono::milliseconds(*value));
    case ChartUnit::Speed:
        return ChartTexts::tr("%1 tok/s").arg(QLocale().toString(double(*value) / 1000, 'f', *value < 10'000 ? 1 : 0));
    case ChartUnit::Tokens:
    case ChartUnit::Runs:
        break;
    }
    return QLocale().toString(*value);
}

QString exactChartText(ChartUnit unit, std::optional<qint64> value)
{
    return value && unit == ChartUnit::Money ? formatExactMoney(Money{*value}) : chartText(unit, value);
}

QString describeChart(const ChartData &data)
{
    QStringList parts;
    const ChartSeries *highestSeries = nullptr;
    size_t highest = 0;
    for (const ChartSeries &series : data.series) {
        parts += ChartTexts::tr("%1: %2").arg(series.title, chartText(data.unit, summary(series, data.unit)));
        for (size_t i = 0; i < series.values.size(); ++i) {
            const bool higher = !highestSeries || series.values[i] > highestSeries->values[highest];
            if (!series.values[i] || !higher) continue;
            highestSeries = &series;
            highest = i;
        }
    }
    if (highestSeries)
        parts += ChartTexts::tr("Highest: %1, %2")
                     .arg(data.categories[highest].title, chartText(data.unit, highestSeries->values[highest]));
    return parts.join(QStringLiteral("; "));
}

QString chartTip(const ChartData &data, int category, int series)
{
    const ChartSeries &line = data.series[size_t(series)];
    QStringList lines{data.categories[size_t(category)].title};
    if (data.series.size() > 1 && !line.title.isEmpty()) lines.prepend(line.title);
    lines += exactChartText(data.unit, line.values[size_t(category)]);
    if (data.unit != ChartUnit::Runs)
        lines.back() += QStringLiteral(" · ") +
                        QCoreApplication::translate("Costs", "%n run(s)", nullptr, int(line.runs[size_t(category)]));
    return lines.join(u'\n');
}

} // namespace burin

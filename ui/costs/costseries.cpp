#include "ui/costs/costseries.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

struct CostSeriesTexts {
    Q_DECLARE_TR_FUNCTIONS(Costs)
};

CostPart &operator+=(CostPart &sum, const CostPart &part)
{
    sum.cost += part.cost;
    sum.runs += part.runs;
    sum.unpricedRuns += part.unpricedRuns;
    return sum;
}

CostBucket dayBucket(QDate day, bool first)
{
    const QLocale locale;
    const bool named = first || day.day() == 1;
    return {day, day, named ? locale.toString(day, QStringLiteral("d MMM")) : QString::number(day.day()),
            locale.toString(day, QLocale::ShortFormat)};
}

CostBucket weekBucket(QDate from, QDate to)
{
    const QLocale locale;
    return {from, to, locale.toString(from, QStringLiteral("d MMM")),
            locale.toString(from, QLocale::ShortFormat) + QStringLiteral(" – ") +
                locale.toString(to, QLocale::ShortFormat)};
}

bool isWeekly(const DayRange &range)
{
    return range.from.daysTo(range.to) + 1 > MostDayBuckets;
}

std::vector<CostBucket> bucketsOf(const DayRange &range)
{
    std::vector<CostBucket> buckets;
    const bool weekly = isWeekly(range);
    const int firstDay = QLocale().firstDayOfWeek();
    for (QDate day = range.from; day.isValid() && day <= range.to;) {
        if (!weekly) {
            buckets.push_back(dayBucket(day, buckets.empty()));
            day = day.addDays(1);
            continue;
        }
        const int behind = (day.dayOfWeek() - firstDay + 7) % 7;
        const QDate end = std::min(day.addDays(6 - behind), range.to);
        buckets.push_back(weekBucket(day, end));
        day = end.addDays(1);
    }
    return buckets;
}

/// Most expensive first; of equally expensive ones the one with more runs, then by name.
QStringList rankedModels(const CostReport &report)
{
    QHash<QString, CostPart> totals;
    for (const DayCost &day : report.days)
        totals[day.model] += {day.cost, day.runs, day.unpricedRuns};
    QStringList models = totals.keys();
    std::ranges::sort(models, [&totals](const QString &a, const QString &b) {
        const CostPart &left = totals[a], &right = totals[b];
        if (left.cost != right.cost) return left.cost > right.cost;
        return left.runs != right.runs ? left.runs > right.runs : a < b;
    });
    return models;
}

Cell runsCell(int runs)
{
    return {QLocale().toString(runs), runs, {}, {}};
}

Cell unpricedCell(int runs)
{
    return {runs ? QLocale().toString(runs) : QString(), runs, {}, runs ? QStringLiteral("warn") : QString()};
}

/// Runs of which none has a price cost an unknown amount, not nothing.
Cell costCell(const CostPart &part)
{
    if (part.runs > 0 && part.unpricedRuns == part.runs)
        return {formatMoney({}), qint64(-1), CostSeriesTexts::tr("The price of these runs is unknown"),
                QStringLiteral("muted")};
    return {formatMoney(part.cost), part.cost.picoUsd, formatExactMoney(part.cost), {}};
}

} // namespace

CostChartData costChartData(const CostReport &report)
{
    CostChartData data;
    data.weekly = isWeekly(report.range);
    data.buckets = bucketsOf(report.range);
    const QStringList models = rankedModels(report);
    QHash<QString, size_t> seriesOf;
    for (const QString &model : models) {
        const size_t index = std::min(data.series.size(), size_t(MostSeries));
        if (data.series.size() <= index)
            data.series.push_back({index < MostSeries ? model : QString(),
                                   index < MostSeries ? oneLine(model) : CostSeriesTexts::tr("Other models"),
                                   std::vector<CostPart>(data.buckets.size()),
                                   {}});
        seriesOf.insert(model, index);
    }
    for (const DayCost &day : report.days) {
        const auto bucket = std::ranges::lower_bound(data.buckets, day.day, {}, &CostBucket::to);
        if (bucket == data.buckets.end() || day.day < bucket->from) continue;
        CostSeries &series = data.series[seriesOf.value(day.model)];
        const CostPart part{day.cost, day.runs, day.unpricedRuns};
        series.parts[size_t(bucket - data.buckets.begin())] += part;
        series.total += part;
    }
    return data;
}

std::vector<std::pair<int, int>> costTableRows(const CostChartData &data)
{
    std::vector<std::pair<int, int>> rows;
    for (int bucket = int(data.buckets.size()) - 1; bucket >= 0; --bucket)
        for (int series = 0; series < int(data.series.size()); ++series)
            if (data.series[size_t(series)].parts[size_t(bucket)].runs > 0) rows.emplace_back(bucket, series);
    return rows;
}

CellTable costTable(const CostChartData &data)
{
    CellTable table;
    table.columns = {{data.weekly ? CostSeriesTexts::tr("Week") : CostSeriesTexts::tr("Day")},
                     {CostSeriesTexts::tr("Model")},
                     {CostSeriesTexts::tr("Cost"), FigureAlignment},
                     {CostSeriesTexts::tr("Runs"), FigureAlignment},
                     {CostSeriesTexts::tr("Without a price"), FigureAlignment}};
    for (const auto &[bucket, series] : costTableRows(data)) {
        const CostBucket &time = data.buckets[size_t(bucket)];
        const CostSeries &line = data.series[size_t(series)];
        const CostPart &part = line.parts[size_t(bucket)];
        table.rows.push_back({{time.title, time.from, {}, {}},
                              {line.title, {}, {}, {}},
                              costCell(part),
                              runsCell(part.runs),
                              unpricedCell(part.unpricedRuns)});
    }
    return table;
}

CellTable modelTable(const CostReport &report)
{
    CellTable table;
    table.columns = {{CostSeriesTexts::tr("Model")},
                     {CostSeriesTexts::tr("Cost"), FigureAlignment},
                     {CostSeriesTexts::tr("Cost per run"), FigureAlignment},
                     {CostSeriesTexts::tr("Runs"), FigureAlignment},
                     {CostSeriesTexts::tr("Input tokens"), FigureAlignment},
                     {CostSeriesTexts::tr("Output tokens"), FigureAlignment},
                     {CostSeriesTexts::tr("Without a price"), FigureAlignment}};
    for (const CostRow &row : report.models) {
        const int priced = row.runs - row.unpricedRuns;
        const CostPart mean{Money{priced > 0 ? row.cost.picoUsd / priced : 0}, row.runs, row.unpricedRuns};
        table.rows.push_back({{oneLine(row.keys.value(0)), {}, {}, {}},
                              costCell({row.cost, row.runs, row.unpricedRuns}),
                              costCell(mean),
                              runsCell(row.runs),
                              {formatTokens(row.inputTokens), row.inputTokens, {}, {}},
                              {formatTokens(row.outputTokens), row.outputTokens, {}, {}},
                              unpricedCell(row.unpricedRuns)});
    }
    return table;
}

RunQuery runsOf(const CostBucket &bucket, const CostSeries &series)
{
    RunQuery query;
    query.model = series.model;
    query.from = bucket.from;
    query.to = bucket.to;
    return query;
}

QString describeChart(const CostChartData &data)
{
    QStringList parts;
    for (const CostSeries &series : data.series)
        parts += CostSeriesTexts::tr("%1: %2").arg(series.title, costCell(series.total).text);
    const auto sumAt = [&data](size_t bucket) {
        Money sum;
        for (const CostSeries &series : data.series)
            sum += series.parts[bucket].cost;
        return sum;
    };
    size_t highest = 0;
    for (size_t bucket = 1; bucket < data.buckets.size(); ++bucket)
        if (sumAt(bucket) > sumAt(highest)) highest = bucket;
    if (!data.buckets.empty())
        parts += CostSeriesTexts::tr("Highest: %1, %2").arg(data.buckets[highest].title, formatMoney(sumAt(highest)));
    return parts.join(QStringLiteral("; "));
}

} // namespace burin

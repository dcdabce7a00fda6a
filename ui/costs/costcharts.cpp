#include "ui/costs/costcharts.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/costs/costtexts.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace burin {

namespace {

constexpr CostChartRow rows[] = {
    {"time", ChartKind::Bars, timeChart},        {"prompts", ChartKind::Rows, promptChart},
    {"versions", ChartKind::Rows, versionChart}, {"first", ChartKind::Lines, firstContentChart},
    {"total", ChartKind::Lines, totalTimeChart}, {"speed", ChartKind::Rows, speedChart},
    {"errors", ChartKind::Bars, errorChart},     {"hours", ChartKind::Heat, hourChart},
    {"price", ChartKind::Bars, priceChart},      {"losses", ChartKind::Rows, lossChart},
};

/// A chart of horizontal bars has one series.
ChartData rowChart(const QString &title, const QString &categoryTitle, ChartUnit unit)
{
    ChartData data;
    data.title = title;
    data.categoryTitle = categoryTitle;
    data.unit = unit;
    data.series.resize(1);
    data.series.front().colorKey = title;
    return data;
}

void addRow(ChartData &data, const QString &name, std::optional<qint64> value, qint64 runs)
{
    data.categories.push_back({name, name});
    data.series.front().values.push_back(value);
    data.series.front().runs.push_back(runs);
}

/// The most expensive lines, each with its runs, and the rest as one.
ChartData costRows(ChartData data, const CostFilter &filter, std::vector<CostLine> lines, const QString &dimension)
{
    constexpr size_t MostRows = 10;
    std::erase_if(lines, [](const CostLine &line) { return line.figures.runs == line.figures.unpricedRuns; });
    std::ranges::stable_sort(lines, std::ranges::greater(), [](const CostLine &line) { return line.figures.cost; });
    CostFigures rest;
    for (size_t i = 0; i < lines.size(); ++i) {
        const CostFigures &f = lines[i].figures;
        if (i >= MostRows)
            rest += f;
        else
            addRow(data, nameOf(dimension, lines[i].keys.back()), f.cost.picoUsd, f.runs);
    }
    if (rest.runs > 0) addRow(data, CostTexts::tr("Other"), rest.cost.picoUsd, rest.runs);
    lines.resize(std::min(lines.size(), MostRows));
    data.runs = [filter, lines, dimension](int category, int) {
        return size_t(category) < lines.size() ? runsOf(filter, dimension, lines[size_t(category)]) : runsOf(filter);
    };
    return data;
}

} // namespace

std::span<const CostChartRow> costChartRows()
{
    return rows;
}

ChartData promptChart(const CostOverview &overview, const CostView &)
{
    return costRows(rowChart(CostTexts::tr("Cost by prompt, in US dollars"), CostTexts::tr("Prompt"), ChartUnit::Money),
                    overview.filter, overview.prompts, QStringLiteral("prompt"));
}

ChartData versionChart(const CostOverview &overview, const CostView &)
{
    return costRows(rowChart(CostTexts::tr("Cost by version of a prompt, in US dollars"), CostTexts::tr("Version"),
                             ChartUnit::Money),
                    overview.filter, overview.versions, QStringLiteral("version"));
}

ChartData speedChart(const CostOverview &overview, const CostView &)
{
    ChartData data = rowChart(CostTexts::tr("Median speed by model, in tokens per second"), CostTexts::tr("Model"),
                              ChartUnit::Speed);
    std::vector<CostLine> lines = overview.models;
    std::erase_if(lines, [](const CostLine &line) { return line.figures.speed.count() == 0; });
    const auto speed = [](const CostLine &line) { return *line.figures.speed.percentile(0.5); };
    std::ranges::stable_sort(lines, std::ranges::greater(), speed);
    for (const CostLine &line : lines)
        addRow(data, nameOf(QStringLiteral("model"), line.keys.front()), std::llround(speed(line)),
               line.figures.speed.count());
    data.runs = [filter = overview.filter, lines](int category, int) {
        return runsOf(filter, QStringLiteral("model"), lines[size_t(category)]);
    };
    return data;
}

ChartData hourChart(const CostOverview &overview, const CostView &view)
{
    ChartData data;
    data.unit = unitOf(view.measure);
    data.title = CostTexts::tr("%1 by weekday and hour").arg(measureTitle(view.measure));
    data.categoryTitle = CostTexts::tr("Hour");
    data.seriesTitle = CostTexts::tr("Weekday");
    const QLocale locale;
    for (int hour = 0; hour < 24; ++hour) {
        const QString title = locale.toString(QTime(hour, 0), QLocale::ShortFormat);
        data.categories.push_back({QString::number(hour), title});
    }
    const int first = int(locale.firstDayOfWeek());
    for (int i = 0; i < 7; ++i)
        data.series.push_back({locale.dayName((first - 1 + i) % 7 + 1, QLocale::ShortFormat),
                               {},
                               std::vector<std::optional<qint64>>(24),
                               std::vector<qint64>(24)});
    for (const CostLine &line : overview.hours) {
        ChartSeries &day = data.series[size_t((line.ids[0] + 1 - first + 7) % 7)];
        const auto hour = size_t(line.ids[1]);
        day.values[hour] = measured(line.figures, view.measure);
        day.runs[hour] = line.figures.runs;
    }
    data.runs = [filter = overview.filter](int, int) { return runsOf(filter); };
    return data;
}

ChartData priceChart(const CostOverview &overview, const CostView &)
{
    ChartData data;
    data.unit = ChartUnit::Runs;
    data.title = CostTexts::tr("Runs by what one cost, in US dollars");
    data.categoryTitle = CostTexts::tr("Cost of a run, up to");
    data.series.push_back({CostTexts::tr("Runs"), data.title, {}, {}});
    std::map<int, qint64> decades; // 1, 2, 5 times a power of ten by number; 0 = free
    for (const auto &[bucket, runs] : overview.now.price.buckets()) {
        int step = 0;
        for (double value = Histogram::middleOf(bucket); value > priceStep(step);)
            ++step;
        decades[step] += runs;
    }
    if (decades.empty()) return data;
    for (int step = decades.begin()->first; step <= decades.rbegin()->first; ++step) {
        const auto found = decades.find(step);
        const qint64 runs = found == decades.end() ? 0 : found->second;
        const QString name = step == 0 ? CostTexts::tr("free") : formatMoney(Money{std::llround(priceStep(step))});
        data.categories.push_back({name, name});
        data.series.front().values.push_back(runs);
        data.series.front().runs.push_back(runs);
    }
    data.runs = [filter = overview.filter, first = decades.begin()->first](int category, int) {
        RunQuery query = runsOf(filter);
        const int step = first + category;
        const auto add = [&query](RunRelation relation, int to) {
            query.conditions.push_back(
                {.field = RunField::Cost, .relation = relation, .number = std::llround(priceStep(to))});
        };
        if (step > 0) add(RunRelation::Above, step - 1);
        add(RunRelation::AtMost, step);
        query.order = RunOrder::Cost;
        return query;
    };
    return data;
}

ChartData lossChart(const CostOverview &overview, const CostView &)
{
    ChartData data = rowChart(CostTexts::tr("Spent on failures, cancelled runs and retries; saved by caches"),
                              CostTexts::tr("What"), ChartUnit::Money);
    const auto statusRow = [&](RunStatus status, const QString &name) {
        CostFigures sum;
        for (const CostLine &line : overview.statuses)
            if (line.ids.front() == int(status)) sum += line.figures;
        addRow(data, name, sum.cost.picoUsd, sum.runs);
    };
    statusRow(RunStatus::Failed, CostTexts::tr("Failed runs"));
    statusRow(RunStatus::Cancelled, CostTexts::tr("Cancelled runs"));
    statusRow(RunStatus::Interrupted, CostTexts::tr("Interrupted runs"));
    addRow(data, CostTexts::tr("Attempts that were retried"), overview.now.retryCost.picoUsd, overview.now.retries);
    addRow(data, CostTexts::tr("Saved by caches"), overview.now.cacheSavings.picoUsd, overview.now.runs);
    data.runs = [filter = overview.filter](int category, int) {
        constexpr RunStatus Statuses[] = {RunStatus::Failed, RunStatus::Cancelled, RunStatus::Interrupted};
        RunQuery query = runsOf(filter);
        if (size_t(category) < std::size(Statuses)) query.status = Statuses[category];
        query.order = RunOrder::Cost;
        return query;
    };
    return data;
}

RunQuery runsOf(const CostFilter &filter)
{
    RunQuery query;
    query.model = filter.model;
    query.provider = filter.provider;
    query.prompt = filter.prompt;
    query.status = filter.status;
    query.from = filter.range.from;
    query.to = filter.range.to;
    query.conditions.push_back({.field = RunField::Simulated, .negated = true}); // they are in no figure
    if (!filter.tag.isEmpty()) query.conditions.push_back({.field = RunField::Tag, .text = filter.tag});
    return query;
}

RunQuery runsOf(const CostFilter &filter, const QString &dimension, const CostLine &line)
{
    RunQuery query = runsOf(filter);
    const QString &name = line.keys.back();
    const qint64 id = line.ids.back();
    if (dimension == QLatin1StringView("model")) query.model = name;
    if (dimension == QLatin1StringView("provider")) query.provider = name;
    if (dimension == QLatin1StringView("prompt")) query.prompt = name;
    if (dimension == QLatin1StringView("version")) query.libraryVersion = VersionId{id};
    if (dimension == QLatin1StringView("status")) query.status = RunStatus(id);
    if (dimension == QLatin1StringView("tag")) query.conditions.push_back({.field = RunField::Tag, .text = name});
    if (dimension == QLatin1StringView("batch") && id > 0)
        query.conditions.push_back({.field = RunField::Batch, .number = id});
    if (dimension == QLatin1StringView("error"))
        query.conditions.push_back({.field = RunField::Error, .relation = RunRelation::Contains, .text = name});
    return query;
}

} // namespace burin

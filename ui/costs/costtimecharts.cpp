#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/costs/costtexts.h"

#include <QHash>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace burin {

namespace {

/// A chart whose categories are times.
struct TimeFrame {
    ChartData data;
    std::vector<CostBucket> buckets;
};

TimeFrame timeFrame(const CostOverview &overview, CostPeriod period)
{
    TimeFrame frame;
    frame.buckets = bucketsOf(overview.filter.range, period);
    for (const CostBucket &bucket : frame.buckets)
        frame.data.categories.push_back({bucket.label, bucket.title});
    frame.data.categoryTitle = period == CostPeriod::Day    ? CostTexts::tr("Day")
                               : period == CostPeriod::Week ? CostTexts::tr("Week")
                                                            : CostTexts::tr("Month");
    return frame;
}

/// The lines of a split in buckets, by the id of their last dimension.
struct Split {
    CostLine name; ///< Any of its lines: for the key and the id.
    std::vector<CostFigures> parts;
    CostFigures total;
};

std::vector<Split> splits(const std::vector<CostLine> &lines, const std::vector<CostBucket> &buckets)
{
    std::map<QString, Split> byKey; // two ids may have the same name, and are the same to the reader
    for (const CostLine &line : lines) {
        const int bucket = bucketAt(buckets, QDate::fromJulianDay(line.ids.front()));
        if (bucket < 0) continue;
        Split &split = byKey[line.keys.back()];
        split.name = line;
        split.parts.resize(buckets.size());
        split.parts[size_t(bucket)] += line.figures;
        split.total += line.figures;
    }
    std::vector<Split> result;
    for (auto &[key, split] : byKey)
        result.push_back(std::move(split));
    return result;
}

/// Largest first; of equally large ones the one with more runs.
void rank(std::vector<Split> &splits, CostMeasure measure)
{
    std::ranges::stable_sort(splits, [measure](const Split &a, const Split &b) {
        const auto left = measured(a.total, measure).value_or(-1), right = measured(b.total, measure).value_or(-1);
        return left != right ? left > right : a.total.runs > b.total.runs;
    });
}

/// The last ones become one without a name.
void foldRest(std::vector<Split> &splits)
{
    if (splits.size() <= size_t(MostSeries)) return;
    Split rest = std::move(splits[MostSeries]);
    for (size_t i = MostSeries + 1; i < splits.size(); ++i) {
        for (size_t bucket = 0; bucket < rest.parts.size(); ++bucket)
            rest.parts[bucket] += splits[i].parts[bucket];
        rest.total += splits[i].total;
    }
    rest.name = CostLine();
    splits.resize(MostSeries);
    splits.push_back(std::move(rest));
}

ChartSeries seriesOf(const Split &split, const QString &dimension, CostMeasure measure)
{
    ChartSeries series;
    const bool rest = split.name.keys.isEmpty();
    series.title = rest ? CostTexts::tr("Other") : nameOf(dimension, split.name.keys.back());
    if (!rest) series.colorKey = split.name.keys.back().isEmpty() ? series.title : split.name.keys.back();
    for (const CostFigures &part : split.parts) {
        series.values.push_back(part.runs > 0 ? measured(part, measure) : std::nullopt);
        series.runs.push_back(part.runs);
    }
    return series;
}

void addUp(ChartSeries &series)
{
    qint64 sum = 0, runs = 0;
    for (size_t i = 0; i < series.values.size(); ++i) {
        series.values[i] = sum += series.values[i].value_or(0);
        series.runs[i] = runs += series.runs[i];
    }
}

/// The runs of a bucket and a split, or of all that are folded together.
std::function<RunQuery(int, int)> runsOfSplits(const CostOverview &overview, const std::vector<CostBucket> &buckets,
                                               const std::vector<Split> &splits, const QString &dimension)
{
    std::vector<CostLine> names;
    for (const Split &split : splits)
        names.push_back(split.name);
    return [filter = overview.filter, buckets, names, dimension](int category, int series) {
        CostFilter narrow = filter;
        narrow.range = {buckets[size_t(category)].from, buckets[size_t(category)].to};
        const CostLine &name = names[size_t(series)];
        return name.keys.isEmpty() ? runsOf(narrow) : runsOf(narrow, dimension, name);
    };
}

/// Median and the slowest twentieth of some times.
ChartData percentileChart(const CostOverview &overview, const CostView &view, Histogram CostFigures::*times,
                          RunOrder order)
{
    auto [data, buckets] = timeFrame(overview, view.period);
    data.unit = ChartUnit::Duration;
    data.seriesTitle = CostTexts::tr("Percentile");
    std::vector<Histogram> sums(buckets.size());
    for (const CostLine &line : overview.time)
        if (const int bucket = bucketAt(buckets, QDate::fromJulianDay(line.ids.front())); bucket >= 0)
            sums[size_t(bucket)] += line.figures.*times;
    const std::pair<double, QString> percentiles[] = {{0.5, CostTexts::tr("Median")},
                                                      {0.95, CostTexts::tr("95th percentile")}};
    for (const auto &[quantile, name] : percentiles) {
        ChartSeries series{name, name, {}, {}};
        for (const Histogram &sum : sums) {
            const std::optional<double> value = sum.percentile(quantile);
            series.values.push_back(value ? std::optional<qint64>(std::llround(*value)) : std::nullopt);
            series.runs.push_back(sum.count());
        }
        data.series.push_back(std::move(series));
    }
    data.runs = [filter = overview.filter, buckets = buckets, order](int category, int) {
        CostFilter narrow = filter;
        narrow.range = {buckets[size_t(category)].from, buckets[size_t(category)].to};
        RunQuery query = runsOf(narrow);
        query.order = order; // slowest first
        return query;
    };
    return data;
}

} // namespace

ChartData timeChart(const CostOverview &overview, const CostView &view)
{
    auto [data, buckets] = timeFrame(overview, view.period);
    std::vector<Split> lines = splits(overview.split, buckets);
    rank(lines, view.measure);
    foldRest(lines);
    const QString per = view.period == CostPeriod::Day    ? CostTexts::tr("%1 per day %2")
                        : view.period == CostPeriod::Week ? CostTexts::tr("%1 per week %2")
                                                          : CostTexts::tr("%1 per month %2");
    data.title = (view.cumulative ? CostTexts::tr("%1 so far %2") : per)
                     .arg(measureTitle(view.measure), splitTitle(overview.dimension));
    data.seriesTitle = dimensionTitle(overview.dimension);
    data.unit = unitOf(view.measure);
    if (overview.dimension == QLatin1StringView("tag"))
        data.note = CostTexts::tr("Only runs with a tag; one with several counts in each of them.");
    for (const Split &split : lines) {
        data.series.push_back(seriesOf(split, overview.dimension, view.measure));
        if (view.cumulative) addUp(data.series.back());
    }
    data.runs = runsOfSplits(overview, buckets, lines, overview.dimension);
    return data;
}

ChartData errorChart(const CostOverview &overview, const CostView &view)
{
    auto [data, buckets] = timeFrame(overview, view.period);
    std::vector<CostLine> errors = overview.errors;
    std::erase_if(errors, [](const CostLine &line) { return line.keys.back().isEmpty(); });
    std::vector<Split> lines = splits(errors, buckets);
    rank(lines, CostMeasure::Runs);
    foldRest(lines);
    data.title = CostTexts::tr("Runs with an error by category");
    data.seriesTitle = dimensionTitle(QStringLiteral("error"));
    data.unit = ChartUnit::Runs;
    for (const Split &split : lines)
        data.series.push_back(seriesOf(split, QStringLiteral("error"), CostMeasure::Runs));
    data.runs = runsOfSplits(overview, buckets, lines, QStringLiteral("error"));
    return data;
}

ChartData firstContentChart(const CostOverview &overview, const CostView &view)
{
    ChartData data = percentileChart(overview, view, &CostFigures::firstContent, RunOrder::FirstToken);
    data.title = CostTexts::tr("Time to the first token, in seconds");
    return data;
}

ChartData totalTimeChart(const CostOverview &overview, const CostView &view)
{
    ChartData data = percentileChart(overview, view, &CostFigures::total, RunOrder::Duration);
    data.title = CostTexts::tr("Total time of runs with an answer, in seconds");
    return data;
}

} // namespace burin

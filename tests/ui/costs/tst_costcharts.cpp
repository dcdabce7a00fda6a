#include "fakeoverview.h"
#include "ui/costs/chartaxis.h"
#include "ui/costs/chartfile.h"
#include "ui/costs/costcharts.h"
#include "ui/costs/costtiles.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

using namespace burin;

class tst_CostCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void timeChartAddsUpToTheFigures_data();
    void timeChartAddsUpToTheFigures();
    void cumulativeEndsWithTheSum();
    void smallSeriesAreOneOther();
    void bucketsAreAllOfTheRange_data();
    void bucketsAreAllOfTheRange();
    void monthsTakeTheirFirstDay();
    void marksLeadToTheirRuns();
    void percentilesAreThoseOfTheBucket();
    void priceDistributionCountsEveryPricedRun();
    void everyChartHasATableAndTextOfItsValues_data();
    void everyChartHasATableAndTextOfItsValues();
    void csvIsExactAndNoFormula();
    void modelsHaveTheirErrorsAndPrices();
    void axisHasRoomAndEvenSteps_data();
    void axisHasRoomAndEvenSteps();
    void tilesCompareWithTheTimeBefore();
    void tilesSayWhatIsUnknown();

private:
    static qint64 sumOf(const ChartData &data);
};

qint64 tst_CostCharts::sumOf(const ChartData &data)
{
    qint64 sum = 0;
    for (const ChartSeries &series : data.series)
        for (const std::optional<qint64> &value : series.values)
            sum += value.value_or(0);
    return sum;
}

void tst_CostCharts::timeChartAddsUpToTheFigures_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("models");
    for (const int days : {1, 7, 32, 90, 400})
        for (const int models : {1, 6, 7, 40})
            QTest::addRow("%d days, %d models", days, models) << days << models;
}

void tst_CostCharts::timeChartAddsUpToTheFigures()
{
    QFETCH(int, days);
    QFETCH(int, models);
    const CostOverview o = overviewOf(days, models);
    for (const CostPeriod period : {CostPeriod::Day, CostPeriod::Week, CostPeriod::Month}) {
        QCOMPARE(sumOf(timeChart(o, {period, CostMeasure::Cost, false})), o.now.cost.picoUsd);
        QCOMPARE(sumOf(timeChart(o, {period, CostMeasure::Runs, false})), o.now.runs);
        QCOMPARE(sumOf(timeChart(o, {period, CostMeasure::Tokens, false})), o.now.inputTokens + o.now.outputTokens);
    }
}

void tst_CostCharts::cumulativeEndsWithTheSum()
{
    const CostOverview o = overviewOf(7, 9);
    const ChartData data = timeChart(o, {CostPeriod::Day, CostMeasure::Runs, true});
    qint64 last = 0;
    for (const ChartSeries &series : data.series) {
        last += *series.values.back();
        QVERIFY(std::ranges::is_sorted(series.values));
    }
    QCOMPARE(last, o.now.runs);
}

void tst_CostCharts::smallSeriesAreOneOther()
{
    const ChartData data = timeChart(overviewOf(7, 40), {});
    QCOMPARE(data.series.size(), size_t(MostSeries) + 1);
    for (int i = 0; i < MostSeries; ++i)
        QCOMPARE(data.series[size_t(i)].colorKey, QStringLiteral("model-%1").arg(i));
    QVERIFY(data.series.back().colorKey.isEmpty());
    QCOMPARE(data.series.back().title, QStringLiteral("Other"));
}

void tst_CostCharts::bucketsAreAllOfTheRange_data()
{
    QTest::addColumn<int>("days");
    for (const int days : {1, 7, 31, 32, 90, 400, 1827})
        QTest::addRow("%d days", days) << days;
}

void tst_CostCharts::bucketsAreAllOfTheRange()
{
    QFETCH(int, days);
    const DayRange range{QDate(2026, 3, 4).addDays(1 - days), QDate(2026, 3, 4)};
    for (const CostPeriod period : {CostPeriod::Day, CostPeriod::Week, CostPeriod::Month}) {
        const std::vector<CostBucket> buckets = bucketsOf(range, period);
        QCOMPARE(buckets.front().from, range.from);
        QCOMPARE(buckets.back().to, range.to);
        QStringList titles;
        for (size_t i = 0; i < buckets.size(); ++i) {
            titles += buckets[i].title;
            if (i == 0) continue;
            QCOMPARE(buckets[i].from, buckets[i - 1].to.addDays(1));
            if (period == CostPeriod::Week) QCOMPARE(buckets[i].from.dayOfWeek(), int(QLocale().firstDayOfWeek()));
            if (period == CostPeriod::Month) QCOMPARE(buckets[i].from.day(), 1);
        }
        QCOMPARE(titles.removeDuplicates(), 0);
    }
    QCOMPARE(usualPeriod(range), days <= 31 ? CostPeriod::Day : days <= 182 ? CostPeriod::Week : CostPeriod::Month);
}

void tst_CostCharts::monthsTakeTheirFirstDay()
{
    const std::vector<CostBucket> buckets = bucketsOf({QDate(2026, 1, 20), QDate(2026, 3, 4)}, CostPeriod::Month);
    QCOMPARE(bucketAt(buckets, QDate(2026, 1, 1)), 0);
    QCOMPARE(bucketAt(buckets, QDate(2026, 2, 1)), 1);
    QCOMPARE(bucketAt(buckets, QDate(2026, 3, 1)), 2);
    QCOMPARE(bucketAt(buckets, QDate(2026, 3, 5)), -1);
}

void tst_CostCharts::marksLeadToTheirRuns()
{
    CostOverview o = overviewOf(90, 9);
    o.filter.provider = QStringLiteral("openai");
    const CostView weekly{CostPeriod::Week, CostMeasure::Cost, false};
    const ChartData time = timeChart(o, weekly);
    const std::vector<CostBucket> buckets = bucketsOf(o.filter.range, CostPeriod::Week);
    const RunQuery one = time.runs(3, 1);
    QCOMPARE(one.model, QStringLiteral("model-1"));
    QCOMPARE(one.provider, o.filter.provider);
    QCOMPARE(one.from, buckets[3].from);
    QCOMPARE(one.to, buckets[3].to);
    QVERIFY(time.runs(3, MostSeries).model.isEmpty());
    QCOMPARE(promptChart(o, {}).runs(0, 0).prompt, QStringLiteral("=Prompt 0"));
    QVERIFY(versionChart(o, {}).runs(0, 0).libraryVersion == VersionId{5});
    QCOMPARE(speedChart(o, {}).runs(2, 0).model, QStringLiteral("model-2"));
    QVERIFY(lossChart(o, {}).runs(0, 0).status == RunStatus::Failed);
    QCOMPARE(firstContentChart(o, weekly).runs(2, 1).from, buckets[2].from);
}

void tst_CostCharts::percentilesAreThoseOfTheBucket()
{
    const ChartData data = firstContentChart(overviewOf(7, 3), {});
    QCOMPARE(data.series.size(), 2u);
    QVERIFY(std::abs(double(*data.series[0].values[0]) - 600) <= 12);
    QVERIFY(std::abs(double(*data.series[1].values[0]) - 2000) <= 40);
    QCOMPARE(data.series[0].runs[0], 6);
    QVERIFY(!data.series[0].values[2]); // no runs, no time
}

void tst_CostCharts::priceDistributionCountsEveryPricedRun()
{
    const CostOverview o = overviewOf(30, 5);
    QCOMPARE(sumOf(priceChart(o, {})), o.now.runs - o.now.unpricedRuns);
    QVERIFY(priceChart(CostOverview(), {}).categories.empty());
}

void tst_CostCharts::everyChartHasATableAndTextOfItsValues_data()
{
    QTest::addColumn<int>("row");
    for (int row = 0; row < int(costChartRows().size()); ++row)
        QTest::newRow(costChartRows()[size_t(row)].id) << row;
}

void tst_CostCharts::everyChartHasATableAndTextOfItsValues()
{
    QFETCH(int, row);
    const ChartData data = costChartRows()[size_t(row)].data(overviewOf(7, 4), {});
    QVERIFY(hasValues(data));
    QVERIFY(!data.title.isEmpty());
    QVERIFY(!describeChart(data).isEmpty());
    const CellTable table = chartTable(data);
    const auto rows = chartTableRows(data);
    QCOMPARE(table.rows.size(), rows.size());
    const size_t valueColumn = data.seriesTitle.isEmpty() ? 1 : 2;
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto [category, series] = rows[i];
        const std::optional<qint64> value = data.series[size_t(series)].values[size_t(category)];
        QCOMPARE(table.rows[i][0].text, data.categories[size_t(category)].title);
        QCOMPARE(table.rows[i][valueColumn].sortKey.toLongLong(), value.value_or(-1));
        QCOMPARE(table.rows[i][valueColumn].text, chartText(data.unit, value));
        QVERIFY(!chartTip(data, category, series).isEmpty());
    }
    QCOMPARE(chartCsv(data).count("\r\n"), qsizetype(rows.size()) + 1);
    QVERIFY(!hasValues(costChartRows()[size_t(row)].data(CostOverview(), {})) || row == 9); // losses of 0 are known
}

void tst_CostCharts::csvIsExactAndNoFormula()
{
    ChartData data = promptChart(overviewOf(7, 4), {});
    data.categories[1].title = QStringLiteral("a, \"b\"\nc");
    const QList<QByteArray> lines = chartCsv(data).split('\n');
    QCOMPARE(lines[0], "Prompt,usd,runs\r");
    const qint64 first = *data.series[0].values[0];
    QCOMPARE(lines[1],
             "'=Prompt 0," + exactUsd(Money{first}).toUtf8() + "," + QByteArray::number(data.series[0].runs[0]) + "\r");
    QVERIFY(lines[2] == "\"a, \"\"b\"\"" && lines[3].startsWith("c\","));
}

void tst_CostCharts::modelsHaveTheirErrorsAndPrices()
{
    const CellTable models = modelTable(overviewOf(7, 3));
    QCOMPARE(models.rows.size(), 3u);
    QCOMPARE(models.rows[0][1].text, QStringLiteral("$18.02"));
    QCOMPARE(models.rows[0][4].text, QStringLiteral("$1.50"));
    QCOMPARE(models.rows[0][5].text, QStringLiteral("$2,002.11"));
    QCOMPARE(models.rows[0][7].text, QStringLiteral("0.0 %"));
    QCOMPARE(models.rows[1][7].text, QStringLiteral("100.0 %"));
    QCOMPARE(models.rows[2][1].text, QStringLiteral("no price"));
    QCOMPARE(models.rows[2][4].text, QStringLiteral("no price"));
    QCOMPARE(models.rows[2][8].text, QStringLiteral("12"));
}

void tst_CostCharts::axisHasRoomAndEvenSteps_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<double>("top");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("decimals");
    QTest::newRow("nothing") << 0.0 << 1.0 << 4 << 2;
    QTest::newRow("2.77") << 2.77 << 3.0 << 3 << 0;
    QTest::newRow("exactly 4") << 4.0 << 4.0 << 4 << 0;
    QTest::newRow("460") << 460.0 << 600.0 << 3 << 0;
    QTest::newRow("0.0043") << 0.0043 << 0.006 << 3 << 3;
    QTest::newRow("0.00000012") << 0.00000012 << 0.00000015 << 3 << 8;
}

void tst_CostCharts::axisHasRoomAndEvenSteps()
{
    QFETCH(double, highest);
    QFETCH(double, top);
    QFETCH(int, steps);
    QFETCH(int, decimals);
    const AxisScale scale = axisFor(highest);
    QVERIFY2(qFuzzyCompare(scale.top, top), qPrintable(QString::number(scale.top)));
    QCOMPARE(scale.steps, steps);
    QCOMPARE(scale.decimals, decimals);
}

void tst_CostCharts::tilesCompareWithTheTimeBefore()
{
    CostOverview o = overviewOf(7, 3);
    o.now.cost = parseUsd(u"1.5").value();
    o.before = o.now;
    o.before.cost = parseUsd(u"1.2").value();
    o.before.cachedTokens = 0;
    o.completed = 35;
    o.completedBefore = 26;
    o.now.estimatedRuns = 3;
    o.now.estimated = parseUsd(u"0.25").value();
    const std::vector<TileFigures> tiles = tileFigures(o);
    QCOMPARE(tiles.size(), 6u);
    QCOMPARE(tiles[0].figure, QStringLiteral("$1.50"));
    QCOMPARE(tiles[0].change, QStringLiteral("+25 % · $1.20 before"));
    QVERIFY(tiles[0].warning.contains(QLatin1StringView("12")) &&
            tiles[0].warning.contains(QLatin1StringView("$0.25")));
    QCOMPARE(tiles[1].figure, QStringLiteral("36"));
    QCOMPARE(tiles[1].change, QStringLiteral("±0.0 % · 36 before"));
    QCOMPARE(tiles[2].figure, QStringLiteral("21.6 k → 5,400"));
    QCOMPARE(tiles[2].exact, QStringLiteral("21,600 → 5,400"));
    QCOMPARE(tiles[3].figure, QStringLiteral("97.2 %"));
    QCOMPARE(tiles[3].change, QStringLiteral("+25.0 points · 72.2 % before"));
    QCOMPARE(tiles[4].figure, QStringLiteral("0.61 s")); // the middle of the bucket of 0.60 s
    QCOMPARE(tiles[5].figure, QStringLiteral("25.0 %"));
    QVERIFY(tiles[5].count.startsWith(QLatin1StringView("$0.000018 saved")));
}

void tst_CostCharts::tilesSayWhatIsUnknown()
{
    const std::vector<TileFigures> tiles = tileFigures(CostOverview());
    for (const size_t tile : {3, 4, 5})
        QCOMPARE(tiles[tile].figure, QStringLiteral("–"));
    QVERIFY(tiles[0].warning.isEmpty());
    QCOMPARE(tileFigures(overviewOf(7, 1)).front().figure, QStringLiteral("no price"));
}

QTEST_MAIN(tst_CostCharts)
#include "tst_costcharts.moc"

#include "fakereports.h"
#include "ui/costs/chartaxis.h"
#include "ui/costs/costseries.h"
#include "ui/costs/costtiles.h"

#include <QLocale>
#include <QTest>

using namespace burin;

class tst_CostSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void addsUpToTheReport_data();
    void addsUpToTheReport();
    void givesTheMostExpensiveModelsAColourOfTheirOwn();
    void hasABucketForEveryDay();
    void takesWeeksWhereDaysAreTooMany();
    void namesEachBucketOnce_data();
    void namesEachBucketOnce();
    void tellsWhichRunsAreBehindABar();
    void tableHasWhatTheChartHas();
    void unpricedRunsAreNeverFree();
    void axisHasRoomAndEvenSteps_data();
    void axisHasRoomAndEvenSteps();
    void tilesCompareWithTheTimeBefore();
    void tilesSayWhatIsUnknown();

private:
    static Money sumOf(const CostChartData &data);
};

Money tst_CostSeries::sumOf(const CostChartData &data)
{
    Money sum;
    for (const CostSeries &series : data.series)
        for (const CostPart &part : series.parts)
            sum += part.cost;
    return sum;
}

void tst_CostSeries::addsUpToTheReport_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("models");
    for (const int days : {1, 7, 30, 31, 32, 90})
        for (const int models : {1, 6, 7, 40})
            QTest::addRow("%d days, %d models", days, models) << days << models;
}

void tst_CostSeries::addsUpToTheReport()
{
    QFETCH(int, days);
    QFETCH(int, models);
    const CostReport report = reportOf(days, models);
    const CostChartData data = costChartData(report);
    QCOMPARE(sumOf(data).picoUsd, report.totals.spend.picoUsd);
    int runs = 0, unpriced = 0;
    for (const CostSeries &series : data.series) {
        runs += series.total.runs;
        unpriced += series.total.unpricedRuns;
    }
    QCOMPARE(runs, report.totals.runs);
    QCOMPARE(unpriced, report.totals.unpricedRuns);
}

void tst_CostSeries::givesTheMostExpensiveModelsAColourOfTheirOwn()
{
    const CostChartData data = costChartData(reportOf(7, 40));
    QCOMPARE(data.series.size(), size_t(MostSeries) + 1);
    for (int i = 0; i < MostSeries; ++i)
        QCOMPARE(data.series[size_t(i)].model, QStringLiteral("model-%1").arg(i));
    QVERIFY(data.series.back().model.isEmpty());
    QVERIFY(!data.series.back().title.isEmpty());
}

void tst_CostSeries::hasABucketForEveryDay()
{
    const CostChartData data = costChartData(reportOf(7, 2));
    QCOMPARE(data.buckets.size(), 7u);
    QCOMPARE(data.buckets.front().from, QDate(2026, 2, 26));
    QCOMPARE(data.buckets.back().to, QDate(2026, 3, 4));
    QCOMPARE(data.series[0].parts[2], CostPart());
    QVERIFY(!data.weekly);
}

void tst_CostSeries::takesWeeksWhereDaysAreTooMany()
{
    const CostReport report = reportOf(90, 2);
    const CostChartData data = costChartData(report);
    QVERIFY(data.weekly);
    QCOMPARE(data.buckets.front().from, report.range.from);
    QCOMPARE(data.buckets.back().to, report.range.to);
    for (size_t i = 1; i < data.buckets.size(); ++i) {
        QCOMPARE(data.buckets[i].from, data.buckets[i - 1].to.addDays(1));
        QCOMPARE(data.buckets[i].from.dayOfWeek(), int(QLocale().firstDayOfWeek()));
        QVERIFY(data.buckets[i].from.daysTo(data.buckets[i].to) <= 6);
    }
}

void tst_CostSeries::namesEachBucketOnce_data()
{
    QTest::addColumn<int>("days");
    for (const int days : {1, 7, 30, 31, 90})
        QTest::addRow("%d days", days) << days;
}

void tst_CostSeries::namesEachBucketOnce()
{
    QFETCH(int, days);
    QStringList titles;
    for (const CostBucket &bucket : costChartData(reportOf(days, 1)).buckets)
        titles += bucket.title;
    QCOMPARE(titles.removeDuplicates(), 0);
}

void tst_CostSeries::tellsWhichRunsAreBehindABar()
{
    const CostChartData data = costChartData(reportOf(90, 9));
    const RunQuery one = runsOf(data.buckets[3], data.series[1]);
    QCOMPARE(one.model, QStringLiteral("model-1"));
    QCOMPARE(one.from, data.buckets[3].from);
    QCOMPARE(one.to, data.buckets[3].to);
    QVERIFY(runsOf(data.buckets[3], data.series.back()).model.isEmpty());
}

void tst_CostSeries::tableHasWhatTheChartHas()
{
    const CostChartData data = costChartData(reportOf(7, 9));
    const CellTable table = costTable(data);
    const auto rows = costTableRows(data);
    QCOMPARE(table.rows.size(), rows.size());
    QCOMPARE(table.rows.size(), size_t(6 * 7)); // six days with runs, six models and the others
    qint64 sum = 0;
    for (size_t row = 0; row < rows.size(); ++row) {
        const auto [bucket, series] = rows[row];
        const CostPart &part = data.series[size_t(series)].parts[size_t(bucket)];
        QCOMPARE(table.rows[row][0].text, data.buckets[size_t(bucket)].title);
        QCOMPARE(table.rows[row][1].text, data.series[size_t(series)].title);
        QCOMPARE(table.rows[row][3].sortKey.toInt(), part.runs);
        sum += part.cost.picoUsd;
    }
    QCOMPARE(sum, sumOf(data).picoUsd);
}

void tst_CostSeries::unpricedRunsAreNeverFree()
{
    const CostReport report = reportOf(7, 3);
    const CellTable models = modelTable(report);
    QCOMPARE(models.rows.back()[1].text, QStringLiteral("no price"));
    QCOMPARE(models.rows.back()[2].text, QStringLiteral("no price"));
    QCOMPARE(models.rows.back()[6].text, QStringLiteral("12"));
    const TileFigures spend = tileFigures(report).front();
    QVERIFY(spend.warning.contains(QLatin1StringView("12")));
    const TileFigures nothingPriced = tileFigures(reportOf(7, 1)).front();
    QCOMPARE(nothingPriced.figure, QStringLiteral("no price"));
}

void tst_CostSeries::axisHasRoomAndEvenSteps_data()
{
    QTest::addColumn<qint64>("highest");
    QTest::addColumn<double>("top");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("decimals");
    QTest::newRow("nothing") << qint64(0) << 1.0 << 4 << 2;
    QTest::newRow("$2.77") << qint64(2'770'000'000'000) << 3.0 << 3 << 2;
    QTest::newRow("exactly $4") << qint64(4'000'000'000'000) << 4.0 << 4 << 2;
    QTest::newRow("$460") << qint64(460'000'000'000'000) << 600.0 << 3 << 0;
    QTest::newRow("$0.0043") << qint64(4'300'000'000) << 0.006 << 3 << 3;
    QTest::newRow("$0.00000012") << qint64(120'000) << 0.00000015 << 3 << 8;
}

void tst_CostSeries::axisHasRoomAndEvenSteps()
{
    QFETCH(qint64, highest);
    QFETCH(double, top);
    QFETCH(int, steps);
    QFETCH(int, decimals);
    const AxisScale scale = axisFor(Money{highest});
    QVERIFY2(qFuzzyCompare(scale.top, top), qPrintable(QString::number(scale.top)));
    QCOMPARE(scale.steps, steps);
    QCOMPARE(scale.decimals, decimals);
}

void tst_CostSeries::tilesCompareWithTheTimeBefore()
{
    CostReport report = reportOf(7, 3);
    report.totals.spend = parseUsd(u"1.5").value();
    report.previous = report.totals;
    report.previous.spend = parseUsd(u"1.2").value();
    report.previous.runs = report.totals.runs;
    report.previous.completedRuns = report.totals.completedRuns - 9;
    const std::vector<TileFigures> tiles = tileFigures(report);
    QCOMPARE(tiles[0].figure, QStringLiteral("$1.50"));
    QCOMPARE(tiles[0].change, QStringLiteral("+25 % · $1.20 before"));
    QCOMPARE(tiles[1].figure, QStringLiteral("36"));
    QCOMPARE(tiles[1].change, QStringLiteral("±0.0 % · 36 before"));
    QCOMPARE(tiles[2].figure, QStringLiteral("21.6 k → 5,400"));
    QCOMPARE(tiles[2].exact, QStringLiteral("21,600 → 5,400"));
    QCOMPARE(tiles[3].figure, QStringLiteral("97.2 %"));
    QCOMPARE(tiles[3].change, QStringLiteral("+25.0 points · 72.2 % before"));
    QCOMPARE(tiles[4].figure, QStringLiteral("0.62 s"));
}

void tst_CostSeries::tilesSayWhatIsUnknown()
{
    const std::vector<TileFigures> tiles = tileFigures(CostReport());
    QCOMPARE(tiles[3].figure, QStringLiteral("–"));
    QCOMPARE(tiles[4].figure, QStringLiteral("–"));
    QVERIFY(tiles[0].warning.isEmpty());
}

QTEST_MAIN(tst_CostSeries)
#include "tst_costseries.moc"

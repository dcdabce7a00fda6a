#include "core/store/costquery.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reports.h"
#include "storetesting.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <time.h>

using namespace burin;

namespace {

QDate localDay(const RunRecord &record)
{
    return record.createdAt.toLocalTime().date();
}

bool within(const RunRecord &record, const DayRange &range)
{
    return !record.simulated && localDay(record) >= range.from && localDay(record) <= range.to;
}

bool isUnpriced(const RunRecord &record)
{
    const auto mayHaveCost = [](const Attempt &attempt) { return attempt.billing != Billing::None; };
    return !record.receipt.total && std::ranges::any_of(record.attempts, mayHaveCost);
}

/// Adds a run to a row of figures, by the words of the header files.
template <class Figures> void count(Figures &figures, Money &money, const RunRecord &record)
{
    ++figures.runs;
    figures.unpricedRuns += isUnpriced(record) ? 1 : 0;
    for (const Attempt &attempt : record.attempts)
        money += attempt.receipt.total.value_or(Money{});
}

template <class Figures> void countTokens(Figures &figures, const RunRecord &record)
{
    for (const Attempt &attempt : record.attempts) {
        figures.inputTokens += attempt.usage.input.value_or(0);
        figures.outputTokens += attempt.usage.output.value_or(0);
    }
}

CostTotals expectedTotals(const std::vector<RunRecord> &records, const DayRange &range)
{
    CostTotals totals;
    std::vector<qint64> times;
    for (const RunRecord &record : records) {
        if (!within(record, range)) continue;
        count(totals, totals.spend, record);
        countTokens(totals, record);
        totals.completedRuns += record.status == RunStatus::Completed ? 1 : 0;
        if (record.timings.firstContent) times.push_back(record.timings.firstContent->count());
    }
    std::ranges::sort(times);
    totals.firstContentRuns = int(times.size());
    if (!times.empty())
        totals.medianFirstContent = milliseconds((times[(times.size() - 1) / 2] + times[times.size() / 2]) / 2);
    return totals;
}

QString keyOf(const RunRecord &record, const QString &dimension)
{
    if (dimension == QStringLiteral("day")) return localDay(record).toString(Qt::ISODate);
    if (dimension == QStringLiteral("hour")) return record.createdAt.toLocalTime().toString(QStringLiteral("HH"));
    if (dimension == QStringLiteral("model")) return record.draft.model;
    if (dimension == QStringLiteral("provider")) return record.providerId;
    if (dimension == QStringLiteral("prompt")) return record.draft.title;
    return toString(record.status);
}

std::vector<CostRow> expectedRows(const std::vector<RunRecord> &records, const QStringList &dimensions,
                                  const DayRange &range)
{
    std::map<QStringList, CostRow> rows;
    for (const RunRecord &record : records) {
        if (!within(record, range)) continue;
        QStringList keys;
        for (const QString &dimension : dimensions)
            keys += keyOf(record, dimension);
        CostRow &row = rows[keys];
        row.keys = keys;
        count(row, row.cost, record);
        countTokens(row, record);
    }
    std::vector<CostRow> result;
    for (const auto &[keys, row] : rows)
        result.push_back(row);
    return result;
}

} // namespace

class tst_Reports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void totalsAreThoseOfTheRuns_data();
    void totalsAreThoseOfTheRuns();
    void unknownDimensionIsRefused();
    void noRunsGiveAnEmptyReport();
    void runningAndSimulatedRunsCountNowhere();
    void unpricedRunIsCountedApart();
    void runCountsOnTheLocalDayOfItsCreation();
    void figuresOfTheStoreAgree();

private:
    const OpenDatabase m_db;
    std::vector<RunRecord> m_records;
};

void tst_Reports::initTestCase()
{
    RandomRuns random(42);
    for (int i = 0; i < 600; ++i) {
        m_records.push_back(random.next());
        QVERIFY(store(m_db, m_records.back()));
    }
}

void tst_Reports::totalsAreThoseOfTheRuns_data()
{
    QTest::addColumn<QDate>("from");
    QTest::addColumn<QDate>("to");
    QTest::newRow("all") << QDate(2026, 9, 1) << QDate(2026, 12, 1);
    QTest::newRow("one day") << QDate(2026, 10, 10) << QDate(2026, 10, 10);
    QTest::newRow("week") << QDate(2026, 10, 20) << QDate(2026, 10, 26);
    QTest::newRow("thirty days") << QDate(2026, 10, 11) << QDate(2026, 11, 9);
    QTest::newRow("before") << QDate(2026, 1, 1) << QDate(2026, 1, 31);
}

void tst_Reports::totalsAreThoseOfTheRuns()
{
    QFETCH(QDate, from);
    QFETCH(QDate, to);
    const DayRange range{from, to};
    const qint64 length = from.daysTo(to) + 1;
    const Result<CostReport> report = costReport(m_db, range);
    QVERIFY(report);
    QCOMPARE(report->range, range);
    QVERIFY(report->totals == expectedTotals(m_records, range));
    QVERIFY(report->previous == expectedTotals(m_records, {from.addDays(-length), from.addDays(-1)}));

    std::vector<CostRow> days;
    for (const DayCost &day : report->days)
        days.push_back({{day.day.toString(Qt::ISODate), day.model}, day.cost, day.runs, day.unpricedRuns, 0, 0});
    std::vector<CostRow> expected = expectedRows(m_records, {QStringLiteral("day"), QStringLiteral("model")}, range);
    for (CostRow &row : expected)
        row.inputTokens = row.outputTokens = 0; // a day of the chart has none
    QVERIFY(days == expected);

    std::vector<CostRow> models = expectedRows(m_records, {QStringLiteral("model")}, range);
    std::ranges::stable_sort(models, std::ranges::greater(), &CostRow::cost);
    QVERIFY(report->models == models);
}

void tst_Reports::unknownDimensionIsRefused()
{
    const auto rows = costLines(m_db, {}, {QStringLiteral("model"), QStringLiteral("id; DROP TABLE runs")});
    QCOMPARE(rows.error().code, ErrorCode::BadParameter);
}

void tst_Reports::noRunsGiveAnEmptyReport()
{
    const OpenDatabase db;
    const Result<CostReport> report = costReport(db, {QDate(2026, 1, 1), QDate(2026, 12, 31)});
    QVERIFY(report);
    QVERIFY(report->totals == CostTotals{});
    QVERIFY(report->days.empty());
    QVERIFY(report->models.empty());
    QVERIFY(costLines(db, {}, {})->empty());
}

void tst_Reports::runningAndSimulatedRunsCountNowhere()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(beginRun(db, specOf(record)));
    record.simulated = true;
    QVERIFY(store(db, record));
    const DayRange day{localDay(record), localDay(record)};
    QVERIFY(costReport(db, day)->totals == CostTotals{});
    for (const QString &dimension : costDimensions())
        QVERIFY(costLines(db, {}, {dimension})->empty());
}

void tst_Reports::unpricedRunIsCountedApart()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.receipt = record.attempts.front().receipt = {};
    QVERIFY(store(db, record));
    RunRecord refused = record; // provably free: nothing is unknown about it
    refused.attempts.front().billing = Billing::None;
    QVERIFY(store(db, refused));
    RunRecord retried = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    retried.attempts.push_back(retried.attempts.front()); // one of unknown cost, then one of known
    retried.attempts.front().receipt = {};
    retried.attempts.front().billing = Billing::Unknown;
    retried.attempts.back().number = 2;
    QVERIFY(store(db, retried));
    const CostTotals totals = costReport(db, {localDay(record), localDay(record)})->totals;
    QCOMPARE(totals.runs, 3);
    QCOMPARE(totals.unpricedRuns, 1);
    QCOMPARE(totals.spend, Money{1'234'567});
}

void tst_Reports::runCountsOnTheLocalDayOfItsCreation()
{
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Pacific/Auckland"); // UTC+13 in November
    tzset();
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.createdAt = QDateTime(QDate(2026, 11, 20), QTime(10, 59), Qt::UTC);
    record.endedAt = record.createdAt.addSecs(600); // past midnight
    QVERIFY(store(db, record));
    const auto rows = costLines(db, {}, {QStringLiteral("day"), QStringLiteral("hour")});
    zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
    tzset();
    QCOMPARE(rows->size(), 1u);
    QCOMPARE(rows->front().keys, (QStringList{QStringLiteral("2026-11-20"), QStringLiteral("23")}));
}

void tst_Reports::figuresOfTheStoreAgree()
{
    const Result<QStringList> problems = checkDatabase(m_db);
    QVERIFY(problems);
    for (const QString &problem : *problems) {
        // Random totals are not the sums of random attempts, and random statuses not those of their attempts.
        const bool random = problem.contains(QStringLiteral("sum of its attempts")) ||
                            problem.contains(QStringLiteral("but no attempt"));
        QVERIFY2(random, qPrintable(problem));
    }
}

QTEST_GUILESS_MAIN(tst_Reports)
#include "tst_reports.moc"

#include "core/store/costoverview.h"
#include "core/store/costquery.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reports.h"
#include "storetesting.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
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

/// What the store knows of a run beside its record.
struct Marks {
    QString batch;
    QStringList tags;
};

/// The values of @p record in @p dimension: one, or as many as it has tags.
QStringList keysOf(const RunRecord &record, const Marks &marks, const QString &dimension)
{
    const QDateTime local = record.createdAt.toLocalTime();
    const std::map<QString, std::function<QStringList()>> keys{
        {QStringLiteral("day"), [&] { return QStringList{local.date().toString(Qt::ISODate)}; }},
        {QStringLiteral("month"), [&] { return QStringList{local.toString(QStringLiteral("yyyy-MM"))}; }},
        {QStringLiteral("hour"), [&] { return QStringList{local.toString(QStringLiteral("HH"))}; }},
        {QStringLiteral("weekday"), [&] { return QStringList{QString::number(local.date().dayOfWeek() - 1)}; }},
        {QStringLiteral("model"), [&] { return QStringList{record.draft.model}; }},
        {QStringLiteral("provider"), [&] { return QStringList{record.providerId}; }},
        {QStringLiteral("prompt"), [&] { return QStringList{record.draft.title}; }},
        {QStringLiteral("version"),
         [&] {
             const qint64 version = record.draft.version.value; // of a prompt that the library does not have any more
             return QStringList{version > 0 ? QStringLiteral("#%1").arg(version) : QString()};
         }},
        {QStringLiteral("tag"), [&] { return marks.tags; }},
        {QStringLiteral("batch"), [&] { return QStringList{marks.batch}; }},
        {QStringLiteral("status"), [&] { return QStringList{toString(record.status)}; }},
        {QStringLiteral("error"),
         [&] { return QStringList{record.error ? toString(record.error->category()) : QString()}; }},
    };
    return keys.at(dimension)();
}

/// The figures by the words of the header file, from the record alone.
CostFigures figuresOf(const RunRecord &record)
{
    CostFigures f;
    count(f, f.cost, record);
    countTokens(f, record);
    const bool estimated = record.receipt.provenance == Provenance::Estimated;
    f.estimatedRuns = estimated ? 1 : 0;
    f.estimated = estimated ? f.cost : Money{};
    for (const Attempt &attempt : record.attempts) {
        f.cachedTokens += attempt.usage.cachedInput.value_or(0);
        f.retries += attempt.number > 1 ? 1 : 0;
        if (&attempt != &record.attempts.back()) f.retryCost += attempt.receipt.total.value_or(Money{});
        const auto &lines = attempt.receipt.lines;
        const auto input = std::ranges::find(lines, QStringLiteral("input"), &ReceiptLine::unit);
        for (const ReceiptLine &line : lines)
            if (line.unit == QStringLiteral("cached_input") && input != lines.end())
                f.cacheSavings += line.quantity * (input->each - line.each);
    }
    const RunTimings &t = record.timings;
    if (t.firstContent) f.firstContent.add(double(t.firstContent->count()));
    if (t.firstContent) f.total.add(double(t.total.count()));
    if (t.tokensPerSecond) f.speed.add(*t.tokensPerSecond * 1000);
    if (record.receipt.total) f.price.add(double(record.receipt.total->picoUsd));
    return f;
}

/// All combinations of the values of the dimensions.
QList<QStringList> combinations(const RunRecord &record, const Marks &marks, const QStringList &dimensions)
{
    QList<QStringList> all{{}};
    for (const QString &dimension : dimensions) {
        QList<QStringList> longer;
        for (const QStringList &before : all)
            for (const QString &key : keysOf(record, marks, dimension))
                longer += before + QStringList{key};
        all = longer;
    }
    return all;
}

std::vector<CostRow> expectedRows(const std::vector<RunRecord> &records, const QStringList &dimensions,
                                  const DayRange &range)
{
    std::map<QStringList, CostRow> rows;
    for (const RunRecord &record : records) {
        if (!within(record, range)) continue;
        const QStringList keys = combinations(record, {}, dimensions).front();
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
    void linesAreThoseOfTheRuns_data();
    void linesAreThoseOfTheRuns();
    void linesAreThoseOfTheFilter_data();
    void linesAreThoseOfTheFilter();
    void overviewHasTheTimeBefore();
    void percentilesAreWithinTwoPercent();
    void histogramIsPackedAndTakenAway();
    void unknownDimensionIsRefused();
    void noRunsGiveAnEmptyReport();
    void runningAndSimulatedRunsCountNowhere();
    void unpricedRunIsCountedApart();
    void runCountsOnTheLocalDayOfItsCreation();
    void figuresOfTheStoreAgree();

private:
    void addRun(RandomRuns &random);
    bool isIn(size_t i, const CostFilter &filter) const;
    void compareLines(const CostFilter &filter, const QStringList &dimensions, CostDetail detail) const;

    const OpenDatabase m_db;
    std::vector<RunRecord> m_records;
    std::vector<Marks> m_marks;
};

void tst_Reports::initTestCase()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_db.execute(QStringLiteral("INSERT INTO tags VALUES (%1, 'tag-%2')").arg(i + 1).arg(i)));
        QVERIFY(m_db.execute(QStringLiteral("INSERT INTO batches VALUES (%1, 'k%1', 'batch-%2')").arg(i + 1).arg(i)));
    }
    RandomRuns random(42);
    for (int i = 0; i < 600; ++i)
        addRun(random);
}

void tst_Reports::addRun(RandomRuns &random)
{
    RunRecord record = random.next();
    Marks marks;
    for (Attempt &attempt : record.attempts)
        if (random.oneIn(3))
            attempt.receipt.lines.push_back(
                {QStringLiteral("cached_input"), random.below(900), Money{random.below(4000)}, {}});
    if (random.oneIn(2)) record.draft.version = VersionId{1 + random.below(4)};
    const Result<RunId> id = beginRun(m_db, specOf(record));
    QVERIFY(id);
    record.id = *id;
    if (random.oneIn(4)) {
        const int batch = random.below(3);
        marks.batch = QStringLiteral("batch-%1").arg(batch);
        QVERIFY(m_db.execute(
            QStringLiteral("UPDATE runs SET batch_id = %1 WHERE id = %2").arg(batch + 1).arg(record.id.value)));
    }
    QVERIFY(finishRun(m_db, record));
    for (int tag = 0; tag < 3; ++tag) {
        if (!random.oneIn(4)) continue;
        marks.tags += QStringLiteral("tag-%1").arg(tag);
        QVERIFY(m_db.execute(QStringLiteral("INSERT INTO run_tags VALUES (%1, %2)").arg(tag + 1).arg(record.id.value)));
    }
    m_records.push_back(std::move(record));
    m_marks.push_back(std::move(marks));
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

void tst_Reports::linesAreThoseOfTheRuns_data()
{
    QTest::addColumn<QStringList>("dimensions");
    const QStringList all = costDimensions();
    for (const QString &a : all) {
        QTest::addRow("%s", qPrintable(a)) << QStringList{a};
        for (const QString &b : all)
            if (a != b) QTest::addRow("%s, %s", qPrintable(a), qPrintable(b)) << QStringList{a, b};
    }
    QTest::newRow("all") << all;
    QTest::newRow("none") << QStringList{};
}

void tst_Reports::linesAreThoseOfTheRuns()
{
    QFETCH(QStringList, dimensions);
    const DayRange ranges[] = {{QDate(2026, 9, 20), QDate(2026, 11, 2)}, {QDate(2026, 10, 5), QDate(2026, 11, 5)}, {}};
    for (const DayRange &range : std::span(ranges).first(dimensions.size() == 1 ? 3 : 1)) {
        CostFilter filter;
        filter.range = range;
        compareLines(filter, dimensions, CostDetail::Distributions);
    }
}

void tst_Reports::linesAreThoseOfTheFilter_data()
{
    QTest::addColumn<QStringList>("dimensions");
    for (const char *dimensions : {"", "model", "prompt", "day,tag", "month,error", "weekday,hour", "version,status"})
        QTest::newRow(dimensions) << QString::fromLatin1(dimensions).split(u',', Qt::SkipEmptyParts);
}

void tst_Reports::linesAreThoseOfTheFilter()
{
    QFETCH(QStringList, dimensions);
    for (int bits = 0; bits < 32; ++bits) {
        CostFilter filter;
        filter.range = {QDate(2026, 9, 30), QDate(2026, 10, 30)};
        if (bits & 1) filter.model = QStringLiteral("model-1");
        if (bits & 2) filter.provider = QStringLiteral("provider-2");
        if (bits & 4) filter.prompt = QStringLiteral("Prompt 3");
        if (bits & 8) filter.tag = QStringLiteral("tag-0");
        if (bits & 16) filter.status = RunStatus::Failed;
        compareLines(filter, dimensions, CostDetail::Sums);
        compareLines(filter, dimensions, CostDetail::Basic);
    }
}

bool tst_Reports::isIn(size_t i, const CostFilter &filter) const
{
    const RunRecord &record = m_records[i];
    const DayRange &range = filter.range;
    return !record.simulated && (!range.from.isValid() || localDay(record) >= range.from) &&
           (!range.to.isValid() || localDay(record) <= range.to) &&
           (filter.model.isEmpty() || record.draft.model == filter.model) &&
           (filter.provider.isEmpty() || record.providerId == filter.provider) &&
           (filter.prompt.isEmpty() || record.draft.title == filter.prompt) &&
           (filter.tag.isEmpty() || m_marks[i].tags.contains(filter.tag)) &&
           (!filter.status || record.status == *filter.status);
}

void tst_Reports::compareLines(const CostFilter &filter, const QStringList &dimensions, CostDetail detail) const
{
    std::map<QStringList, CostFigures> expected;
    for (size_t i = 0; i < m_records.size(); ++i) {
        if (!isIn(i, filter)) continue;
        Marks marks = m_marks[i];
        if (!filter.tag.isEmpty()) marks.tags = {filter.tag}; // of a tag's runs, the other tags are not told
        for (const QStringList &keys : combinations(m_records[i], marks, dimensions))
            expected[keys] += figuresOf(m_records[i]);
    }
    const auto lines = costLines(m_db, filter, dimensions, detail);
    QVERIFY2(lines, qPrintable(lines ? QString() : lines.error().detail));
    QCOMPARE(lines->size(), expected.size());
    auto line = lines->begin();
    for (auto &[keys, figures] : expected) {
        if (detail != CostDetail::Distributions)
            figures.firstContent = figures.total = figures.speed = figures.price = Histogram();
        if (detail == CostDetail::Basic) {
            figures.estimated = figures.cacheSavings = figures.retryCost = Money();
            figures.estimatedRuns = figures.cachedTokens = figures.retries = 0;
        }
        QCOMPARE(line->keys, keys);
        QVERIFY2(line->figures == figures, qPrintable(keys.join(u'|')));
        ++line;
    }
}

void tst_Reports::overviewHasTheTimeBefore()
{
    CostQuestion question;
    question.filter.range = {QDate(2026, 10, 20), QDate(2026, 10, 26)};
    question.dimension = QStringLiteral("prompt");
    const Result<CostOverview> overview = costOverview(m_db, question);
    QVERIFY(overview);
    const auto sumOf = [this](const DayRange &range) {
        CostFilter filter;
        filter.range = range;
        CostFigures sum;
        for (size_t i = 0; i < m_records.size(); ++i)
            if (isIn(i, filter)) sum += figuresOf(m_records[i]);
        return sum;
    };
    QVERIFY(overview->now.runs > 0);
    QVERIFY(overview->now == sumOf(question.filter.range));
    QVERIFY(overview->before == sumOf({QDate(2026, 10, 13), QDate(2026, 10, 19)}));
    QVERIFY(overview->split ==
            *costLines(m_db, question.filter, {QStringLiteral("day"), QStringLiteral("prompt")}, CostDetail::Basic));
}

void tst_Reports::percentilesAreWithinTwoPercent()
{
    std::vector<double> values;
    Histogram histogram;
    QRandomGenerator random(7);
    for (int i = 0; i < 5000; ++i) {
        values.push_back(std::exp(3 + 6 * random.generateDouble() + 3 * random.generateDouble()));
        histogram.add(values.back());
    }
    std::ranges::sort(values);
    for (const double quantile : {0.01, 0.5, 0.9, 0.95, 0.99, 1.0}) {
        const double exact = values[size_t(std::ceil(quantile * 5000)) - 1];
        const double told = *histogram.percentile(quantile);
        QVERIFY2(std::abs(told - exact) <= 0.02 * exact, qPrintable(QStringLiteral("%1 %2").arg(told).arg(exact)));
    }
    QCOMPARE(histogram.count(), 5000);
    QVERIFY(!Histogram().percentile(0.5));
}

void tst_Reports::histogramIsPackedAndTakenAway()
{
    Histogram histogram, other;
    for (const double value : {0.0, 0.5, 1.0, 1e3, 1e3, 9.2e18})
        histogram.add(value, 40);
    other.add(7, 3);
    const QByteArray packed = histogram.packed();
    Histogram sum = other;
    QVERIFY(sum.addPacked(packed.constData(), packed.size()));
    histogram += other;
    QCOMPARE(sum, histogram);
    for (const double value : {0.0, 0.5, 1.0, 1e3, 1e3, 9.2e18})
        sum.add(value, -40);
    QCOMPARE(sum, other);
    for (qsizetype size = 1; size < packed.size(); size += 3) { // cut within a pair, or garbage
        Histogram same = other;
        const QByteArray cut = packed.left(size) + QByteArray(1, char(0x80));
        QVERIFY(!same.addPacked(cut.constData(), cut.size()));
        QCOMPARE(same, other);
    }
}

void tst_Reports::unknownDimensionIsRefused()
{
    const auto rows = costBreakdown(m_db, {QStringLiteral("model"), QStringLiteral("id; DROP TABLE runs")}, {});
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
    QVERIFY(costBreakdown(db, {}, {})->empty());
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
        QVERIFY(costBreakdown(db, {dimension}, day)->empty());
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
    const auto rows = costBreakdown(db, {QStringLiteral("day"), QStringLiteral("hour")}, {});
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

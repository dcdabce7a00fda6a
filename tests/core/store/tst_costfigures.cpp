#include "core/store/costoverview.h"
#include "core/store/costquery.h"
#include "core/store/figures.h"
#include "core/store/sqlquery.h"
#include "storetesting.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>

using namespace burin;

namespace {

QDate localDay(const RunRecord &record)
{
    return record.createdAt.toLocalTime().date();
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

} // namespace

class tst_CostFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void linesAreThoseOfTheRuns_data();
    void linesAreThoseOfTheRuns();
    void linesAreThoseOfTheFilter_data();
    void linesAreThoseOfTheFilter();
    void overviewHasTheTimeBefore();
    void recountChangesNothing();
    void wrongFigureIsFound();
    void percentilesAreWithinTwoPercent();
    void histogramIsPackedAndTakenAway();

private:
    void addRun(RandomRuns &random);
    bool isIn(size_t i, const CostFilter &filter) const;
    void compareLines(const CostFilter &filter, const QStringList &dimensions, CostDetail detail) const;

    const OpenDatabase m_db;
    std::vector<RunRecord> m_records;
    std::vector<Marks> m_marks;
    std::vector<CostFigures> m_figures;
};

void tst_CostFigures::initTestCase()
{
    for (int i = 0; i < 3; ++i)
        QVERIFY(m_db.execute(QStringLiteral("INSERT INTO tags VALUES (%1, 'tag-%2')").arg(i + 1).arg(i)));
    RandomRuns random(42);
    for (int i = 0; i < 300; ++i)
        addRun(random);
}

void tst_CostFigures::addRun(RandomRuns &random)
{
    RunRecord record = random.next();
    for (Attempt &attempt : record.attempts)
        if (random.oneIn(3))
            attempt.receipt.lines.push_back(
                {QStringLiteral("cached_input"), random.below(900), Money{random.below(4000)}, {}});
    if (random.oneIn(2)) record.draft.version = VersionId{1 + random.below(4)};
    QVERIFY(store(m_db, record));
    Marks marks{record.batch ? record.batch->name : QString(), {}};
    for (int tag = 0; tag < 3; ++tag) {
        if (!random.oneIn(4)) continue;
        marks.tags += QStringLiteral("tag-%1").arg(tag);
        QVERIFY(m_db.execute(QStringLiteral("INSERT INTO run_tags VALUES (%1, %2)").arg(tag + 1).arg(record.id.value)));
    }
    m_figures.push_back(figuresOf(record));
    m_records.push_back(std::move(record));
    m_marks.push_back(std::move(marks));
}

void tst_CostFigures::linesAreThoseOfTheRuns_data()
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

void tst_CostFigures::linesAreThoseOfTheRuns()
{
    QFETCH(QStringList, dimensions);
    const DayRange ranges[] = {{QDate(2026, 9, 20), QDate(2026, 11, 2)}, {QDate(2026, 10, 5), QDate(2026, 11, 5)}, {}};
    for (const DayRange &range : std::span(ranges).first(dimensions.size() == 1 ? 3 : 1)) {
        CostFilter filter;
        filter.range = range;
        compareLines(filter, dimensions, CostDetail::Distributions);
    }
}

void tst_CostFigures::linesAreThoseOfTheFilter_data()
{
    QTest::addColumn<QStringList>("dimensions");
    for (const char *dimensions : {"", "model", "prompt", "day,tag", "month,error", "weekday,hour", "version,status"})
        QTest::newRow(dimensions) << QString::fromLatin1(dimensions).split(u',', Qt::SkipEmptyParts);
}

void tst_CostFigures::linesAreThoseOfTheFilter()
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
        compareLines(filter, dimensions, bits % 3 == 0 ? CostDetail::Basic : CostDetail::Sums);
    }
}

bool tst_CostFigures::isIn(size_t i, const CostFilter &filter) const
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

void tst_CostFigures::compareLines(const CostFilter &filter, const QStringList &dimensions, CostDetail detail) const
{
    std::map<QStringList, CostFigures> expected;
    for (size_t i = 0; i < m_records.size(); ++i) {
        if (!isIn(i, filter)) continue;
        Marks marks = m_marks[i];
        if (!filter.tag.isEmpty()) marks.tags = {filter.tag}; // of a tag's runs, the other tags are not told
        for (const QStringList &keys : combinations(m_records[i], marks, dimensions))
            expected[keys] += m_figures[i];
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

void tst_CostFigures::overviewHasTheTimeBefore()
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
            if (isIn(i, filter)) sum += m_figures[i];
        return sum;
    };
    QVERIFY(overview->now.runs > 0);
    QVERIFY(overview->now == sumOf(question.filter.range));
    QVERIFY(overview->before == sumOf({QDate(2026, 10, 13), QDate(2026, 10, 19)}));
    QVERIFY(overview->split ==
            *costLines(m_db, question.filter, {QStringLiteral("day"), QStringLiteral("prompt")}, CostDetail::Basic));
}

void tst_CostFigures::recountChangesNothing()
{
    const auto all = [this] {
        return *costLines(m_db, {}, {QStringLiteral("month"), QStringLiteral("model"), QStringLiteral("batch")},
                          CostDetail::Distributions);
    };
    const std::vector<CostLine> before = all();
    SqlQuery query(m_db);
    recountFigures(query);
    QVERIFY(query.outcome());
    QVERIFY(all() == before);
    QCOMPARE(wrongFigures(query), QStringList());
}

void tst_CostFigures::wrongFigureIsFound()
{
    SqlQuery query(m_db);
    query.run(QStringLiteral("SAVEPOINT before"));
    query.run(QStringLiteral("UPDATE model_figures SET cost_pico_usd = cost_pico_usd + 1 "
                             "WHERE grain = 0 AND period = (SELECT max(day) FROM run_figures)"));
    const QString day = m_db.value(QStringLiteral("SELECT date(max(day)) FROM run_figures")).toString();
    QCOMPARE(wrongFigures(query), QStringList{day});
    query.run(QStringLiteral("ROLLBACK TO before"));
    query.run(QStringLiteral("RELEASE before"));
    QVERIFY(query.outcome());
}

void tst_CostFigures::percentilesAreWithinTwoPercent()
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

void tst_CostFigures::histogramIsPackedAndTakenAway()
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

QTEST_GUILESS_MAIN(tst_CostFigures)
#include "tst_costfigures.moc"

#include "core/store/history.h"
#include "core/store/journal.h"
#include "storetesting.h"

#include <QTest>

#include <algorithm>

using namespace burin;

namespace {

constexpr int Runs = 10'000;

/// 10,000 small runs in one go: what is tested is reading them.
bool generate(const OpenDatabase &db, std::vector<RunSummary> &newestFirst)
{
    RandomRuns random(99);
    if (!db.execute(QStringLiteral("BEGIN"))) return false;
    for (const char *table : {"models", "providers", "prompts"}) {
        for (int i = 1; i <= 5; ++i)
            db.execute(QStringLiteral("INSERT INTO %1 VALUES (%2, '%1-%2')").arg(QLatin1StringView(table)).arg(i));
    }
    const QDate first(2026, 1, 1);
    for (int i = 1; i <= Runs; ++i) {
        RunSummary run;
        run.id = RunId{i};
        run.status = RunStatus(random.oneIn(3) ? random.below(8) : 1);
        // A clock that is set back now and then.
        run.createdAt = QDateTime(first.addDays(i / 30 - (random.oneIn(50) ? 5 : 0)), QTime(12, 0), Qt::UTC);
        const int model = 1 + random.below(5);
        const int provider = 1 + random.below(3);
        const int prompt = 1 + random.below(5);
        run.model = QStringLiteral("models-%1").arg(model);
        run.providerId = QStringLiteral("providers-%1").arg(provider);
        run.title = QStringLiteral("prompts-%1").arg(prompt);
        const qint64 day = run.createdAt.date().toJulianDay();
        const QString row =
            QStringLiteral("INSERT INTO runs (id, created_at, day, hour, status, simulated, provider_id, "
                           "model_id, prompt_id, provenance, owner) "
                           "VALUES (%1, %2, %3, 12, %4, 0, %5, %6, %7, 'unpriced', %8)")
                .arg(i)
                .arg(run.createdAt.toMSecsSinceEpoch())
                .arg(day)
                .arg(int(run.status))
                .arg(provider)
                .arg(model)
                .arg(prompt)
                .arg(run.status == RunStatus::Running ? QStringLiteral("'x'") : QStringLiteral("NULL"));
        if (!db.execute(row)) return false;
        db.execute(QStringLiteral("INSERT INTO days VALUES (%1, %2, %2) ON CONFLICT DO UPDATE SET last_run = %2")
                       .arg(day)
                       .arg(i));
        newestFirst.push_back(run);
    }
    std::ranges::reverse(newestFirst);
    return db.execute(QStringLiteral("COMMIT"));
}

bool matches(const RunSummary &run, const RunQuery &query)
{
    const QDate day = run.createdAt.date();
    return (query.model.isEmpty() || query.model == run.model) &&
           (query.provider.isEmpty() || query.provider == run.providerId) &&
           (query.prompt.isEmpty() || query.prompt == run.title) && (!query.status || *query.status == run.status) &&
           (!query.from.isValid() || day >= query.from) && (!query.to.isValid() || day <= query.to);
}

std::vector<RunId> readAll(const QSqlDatabase &db, const RunQuery &query, int limit)
{
    std::vector<RunId> seen;
    RunId before;
    for (bool more = true; more;) {
        const Result<RunPage> page = runPage(db, query, before, limit);
        if (!page || (page->more && page->runs.size() != size_t(limit))) return {};
        for (const RunSummary &run : page->runs)
            seen.push_back(run.id);
        more = page->more && seen.size() <= Runs;
        if (more) before = seen.back();
    }
    return seen;
}

} // namespace

class tst_HistoryPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachRunIsShownOnceInOrder_data();
    void eachRunIsShownOnceInOrder();
    void rowShowsWhatTheRunWas();
    void untitledPromptShowsItsBeginning();
    void newRunsDoNotDisturbPaging();
    void facetsAreTheNamesInUse();

private:
    const OpenDatabase m_db;
    std::vector<RunSummary> m_newestFirst;
};

void tst_HistoryPage::initTestCase()
{
    QVERIFY(generate(m_db, m_newestFirst));
}

void tst_HistoryPage::eachRunIsShownOnceInOrder_data()
{
    QTest::addColumn<RunQuery>("query");
    QTest::addColumn<int>("limit");
    // Every combination of the five filters.
    for (int bits = 0; bits < 32; ++bits) {
        RunQuery query;
        if (bits & 1) query.model = QStringLiteral("models-2");
        if (bits & 2) query.provider = QStringLiteral("providers-1");
        if (bits & 4) query.prompt = QStringLiteral("prompts-3");
        if (bits & 8) query.status = RunStatus::Completed;
        if (bits & 16) {
            query.from = QDate(2026, 3, 1);
            query.to = QDate(2026, 6, 30);
        }
        QTest::addRow("filters %d", bits) << query << (bits == 0 ? 97 : 20);
    }
    RunQuery open;
    open.from = QDate(2026, 10, 1);
    QTest::newRow("since") << open << 100;
    open = {};
    open.to = QDate(2026, 2, 1);
    QTest::newRow("until") << open << 100;
    open.model = QStringLiteral("nobody's");
    QTest::newRow("unknown model") << open << 100;
    open = {};
    open.from = open.to = QDate(2030, 1, 1);
    QTest::newRow("day without runs") << open << 100;
    open = {};
    open.status = RunStatus::Running;
    QTest::newRow("running") << open << 100;
    QTest::newRow("one by one") << open << 1;
}

void tst_HistoryPage::eachRunIsShownOnceInOrder()
{
    QFETCH(RunQuery, query);
    QFETCH(int, limit);
    std::vector<RunId> expected;
    for (const RunSummary &run : m_newestFirst) {
        if (matches(run, query)) expected.push_back(run.id);
    }
    QCOMPARE(readAll(m_db, query, limit), expected);
}

void tst_HistoryPage::rowShowsWhatTheRunWas()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.draft.title = QStringLiteral("Title");
    record.status = RunStatus::Partial;
    record.error = makeError(ErrorCode::IdleTimeout);
    QVERIFY(store(db, record));
    const RunSummary run = runPage(db, {}, {}, 1)->runs.front();
    RunSummary expected;
    expected.id = record.id;
    expected.createdAt = record.createdAt;
    expected.status = RunStatus::Partial;
    expected.title = QStringLiteral("Title");
    expected.providerId = record.providerId;
    expected.model = record.draft.model;
    expected.inputTokens = 100;
    expected.outputTokens = 50;
    expected.cost = Money{1'234'567};
    expected.provenance = Provenance::Computed;
    expected.firstContent = milliseconds(400);
    expected.total = milliseconds(2000);
    expected.errorCode = QStringLiteral("TIMEOUT_ERROR/idle");
    QVERIFY(run == expected);
}

void tst_HistoryPage::untitledPromptShowsItsBeginning()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("First line\n  second ") + QStringLiteral("long ").repeated(100), {});
    record.messages.insert(record.messages.begin(), {Role::System, QStringLiteral("Be brief.")});
    QVERIFY(store(db, record));
    const QString title = runPage(db, {}, {}, 1)->runs.front().title;
    QVERIFY2(title.startsWith(QStringLiteral("First line second long")), qPrintable(title));
    QCOMPARE(title.size(), 120);
}

void tst_HistoryPage::newRunsDoNotDisturbPaging()
{
    const OpenDatabase db;
    std::vector<RunId> expected;
    for (int i = 0; i < 25; ++i) {
        RunRecord record = plainRun(QStringLiteral("old"), {});
        QVERIFY(store(db, record));
        expected.insert(expected.begin(), record.id);
    }
    std::vector<RunId> seen;
    RunId before;
    for (bool more = true; more;) {
        const Result<RunPage> page = runPage(db, {}, before, 4);
        for (const RunSummary &run : page->runs)
            seen.push_back(run.id);
        before = seen.back();
        more = page->more;
        RunRecord record = plainRun(QStringLiteral("new"), {});
        QVERIFY(store(db, record));
    }
    QCOMPARE(seen, expected);
}

void tst_HistoryPage::facetsAreTheNamesInUse()
{
    const OpenDatabase db;
    for (const char *model : {"beta", "Alpha", "beta"}) {
        RunRecord record = plainRun(QStringLiteral("x"), {});
        record.draft.model = QLatin1StringView(model);
        record.draft.title = QStringLiteral("Title");
        QVERIFY(store(db, record));
    }
    RunRecord untitled = plainRun(QStringLiteral("x"), {});
    QVERIFY(store(db, untitled));
    const Result<RunFacets> facets = runFacets(db);
    QCOMPARE(facets->models, (QStringList{QStringLiteral("Alpha"), QStringLiteral("beta"), QStringLiteral("model-a")}));
    QCOMPARE(facets->providers, QStringList{QStringLiteral("provider-a")});
    QCOMPARE(facets->prompts, QStringList{QStringLiteral("Title")});
}

QTEST_GUILESS_MAIN(tst_HistoryPage)
#include "tst_historypage.moc"

#include "core/query/query.h"
#include "core/store/backlog.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/marks.h"
#include "storetesting.h"

#include <QTest>

#include <algorithm>

using namespace burin;

/// What the query language finds in a real database.
class tst_RunQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsTheRuns_data();
    void findsTheRuns();
    void everyOrderIsPagedWhole_data();
    void everyOrderIsPagedWhole();
    void stretchesCoverTheList_data();
    void stretchesCoverTheList();
    void batchIsOneRowUntilItIsOpened();
    void variablesOfEarlierRunsAreFoundToo();
    void notesAreSearched();
    void driversFindTheSame_data();
    void driversFindTheSame();

private:
    QStringList found(const QString &text) const;
    const OpenDatabase m_db;
};

namespace {

const QDate today(2026, 11, 25);

RunRecord runCalled(const char *title, const char *model)
{
    RunRecord record =
        plainRun(QStringLiteral("question"), QStringLiteral("answer of %1").arg(QLatin1StringView(title)));
    record.draft.title = QLatin1StringView(title);
    record.draft.model = QLatin1StringView(model);
    record.createdAt = QDateTime(QDate(2026, 10, 1), QTime(12, 0), Qt::LocalTime).toUTC();
    return record;
}

bool keep(const OpenDatabase &db, RunRecord record, const char *marks = "")
{
    if (!store(db, record)) return false;
    for (const QString &sql : QString::fromLatin1(marks).split(u';', Qt::SkipEmptyParts))
        if (!db.execute(QString(sql).replace(u'$', QString::number(record.id.value)))) return false;
    return true;
}

/// Pages of @p limit until there are no more.
std::vector<RunId> readAll(const QSqlDatabase &db, const RunQuery &query, int limit)
{
    std::vector<RunId> seen;
    RunId before;
    for (bool more = true; more && seen.size() < 5'000;) {
        const Result<RunPage> page = runPage(db, query, before, limit);
        if (!page) return {};
        for (const RunSummary &run : page->runs)
            seen.push_back(run.id);
        more = page->more;
        if (more) before = seen.back();
    }
    return seen;
}

} // namespace

void tst_RunQuery::initTestCase()
{
    RunRecord alpha = runCalled("alpha", "claude-opus");
    alpha.draft.variables = {{QStringLiteral("city"), QStringLiteral("Paris")}};
    QVERIFY(keep(m_db, alpha,
                 "UPDATE runs SET starred = 1, rating = 5 WHERE id = $;"
                 "INSERT INTO tags VALUES (1, 'x'), (2, 'Y');INSERT INTO run_tags VALUES (1, $);"
                 "INSERT INTO run_notes VALUES ($, 'good')"));
    RunRecord beta = runCalled("beta", "claude-haiku");
    beta.draft.variables = {{QStringLiteral("city"), QStringLiteral("Port Paris")},
                            {QStringLiteral("n"), QStringLiteral("7")}};
    beta.status = RunStatus::Truncated;
    beta.error = makeError(ErrorCode::IdleTimeout);
    beta.receipt.total = Money{50'000'000'000};
    QVERIFY(keep(m_db, beta, "UPDATE runs SET rating = 3 WHERE id = $;INSERT INTO run_tags VALUES (1, $), (2, $)"));
    RunRecord gamma = runCalled("gamma", "gpt-5");
    gamma.createdAt = QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::LocalTime).toUTC();
    gamma.receipt.total.reset();
    gamma.receipt.provenance = Provenance::Unpriced;
    gamma.usage = {};
    gamma.timings.firstContent.reset();
    gamma.timings.total = milliseconds(9'000);
    gamma.batch = RunBatch{QStringLiteral("k1"), QStringLiteral("First try"), 0, 0};
    QVERIFY(keep(m_db, gamma));
    RunRecord delta = runCalled("delta", "gpt-5");
    delta.providerId = QStringLiteral("other");
    delta.simulated = true;
    delta.text = QStringLiteral("a refund is due");
    delta.draft.prompt = PromptId{7};
    delta.draft.version = VersionId{9};
    delta.batch = RunBatch{QStringLiteral("k1"), QStringLiteral("First try"), 0, 1};
    QVERIFY(keep(m_db, delta,
                 "INSERT INTO library_prompts (id, title, created_at, changed_at) VALUES (7, 'P', 0, 0);"
                 "INSERT INTO library_versions (id, prompt_id, number, content, created_at, draft) "
                 "VALUES (9, 7, 3, x'00', 0, '{}')"));
    QVERIFY(keep(m_db, runCalled("gone", "claude-opus"), "UPDATE runs SET deleted_at = 1 WHERE id = $"));
}

QStringList tst_RunQuery::found(const QString &text) const
{
    const ParsedQuery parsed = parseQuery(text, today);
    const Result<RunPage> page = runPage(m_db, parsed.query, {}, 100);
    if (!page) return {page.error().detail};
    QStringList titles;
    for (const RunSummary &run : page->runs)
        titles += run.title;
    return titles;
}

void tst_RunQuery::findsTheRuns_data()
{
    QTest::addColumn<QString>("titles");
    const auto row = [](const char *query, const char *titles) { QTest::newRow(query) << QString::fromLatin1(titles); };
    row("", "delta gamma beta alpha");
    row("model:claude", "beta alpha");
    row("model:CLAUDE", "beta alpha");
    row("-model:claude", "delta gamma");
    row("model=claude", "");
    row("model=gpt-5", "delta gamma");
    row("-model=nothing", "delta gamma beta alpha");
    row("model:claude model:opus", "alpha");
    row("model:gpt provider:other", "delta");
    row("model:claude status:truncated", "beta");
    row("provider=other", "delta");
    row("prompt:MM", "gamma");
    row("prompt=alpha", "alpha");
    row("prompt:#7", "delta");
    row("version:3", "delta");
    row("version>3", "");
    row("version:#9", "delta");
    row("-version:3", "gamma beta alpha");
    row("status:truncated", "beta");
    row("-status:truncated", "delta gamma alpha");
    row("cost>0.02", "beta");
    row("cost<0.02", "delta alpha");
    row("cost:0.05", "beta");
    row("-cost>0.02", "delta gamma alpha");
    row("is:unpriced", "gamma");
    row("tokens>=150", "delta beta alpha");
    row("tokens<150", "");
    row("input:100", "delta beta alpha");
    row("output>50", "");
    row("time>2s", "gamma");
    row("time<=2s", "delta beta alpha");
    row("ttft<1s", "delta beta alpha");
    row("error:timeout", "beta");
    row("error:IDLE", "beta");
    row("error=TIMEOUT_ERROR/idle", "beta");
    row("error:100%", "");
    row("has:error", "beta");
    row("-has:error", "delta gamma alpha");
    row("tag:x", "beta alpha");
    row("tag:y", "beta");
    row("-tag:y", "delta gamma alpha");
    row("tag:none", "");
    row("has:tag", "beta alpha");
    row("rating>=4", "alpha");
    row("rating<4", "beta");
    row("has:rating", "beta alpha");
    row("-rating:5", "delta gamma beta");
    row("is:starred", "alpha");
    row("is:simulated", "delta");
    row("has:note", "alpha");
    row("batch:first", "delta gamma");
    row("batch=k1", "delta gamma");
    row("batch:#1", "delta gamma");
    row("var.city=Paris", "alpha");
    row("var.city:par", "beta alpha");
    row("var.n=7", "beta");
    row("var.m=7", "");
    row("-var.city:par", "delta gamma");
    row("after:2026-11-01", "gamma");
    row("before:2026-11-01", "delta beta alpha");
    row("on:2026-10-01", "delta beta alpha");
    row("-on:2026-10-01", "gamma");
    row("after:7d", "gamma");
    row("after:2027-01-01", "");
    row("id:2", "beta");
    row("id<3", "beta alpha");
    row("-id:2", "delta gamma alpha");
    row("refund", "delta");
    row("\"refund is\"", "delta");
    row("\"is refund\"", "");
    row("-refund", "gamma beta alpha");
    row("-\"!!\"", "delta gamma beta alpha");
    row("answer -alpha", "gamma beta");
    row("answer model:claude", "beta alpha");
    row("answer is:starred", "alpha");
    row("model:claude cost>0.02 status:truncated var.city:par tag:x rating>=3 after:2026-09-01 \"answer\" -is:starred",
        "beta");
}

void tst_RunQuery::findsTheRuns()
{
    QFETCH(QString, titles);
    QCOMPARE(found(QString::fromUtf8(QTest::currentDataTag())).join(u' '), titles);
}

void tst_RunQuery::everyOrderIsPagedWhole_data()
{
    QTest::addColumn<RunQuery>("query");
    for (const char *text : {"", "model:claude", "model=gpt-5", "tokens>0", "answer", "-is:starred", "tag:x"}) {
        for (const RunOrder order :
             {RunOrder::Created, RunOrder::Cost, RunOrder::Duration, RunOrder::FirstToken, RunOrder::Tokens}) {
            for (const RunDirection direction : {RunDirection::Descending, RunDirection::Ascending}) {
                RunQuery query = parseQuery(QLatin1StringView(text), today).query;
                query.order = order;
                query.direction = direction;
                QTest::addRow("%s %d %d", text, int(order), int(direction)) << query;
            }
        }
    }
}

void tst_RunQuery::everyOrderIsPagedWhole()
{
    QFETCH(RunQuery, query);
    const std::vector<RunId> whole = readAll(m_db, query, 100);
    QVERIFY(!whole.empty());
    QCOMPARE(readAll(m_db, query, 1), whole);
    const auto keyOf = [&](RunId id) {
        const QString column[] = {QStringLiteral("id"), QStringLiteral("coalesce(cost_pico_usd, -1)"),
                                  QStringLiteral("total_ms"), QStringLiteral("coalesce(first_content_ms, -1)"),
                                  QStringLiteral("coalesce(input_tokens + output_tokens, -1)")};
        const QString sql = QStringLiteral("SELECT %1 FROM runs WHERE id = %2");
        return std::pair(m_db.value(sql.arg(column[int(query.order)]).arg(id.value)).toLongLong(), id);
    };
    const bool descending = query.direction == RunDirection::Descending;
    const auto inOrder = [&](RunId a, RunId b) { return descending ? keyOf(a) > keyOf(b) : keyOf(a) < keyOf(b); };
    QVERIFY(std::ranges::is_sorted(whole, inOrder));
    const Result<RunPage> second = runPage(m_db, query, RunPlace({}, 1), 1);
    QCOMPARE(second->runs.empty() ? RunId() : second->runs.front().id, whole.size() > 1 ? whole[1] : RunId());
}

void tst_RunQuery::stretchesCoverTheList_data()
{
    everyOrderIsPagedWhole_data();
}

void tst_RunQuery::stretchesCoverTheList()
{
    QFETCH(RunQuery, query);
    const std::vector<RunId> whole = readAll(m_db, query, 100);
    size_t covered = 0;
    RunStretch stretch{0, {}, true};
    while (stretch.more) {
        const Result<RunStretch> next = runStretch(m_db, query, stretch.last, 2);
        QVERIFY(next);
        stretch = *next;
        covered += size_t(stretch.runs);
        if (stretch.runs > 0) QCOMPARE(stretch.last, whole.at(covered - 1));
    }
    QCOMPARE(covered, whole.size());
}

void tst_RunQuery::batchIsOneRowUntilItIsOpened()
{
    RunQuery query;
    query.grouped = true;
    const Result<RunPage> closed = runPage(m_db, query, {}, 10);
    QCOMPARE(closed->runs.size(), 3u); // delta stands for gamma
    const RunSummary batch = closed->runs.front();
    QCOMPARE(batch.title, QStringLiteral("delta"));
    QCOMPARE(batch.batchRuns, 2);
    QCOMPARE(batch.batchName, QStringLiteral("First try"));
    QCOMPARE(batch.repetition, 1);
    query.open = {batch.batch};
    QCOMPARE(runPage(m_db, query, {}, 10)->runs.size(), 4u);
    query.open.clear();
    query.conditions = parseQuery(QStringLiteral("time>2s"), today).query.conditions;
    const Result<RunPage> fitting = runPage(m_db, query, {}, 10); // the newest one that fits stands for the batch
    QCOMPARE(fitting->runs.size(), 1u);
    QCOMPARE(fitting->runs.front().title, QStringLiteral("gamma"));
}

void tst_RunQuery::variablesOfEarlierRunsAreFoundToo()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    record.draft.variables = {{QStringLiteral("city"), QStringLiteral("Paris")}};
    QVERIFY(store(db, record));
    QVERIFY(db.execute(QStringLiteral("DELETE FROM run_values"))); // as a program without the index leaves it
    QVERIFY(db.execute(QStringLiteral("INSERT INTO backlog VALUES ('variables', 1, 1)")));
    const RunQuery query = parseQuery(QStringLiteral("var.city=Paris"), today).query;
    QVERIFY(runPage(db, query, {}, 10)->runs.empty());
    while (*workOnBacklog(db)) {
    }
    QCOMPARE(runPage(db, query, {}, 10)->runs.size(), 1u);
}

void tst_RunQuery::notesAreSearched()
{
    const OpenDatabase db;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    const RunQuery query = parseQuery(QStringLiteral("marvellous"), today).query;
    const Result<MarkChanges> undo = applyMarks(db, {{{record.id}, SetNote{QStringLiteral("Marvellous!")}}});
    QCOMPARE(runPage(db, query, {}, 10)->runs.size(), 1u);
    QVERIFY(applyMarks(db, *undo));
    QVERIFY(runPage(db, query, {}, 10)->runs.empty());
}

void tst_RunQuery::driversFindTheSame_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *query, const char *sql) {
        QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(sql);
    };
    // More runs than are looked up one by one, so that the list or an index in its order is walked.
    row("model:m", "model_id IN (SELECT id FROM models WHERE name LIKE 'm-%')");
    row("model:m provider:p", "model_id IN (SELECT id FROM models WHERE name LIKE 'm-%') AND provider_id IN "
                              "(SELECT id FROM providers WHERE name LIKE 'p-%')");
    row("model:m provider:p status:completed prompt:t",
        "model_id > 0 AND status = 1 AND prompt_id IN (SELECT id FROM prompts WHERE name LIKE 't-%')");
    row("cost>0.000000005", "cost_pico_usd > 5000");
    row("cost>0.000000009 model:m", "cost_pico_usd > 9000");
    row("-status:completed", "status <> 1");
    row("tag:t", "id % 2 = 0");
    row("tag:t model=m-1", "id % 2 = 0 AND model_id = (SELECT id FROM models WHERE name = 'm-1')");
    row("var.v=1", "id % 2 = 1");
    row("has:rating", "id % 2 = 1");
    row("rating>=4", "rating >= 4");
    row("is:starred", "id % 2 = 0");
    row("is:starred tag:t", "id % 2 = 0");
    row("error=X/y", "id % 2 = 0");
    row("rating<3 model:m", "rating < 3");
}

void tst_RunQuery::driversFindTheSame()
{
    static const OpenDatabase db;
    constexpr int Runs = 5'000;
    if (!db.value(QStringLiteral("SELECT 1 FROM runs")).isValid()) {
        for (const auto &[table, letter] : {std::pair{"models", "m"}, {"providers", "p"}, {"prompts", "t"}})
            for (int i = 1; i <= 3; ++i)
                db.execute(QStringLiteral("INSERT INTO %1 VALUES (%2, '%3-%2')")
                               .arg(QLatin1StringView(table))
                               .arg(i)
                               .arg(QLatin1StringView(letter)));
        QVERIFY(db.execute(
            QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                           "INSERT INTO runs (id, created_at, day, hour, status, simulated, provider_id, model_id, "
                           "prompt_id, provenance, cost_pico_usd, rating, starred, error_code) SELECT i, i, 2461000, "
                           "0, 1 + i % 7, 0, "
                           "1 + i % 3, 1 + i / 7 % 3, 1 + i / 11 % 3, 'computed', i * 2, iif(i % 2, 1 + i % 5, NULL), "
                           "1 - i % 2, iif(i % 2, NULL, 'X/y') "
                           "FROM n")
                .arg(Runs)));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO tags VALUES (1, 't')")));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO run_tags SELECT 1, id FROM runs WHERE id % 2 = 0")));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO variables VALUES (1, 'v')")));
        QVERIFY(db.execute(QStringLiteral("INSERT INTO run_values SELECT 1, id % 2, id FROM runs")));
        QVERIFY(db.execute(QStringLiteral("UPDATE runs SET deleted_at = 1 WHERE id % 3 = 0"))); // too many for a list
    }
    QFETCH(QString, query);
    QFETCH(QString, sql);
    const std::vector<RunId> seen = readAll(db, parseQuery(query, today).query, 700);
    const QString where = QStringLiteral(" FROM runs WHERE deleted_at IS NULL AND ") + sql;
    QCOMPARE(qint64(seen.size()), db.value(QStringLiteral("SELECT count(*)") + where).toLongLong());
    QVERIFY(seen.size() > 100);
    QVERIFY(std::ranges::is_sorted(seen, std::greater<>()));
    qint64 sum = 0;
    for (const RunId id : seen)
        sum += id.value;
    QCOMPARE(sum, db.value(QStringLiteral("SELECT sum(id)") + where).toLongLong());
}

QTEST_GUILESS_MAIN(tst_RunQuery)
#include "tst_runquery.moc"

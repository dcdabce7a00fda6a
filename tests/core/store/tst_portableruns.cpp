#include "core/cost/pricing.h"
#include "core/export/portablejson.h"
#include "core/store/budgets.h"
#include "core/store/history.h"
#include "core/store/keyvalue.h"
#include "core/store/llmlogs.h"
#include "core/store/marks.h"
#include "core/store/portableruns.h"
#include "core/store/reconcile.h"
#include "core/store/runkeys.h"
#include "storetesting.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <set>

using namespace burin;

/// Runs that leave one history and enter another: nothing is lost, nothing is counted twice.
class tst_PortableRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void importedRunsAreExportedAsTheSameBytes();
    void takingTwiceChangesNothing();
    void mergedHistoriesHaveEachRunOnce();
    void aBadRunTakesNoOtherAlong();
    void deletedRunsStayDeletedAndStayHere();
    void keysAreStable();
    void copiesOfAnOldHistoryAgreeOnKeys();
    void importedSpendIsOnItsDayAndInNoBudget();
    void llmLogsOfAllLayoutsAreRead();
    void hostileLlmLogsEnd();
};

namespace {

/// Random runs as they can really be: the receipt is the sum, and a run goes on with an earlier one.
std::vector<RunId> fill(const QSqlDatabase &db, quint32 seed, int count)
{
    RandomRuns random(seed);
    std::vector<RunId> ids;
    for (int i = 0; i < count; ++i) {
        RunRecord record = random.next();
        for (Attempt &attempt : record.attempts)
            if (attempt.billing == Billing::None) attempt.receipt = {Money{}, Provenance::Computed, {}, {}};
        record.receipt = sumOf(record.attempts);
        if (record.attempts.empty()) record.status = RunStatus::Failed; // an answer comes from somewhere
        record.continues = ids.size() > 3 && random.oneIn(6) ? ids[size_t(random.below(3))] : RunId();
        if (!store(db, record)) return {};
        ids.push_back(record.id);
    }
    return ids;
}

bool fillAndMark(const OpenDatabase &db, quint32 seed, int count)
{
    const std::vector<RunId> ids = fill(db, seed, count);
    if (ids.empty()) return false;
    const QString conversation = QStringLiteral("UPDATE runs SET conversation_id = %1, follows_id = %2 WHERE id = %3");
    if (!db.execute(conversation.arg(ids[0].value).arg(ids[0].value).arg(ids[1].value))) return false;
    if (!db.execute(conversation.arg(ids[0].value).arg(ids[1].value).arg(ids[3].value))) return false;
    const std::vector<RunId> marked{ids[0], ids[2]};
    return bool(applyMarks(db, {{marked, SetStar{}},
                                {marked, SetRating{3}},
                                {marked, SetNote{QStringLiteral("remember")}},
                                {marked, AddTag{QStringLiteral("b")}},
                                {marked, AddTag{QStringLiteral("a")}}}));
}

std::vector<PortableRun> everything(const QSqlDatabase &db)
{
    std::vector<RunId> ids;
    RunId before;
    for (bool more = true; more;) {
        const Result<RunPage> page = runPage(db, {}, before, 100);
        if (!page) return {};
        for (const RunSummary &run : page->runs)
            ids.push_back(before = run.id);
        more = page->more;
    }
    std::ranges::reverse(ids);
    const Result<std::vector<PortableRun>> runs = loadPortableRuns(db, ids);
    return runs ? *runs : std::vector<PortableRun>();
}

QByteArrayList lines(const std::vector<PortableRun> &runs)
{
    QByteArrayList lines;
    for (const PortableRun &run : runs)
        lines += toJsonLine(run);
    return lines;
}

/// Through their lines, as a file would.
std::vector<PortableRun> readBack(const std::vector<PortableRun> &runs)
{
    std::vector<PortableRun> read;
    for (const PortableRun &run : runs) {
        const Result<PortableRun, QString> one = portableRunFrom(toJsonLine(run));
        if (!one) qWarning("%ls", qUtf16Printable(one.error()));
        if (one) read.push_back(*one);
    }
    return read;
}

int countOf(const Result<std::vector<TakenRun>> &taken, TakenRun::Fate fate)
{
    if (!taken) qWarning("%ls", qUtf16Printable(taken.error().detail));
    return taken ? int(std::ranges::count(*taken, fate, &TakenRun::fate)) : -1;
}

QString problems(const QSqlDatabase &db)
{
    const Result<QStringList> found = checkDatabase(db);
    return found ? found->join(u'\n') : found.error().detail;
}

/// What stands around the first byte that is not the same.
QString firstDifference(const QByteArray &a, const QByteArray &b)
{
    const auto [at, other] = std::ranges::mismatch(a, b);
    const qsizetype from = std::max<qsizetype>(0, at - a.begin() - 60);
    return QString::fromUtf8(a.mid(from, 120) + "\n" + b.mid(from, 120));
}

/// Every row of the tables whose sums must not change.
QString rollupsOf(const OpenDatabase &db)
{
    return db
        .value(QStringLiteral("SELECT group_concat(day || ' ' || status || ' ' || runs || ' ' || cost_pico_usd || ' ' "
                              "|| input_tokens, ';') FROM daily_hour_costs ORDER BY day, hour, status"))
        .toString();
}

} // namespace

void tst_PortableRuns::importedRunsAreExportedAsTheSameBytes()
{
    for (quint32 seed = 1; seed <= 2; ++seed) {
        const OpenDatabase from;
        const OpenDatabase to;
        QVERIFY(from.valid() && to.valid() && fillAndMark(from, seed, 30));
        const std::vector<PortableRun> runs = everything(from);
        QCOMPARE(runs.size(), size_t(30));
        QCOMPARE(problems(from), QString());
        const std::vector<PortableRun> read = readBack(runs);
        QCOMPARE(read.size(), size_t(30));
        QCOMPARE(countOf(takeRuns(to, read), TakenRun::Fate::Added), 30);
        const QByteArrayList before = lines(runs);
        const QByteArrayList after = lines(everything(to));
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i)
            QVERIFY2(after[i] == before[i], qPrintable(firstDifference(before[i], after[i])));
        QCOMPARE(problems(to), QString());
        QCOMPARE(rollupsOf(to), rollupsOf(from));
    }
}

void tst_PortableRuns::takingTwiceChangesNothing()
{
    const OpenDatabase from;
    const OpenDatabase to;
    QVERIFY(fillAndMark(from, 7, 10));
    const std::vector<PortableRun> runs = readBack(everything(from));
    QCOMPARE(countOf(takeRuns(to, runs), TakenRun::Fate::Added), 10);
    const QByteArrayList before = lines(everything(to));
    const QString sums = rollupsOf(to);
    QCOMPARE(countOf(takeRuns(to, runs), TakenRun::Fate::Present), 10);
    QCOMPARE(countOf(takeRuns(from, runs), TakenRun::Fate::Present), 10); // also where they come from
    QCOMPARE(lines(everything(to)), before);
    QCOMPARE(rollupsOf(to), sums);
    QCOMPARE(to.value(QStringLiteral("SELECT count(*) FROM runs")).toInt(), 10);
    QCOMPARE(to.value(QStringLiteral("SELECT count(*) FROM tags")).toInt(), 2);
}

void tst_PortableRuns::mergedHistoriesHaveEachRunOnce()
{
    const OpenDatabase a;
    const OpenDatabase b;
    QVERIFY(fillAndMark(a, 11, 8) && fillAndMark(b, 12, 12));
    const std::vector<PortableRun> ofA = readBack(everything(a));
    const std::vector<PortableRun> ofB = readBack(everything(b));
    QCOMPARE(countOf(takeRuns(a, ofB), TakenRun::Fate::Added), 12);
    QCOMPARE(countOf(takeRuns(b, ofA), TakenRun::Fate::Added), 8);
    const auto sorted = [](const QSqlDatabase &db) {
        QByteArrayList all = lines(everything(db));
        std::ranges::sort(all);
        return all;
    };
    QCOMPARE(sorted(a).size(), 20);
    QCOMPARE(sorted(a), sorted(b));
    QCOMPARE(rollupsOf(a), rollupsOf(b));
    QCOMPARE(problems(a), QString());
    QCOMPARE(problems(b), QString());
}

void tst_PortableRuns::aBadRunTakesNoOtherAlong()
{
    const OpenDatabase from;
    const OpenDatabase to;
    QVERIFY(fillAndMark(from, 21, 5));
    std::vector<PortableRun> runs = everything(from);
    runs[2].hour = 99; // only the database's own check is left to notice
    const Result<std::vector<TakenRun>> taken = takeRuns(to, runs);
    QCOMPARE(countOf(taken, TakenRun::Fate::Added), 4);
    QCOMPARE(countOf(taken, TakenRun::Fate::Refused), 1);
    QVERIFY2(!taken->at(2).reason.isEmpty(), "why is not said");
    QCOMPARE(everything(to).size(), size_t(4));
    QCOMPARE(problems(to), QString());
}

void tst_PortableRuns::deletedRunsStayDeletedAndStayHere()
{
    const OpenDatabase from;
    QVERIFY(fillAndMark(from, 31, 4));
    const std::vector<PortableRun> runs = everything(from);
    QVERIFY(from.execute(QStringLiteral("UPDATE runs SET deleted_at = 1 WHERE id = 2")));
    const Result<std::vector<PortableRun>> left = loadPortableRuns(from, {RunId{1}, RunId{2}, RunId{3}, RunId{99}});
    QVERIFY(left);
    QCOMPARE(left->size(), size_t(2));
    QCOMPARE(countOf(takeRuns(from, runs), TakenRun::Fate::Present), 4);
    QCOMPARE(from.value(QStringLiteral("SELECT deleted_at FROM runs WHERE id = 2")).toInt(), 1);
}

void tst_PortableRuns::keysAreStable()
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(0x0123456789ab, Qt::UTC);
    std::set<QUuid> keys;
    for (int i = 0; i < 100; ++i) {
        const QUuid key = newRunKey(time);
        QVERIFY(key.toString(QUuid::Id128).startsWith(QLatin1StringView("0123456789ab7")));
        QCOMPARE(key.variant(), QUuid::DCE);
        keys.insert(key);
    }
    QCOMPARE(keys.size(), size_t(100));
    const QUuid named = namedRunKey(time, QStringLiteral("llm 01h"));
    QCOMPARE(named, namedRunKey(time, QStringLiteral("llm 01h")));
    QVERIFY(named != namedRunKey(time, QStringLiteral("llm 01i")));
    QVERIFY(named.toString(QUuid::Id128).startsWith(QLatin1StringView("0123456789ab8")));
}

void tst_PortableRuns::copiesOfAnOldHistoryAgreeOnKeys()
{
    const OpenDatabase old;
    const OpenDatabase copy;
    for (const OpenDatabase *db : {&old, &copy}) {
        QVERIFY(fillAndMark(*db, 41, 7));
        QVERIFY(db->execute(QStringLiteral("UPDATE runs SET key = NULL")));
    }
    const std::vector<PortableRun> runs = everything(old); // without writing them down
    QCOMPARE(old.value(QStringLiteral("SELECT count(*) FROM runs WHERE key IS NOT NULL")).toInt(), 0);
    QCOMPARE(lines(everything(copy)), lines(runs));
    QCOMPARE(countOf(takeRuns(copy, runs), TakenRun::Fate::Present), 7);
    QCOMPARE(lines(everything(copy)), lines(runs));
    const Result<int> some = fillRunKeys(old, 5);
    const Result<int> rest = fillRunKeys(old, 5);
    const Result<int> none = fillRunKeys(old, 5);
    QVERIFY(some && rest && none);
    QCOMPARE(*some + *rest, 7);
    QCOMPARE(*none, 0);
    QCOMPARE(lines(everything(old)), lines(runs));
}

void tst_PortableRuns::importedSpendIsOnItsDayAndInNoBudget()
{
    const OpenDatabase from;
    const OpenDatabase to;
    RunRecord run = plainRun(QStringLiteral("hi"), QStringLiteral("ho"));
    run.createdAt = QDateTime::currentDateTimeUtc();
    run.draft.title = QStringLiteral("P");
    run.simulated = false;
    Attempt attempt;
    attempt.billing = Billing::Unknown;
    attempt.receipt = {.total = Money{5'000}, .provenance = Provenance::Computed, .priceSource = {}, .lines = {}};
    run.attempts = {attempt};
    run.receipt = attempt.receipt;
    QVERIFY(store(from, run));
    const QDate today = run.createdAt.toLocalTime().date();
    for (const Budget &budget : {Budget{BudgetScope::Day, {}, Money{1}}, Budget{BudgetScope::Month, {}, Money{1}},
                                 Budget{BudgetScope::Prompt, QStringLiteral("P"), Money{1}}})
        QVERIFY(setBudget(to, budget));
    const Result<std::vector<TakenRun>> taken = takeRuns(to, everything(from));
    QCOMPARE(countOf(taken, TakenRun::Fate::Added), 1);
    const auto spent = [&] {
        qint64 sum = 0;
        const auto states = budgetStates(to, today);
        for (const BudgetState &state : *states)
            sum += state.spent.picoUsd;
        return sum;
    };
    QCOMPARE(spent(), 0);
    const QString counted = QStringLiteral("SELECT sum(cost_pico_usd) FROM daily_costs WHERE day = %1");
    QCOMPARE(to.value(counted.arg(today.toJulianDay())).toLongLong(), 5'000);
    const Result<bool> corrected = reconcile(to, {taken->at(0).id, 1, Money{8'000}, {}});
    QVERIFY(corrected && *corrected);
    QCOMPARE(to.value(counted.arg(today.toJulianDay())).toLongLong(), 8'000);
    QCOMPARE(spent(), 0); // the correction is of the same money

    RunRecord own = run;
    own.createdAt = own.createdAt.addMSecs(1);
    QVERIFY(store(to, own));
    QCOMPARE(spent(), 15'000); // in three budgets
    QCOMPARE(problems(to), QString());
}

namespace {

/// A database of another program, made by @p statements.
bool makeDatabase(const QString &path, const QStringList &statements)
{
    bool good = true;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), path);
        db.setDatabaseName(path);
        good = db.open();
        QSqlQuery query(db);
        for (const QString &statement : statements) {
            if (query.exec(statement)) continue;
            qWarning("%ls: %ls", qUtf16Printable(statement), qUtf16Printable(query.lastError().text()));
            good = false;
        }
    }
    QSqlDatabase::removeDatabase(path);
    return good;
}

const QStringList llmTables{
    QStringLiteral("CREATE TABLE logs (id INTEGER PRIMARY KEY, model TEXT, prompt TEXT, system TEXT, prompt_json TEXT, "
                   "options_json TEXT, response TEXT, response_json TEXT, reply_to_id INTEGER, chat_id INTEGER, "
                   "duration_ms INTEGER, datetime_utc TEXT)"),
    QStringLiteral("INSERT INTO logs VALUES (1, 'gpt-3.5-turbo', 'old question', 'be old', NULL, NULL, 'old answer', "
                   "NULL, NULL, NULL, 1200, '2023-07-01 10:11:12.5')"),
    QStringLiteral("CREATE TABLE conversations (id TEXT PRIMARY KEY, name TEXT, model TEXT)"),
    QStringLiteral(
        "CREATE TABLE responses (id TEXT PRIMARY KEY, model TEXT, prompt TEXT, system TEXT, prompt_json TEXT, "
        "options_json TEXT, response TEXT, response_json TEXT, conversation_id TEXT, duration_ms INTEGER, "
        "datetime_utc TEXT, input_tokens INTEGER, output_tokens INTEGER, token_details TEXT, "
        "resolved_model TEXT)"),
    QStringLiteral("CREATE TABLE fragments (id INTEGER PRIMARY KEY, hash TEXT, content TEXT)"),
    QStringLiteral("CREATE TABLE prompt_fragments (response_id TEXT, fragment_id INTEGER, \"order\" INTEGER)"),
    QStringLiteral("INSERT INTO fragments VALUES (1, 'h', 'from a file')"),
    QStringLiteral("INSERT INTO prompt_fragments VALUES ('01b', 1, 0)"),
    QStringLiteral("INSERT INTO responses VALUES ('01a', 'gpt-4o', 'first', NULL, NULL, '{\"temperature\": 0.5, "
                   "\"top_k\": 3}', 'one', NULL, 'c1', 800, '2025-02-03T04:05:06.789012', 12, 3, "
                   "'{\"prompt_tokens_details\": {\"cached_tokens\": 5}}', 'gpt-4o-2024-08-06')"),
    QStringLiteral("INSERT INTO responses VALUES ('01b', 'gpt-4o', 'second', NULL, NULL, NULL, 'two', NULL, 'c1', 900, "
                   "'2025-02-03T04:06:06+00:00', NULL, NULL, NULL, NULL)"),
    QStringLiteral("INSERT INTO responses VALUES ('01c', 'gpt-4o', 'bad', NULL, NULL, NULL, 'x', NULL, NULL, 1, "
                   "'some day', NULL, NULL, NULL, NULL)"),
    QStringLiteral("CREATE TABLE threads (id TEXT PRIMARY KEY, name TEXT, tip_message_hash TEXT, datetime_utc TEXT)"),
    QStringLiteral("CREATE TABLE messages (hash TEXT PRIMARY KEY, parent_hash TEXT, role TEXT)"),
    QStringLiteral("CREATE TABLE parts (message_hash TEXT, position INTEGER, type TEXT, text TEXT, payload TEXT)"),
    QStringLiteral(
        "CREATE TABLE turns (id TEXT PRIMARY KEY, thread_id TEXT, parent_message_hash TEXT, "
        "tip_message_hash TEXT, model TEXT, resolved_model TEXT, input_tokens INTEGER, output_tokens INTEGER, "
        "token_details TEXT, duration_ms INTEGER, datetime_utc TEXT, options_json TEXT)"),
    QStringLiteral(
        "INSERT INTO messages VALUES ('m1', NULL, 'system'), ('m2', 'm1', 'user'), ('m3', 'm2', 'assistant')"),
    QStringLiteral(
        "INSERT INTO parts VALUES ('m1', 0, 'text', 'be new', NULL), ('m2', 0, 'text', 'name a pelican', NULL), "
        "('m3', 0, 'reasoning', 'hm', NULL), ('m3', 1, 'text', 'Percy', NULL), "
        "('m3', 2, 'tool_call', NULL, '{\"tool_call_id\": \"t\", \"name\": \"f\", \"arguments\": {\"a\": 1}}')"),
    QStringLiteral("INSERT INTO turns VALUES ('01d', 't1', NULL, 'm3', 'claude', NULL, 20, 4, NULL, 700, "
                   "'2026-05-06T07:08:09', NULL)"),
};

} // namespace

void tst_PortableRuns::llmLogsOfAllLayoutsAreRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("logs with % and ?.db"));
    QVERIFY(makeDatabase(path, llmTables));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    QCOMPARE(*countLlmRows(path), 5);
    std::vector<LlmRow> rows;
    LlmCursor cursor;
    for (bool done = false; !done;) {
        const Result<LlmBatch> batch = readLlmRows(path, cursor, 2);
        QVERIFY(batch);
        rows.insert(rows.end(), batch->rows.begin(), batch->rows.end());
        cursor = batch->next;
        done = batch->done;
    }
    QCOMPARE(rows.size(), size_t(5));
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), before);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // nothing beside it
    QCOMPARE(rows[3].place, QStringLiteral("responses 3"));
    QVERIFY(!rows[3].run);

    const RunRecord &old = rows[0].run->record;
    QCOMPARE(old.createdAt, QDateTime(QDate(2023, 7, 1), QTime(10, 11, 12, 500), Qt::UTC));
    QCOMPARE(old.messages, (std::vector<Message>{{Role::System, u"be old"_qs}, {Role::User, u"old question"_qs}}));
    const RunRecord &first = rows[1].run->record;
    QCOMPARE(first.text, QStringLiteral("one"));
    QCOMPARE(first.usage.input.value_or(0), 12);
    QCOMPARE(first.usage.cachedInput.value_or(0), 5);
    QCOMPARE(first.draft.parameters.temperature.value_or(0), 0.5);
    QCOMPARE(first.draft.parameters.extra.value(u"top_k").toInt(), 3);
    QVERIFY(!first.receipt.total);
    const RunRecord &second = rows[2].run->record;
    QCOMPARE(second.messages.size(), size_t(3));
    QCOMPARE(second.messages[2].text, QStringLiteral("from a file\nsecond"));
    const RunRecord &turn = rows[4].run->record;
    QCOMPARE(turn.text, QStringLiteral("Percy"));
    QCOMPARE(turn.reasoning, QStringLiteral("hm"));
    QCOMPARE(turn.messages.size(), size_t(2));
    QCOMPARE(turn.toolCalls, (std::vector<ToolCall>{{u"t"_qs, u"f"_qs, u"{\"a\":1}"_qs}}));

    const OpenDatabase db;
    std::vector<PortableRun> runs;
    for (const LlmRow &row : rows)
        if (row.run) runs.push_back(*row.run);
    QCOMPARE(countOf(takeRuns(db, runs), TakenRun::Fate::Added), 4);
    QCOMPARE(countOf(takeRuns(db, runs), TakenRun::Fate::Present), 4);
    QCOMPARE(problems(db), QString());
    QCOMPARE(readBack(everything(db)).size(), size_t(4)); // an export of ours can hold them
}

void tst_PortableRuns::hostileLlmLogsEnd()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("logs.db"));
    // A chain without an end, and a view that would never stop.
    QVERIFY(makeDatabase(
        path, {QStringLiteral("CREATE TABLE messages (hash TEXT, parent_hash TEXT, role TEXT)"),
               QStringLiteral("CREATE TABLE parts (message_hash TEXT, position INTEGER, type TEXT, text TEXT)"),
               QStringLiteral("CREATE TABLE turns (id TEXT, tip_message_hash TEXT, model TEXT, datetime_utc TEXT)"),
               QStringLiteral("INSERT INTO messages VALUES ('a', 'b', 'user'), ('b', 'a', 'assistant')"),
               QStringLiteral("INSERT INTO turns VALUES ('1', 'a', 'm', '2026-01-01T00:00:00')"),
               QStringLiteral("CREATE VIEW responses AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                              "SELECT i + 1 FROM n) SELECT i AS id FROM n")}));
    QCOMPARE(*countLlmRows(path), 1);
    const Result<LlmBatch> batch = readLlmRows(path, {}, 50);
    QVERIFY(batch && batch->done);
    QCOMPARE(batch->rows.size(), size_t(1));

    const QString other = folder.filePath(QStringLiteral("other.db"));
    QVERIFY(makeDatabase(other, {QStringLiteral("CREATE TABLE x (y)")}));
    QVERIFY(!countLlmRows(other));
    QVERIFY(!countLlmRows(folder.filePath(QStringLiteral("missing.db"))));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("missing.db"))));
}

QTEST_GUILESS_MAIN(tst_PortableRuns)
#include "tst_portableruns.moc"

#include "core/store/history.h"
#include "core/store/keyvalue.h"
#include "core/store/opening.h"
#include "core/store/retrystatistics.h"
#include "core/store/rollups.h"
#include "core/store/sqlquery.h"
#include "storetesting.h"

#include <QDir>
#include <QSqlQuery>
#include <QTest>

#include <sys/stat.h>

using namespace burin;

namespace {

std::vector<Migration> upTo(int number)
{
    const std::vector<Migration> &all = builtInMigrations();
    return {all.begin(), all.begin() + number};
}

std::vector<Migration> withNext(const QByteArray &sql)
{
    std::vector<Migration> migrations = builtInMigrations();
    migrations.push_back({schemaVersion() + 1, QStringLiteral("next.sql"), sql});
    return migrations;
}

QVariant valueOf(const QSqlDatabase &db, const QString &sql)
{
    SqlQuery query(db);
    query.run(sql);
    return query.next() ? query.value(0) : QVariant();
}

/// The schema as text, to compare two ways of getting there.
QStringList schemaOf(const QSqlDatabase &db)
{
    QStringList schema;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"));
    while (query.next())
        schema += query.value(0).toString();
    return schema;
}

} // namespace

class tst_Migrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreNumberedWithoutGaps();
    void statusesAreThoseOfTheDomain();
    void everyVersionIsBroughtUpToDate_data();
    void everyVersionIsBroughtUpToDate();
    void ledgerKeepsItsRows();
    void backupIsMadeBefore();
    void failedMigrationLeavesNothingBehind();
    void migratingTwiceAtOnceIsDoneOnce();
};

void tst_Migrations::filesAreNumberedWithoutGaps()
{
    const QStringList files = QDir(QStringLiteral(BURIN_SOURCE_DIR "/resources/migrations"))
                                  .entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    QCOMPARE(size_t(files.size()), builtInMigrations().size());
    for (int i = 0; i < files.size(); ++i) {
        QCOMPARE(builtInMigrations()[size_t(i)].number, i + 1);
        QCOMPARE(builtInMigrations()[size_t(i)].name, files.at(i));
        QVERIFY(!builtInMigrations()[size_t(i)].sql.isEmpty());
    }
}

void tst_Migrations::statusesAreThoseOfTheDomain()
{
    const OpenDatabase db;
    for (int status = 0; status <= int(RunStatus::Blocked); ++status) {
        QCOMPARE(db.value(QStringLiteral("SELECT name FROM statuses WHERE id = %1").arg(status)).toString(),
                 toString(RunStatus(status)));
    }
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM statuses")).toInt(), int(RunStatus::Blocked) + 1);
}

void tst_Migrations::everyVersionIsBroughtUpToDate_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= schemaVersion(); ++version)
        QTest::addRow("from %d", version) << version;
}

void tst_Migrations::everyVersionIsBroughtUpToDate()
{
    QFETCH(int, version);
    const QTemporaryDir folder;
    Result<QSqlDatabase> old = openDatabaseWith(folder.path(), QStringLiteral("old"), upTo(version));
    QVERIFY(old);
    QCOMPARE(valueOf(*old, QStringLiteral("PRAGMA user_version")).toInt(), version);
    closeDatabase(old.value());

    const OpenDatabase db(folder.path());
    QVERIFY(db.valid());
    QCOMPARE(db.value(QStringLiteral("PRAGMA user_version")).toInt(), schemaVersion());
    QCOMPARE(schemaOf(db), schemaOf(OpenDatabase()));
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    QCOMPARE(*checkDatabase(db), QStringList());
    const QString backup = folder.filePath(QStringLiteral("burin.sqlite.v%1-backup").arg(version));
    QCOMPARE(QFile::exists(backup), version < schemaVersion());
}

/// The ledger of version 4 as it was written then.
void tst_Migrations::ledgerKeepsItsRows()
{
    const QTemporaryDir folder;
    Result<QSqlDatabase> old = openDatabaseWith(folder.path(), QStringLiteral("old"), upTo(4));
    QVERIFY(old);
    {
        SqlQuery query(*old);
        for (const char *sql :
             {"INSERT INTO providers VALUES (1, 'provider-a')", "INSERT INTO models VALUES (1, 'model-a')",
              "INSERT INTO prompts VALUES (1, '')", "INSERT INTO days VALUES (2461365, 1, 1)",
              "INSERT INTO runs (id, created_at, ended_at, day, hour, status, simulated, provider_id, model_id, "
              "  prompt_id, cost_pico_usd, provenance) "
              "VALUES (1, 1795600000000, 1795600002000, 2461365, 9, 1, 0, 1, 1, 1, 700, 'computed')",
              "INSERT INTO run_contents (run_id, finish_reason, usage_source, message_layout, request, prompt, answer) "
              "VALUES (1, 'stop', 1, '[]', x'', 'question', 'answer')",
              "INSERT INTO run_search (rowid, prompt, answer) VALUES (1, 'question', 'answer')",
              "INSERT INTO attempts (id, run_id, number, waited_ms, sent, http_status, error, duration_ms, bytes, "
              "  usage_source, cost_pico_usd, provenance, receipt_lines, billing) VALUES "
              "(5, 1, 1, 0, 1, 503, '{\"code\":\"API_ERROR/overloaded\"}', 9, 0, 0, 0, 'computed', '[]', 'none'), "
              "(6, 1, 2, 2000, 1, 200, NULL, 9, 0, 1, 700, 'computed', '[]', 'exact')",
              "INSERT INTO ledger (id, attempt_id, run_id, created_at, day, hour, simulated, provider_id, model_id, "
              "  prompt_id, amount_pico_usd, billing, provenance, input_tokens) VALUES "
              "(3, 5, 1, 1795600000000, 2461365, 9, 0, 1, 1, 1, 0, 'none', 'computed', NULL), "
              "(4, 6, 1, 1795600000000, 2461365, 9, 0, 1, 1, 1, 700, 'exact', 'computed', 12)"})
            query.run(QString::fromLatin1(sql));
        for (const Rollup &rollup : rollups())
            query.run(QStringLiteral("INSERT INTO %1 (%2, %3) SELECT %2, %3 FROM run_costs")
                          .arg(QLatin1StringView(rollup.table), QLatin1StringView(rollup.keys), rollupSums()));
        QVERIFY2(query.outcome(), qPrintable(query.error() ? query.error()->detail : QString()));
    }
    closeDatabase(old.value());

    const OpenDatabase db(folder.path());
    QVERIFY(db.valid());
    QCOMPARE(*checkDatabase(db), QStringList());
    QCOMPARE(db.value(QStringLiteral("SELECT group_concat(attempt_id || ':' || amount_pico_usd || ':' || correction) "
                                     "FROM (SELECT * FROM ledger ORDER BY id)"))
                 .toString(),
             QStringLiteral("5:0:0,6:700:0"));
    const RetryStatistics statistics = *retryStatistics(db, {});
    QCOMPARE(statistics.causes.size(), 1u);
    QVERIFY(statistics.causes.front().cause == ErrorCode::Overloaded);
    QCOMPARE(statistics.causes.front().recoveries, 1);
    QCOMPARE(statistics.causes.front().waited, std::chrono::milliseconds(2000));
}

void tst_Migrations::backupIsMadeBefore()
{
    const QTemporaryDir folder;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(OpenDatabase(folder.path()), record));
    const auto next = withNext("DELETE FROM run_search_missing_on_purpose WHERE 0; SELECT 1;");
    QVERIFY(!openDatabaseWith(folder.path(), QStringLiteral("next"), next)); // also before one that fails

    const QString backup = folder.filePath(QStringLiteral("burin.sqlite.v%1-backup").arg(schemaVersion()));
    struct stat info;
    QVERIFY(::stat(QFile::encodeName(backup).constData(), &info) == 0);
    QCOMPARE(info.st_mode & 0777, 0600u);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
             (QStringList{QStringLiteral("burin.sqlite"), QFileInfo(backup).fileName()}));

    const QTemporaryDir restored;
    QVERIFY(QFile::copy(backup, restored.filePath(QStringLiteral("burin.sqlite"))));
    const OpenDatabase db(restored.path());
    QVERIFY(db.valid());
    QCOMPARE(*loadRun(db, record.id), record);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Migrations::failedMigrationLeavesNothingBehind()
{
    const QTemporaryDir folder;
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(OpenDatabase(folder.path()), record));
    const auto next = withNext("CREATE TABLE extra (x INTEGER) STRICT; DELETE FROM documents; "
                               "INSERT INTO extra VALUES (1); INSERT INTO nowhere VALUES (1);");
    const Result<QSqlDatabase> failed = openDatabaseWith(folder.path(), QStringLiteral("next"), next);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Storage);
    QVERIFY2(failed.error().detail.contains(QStringLiteral("nowhere")), qPrintable(failed.error().detail));

    const OpenDatabase db(folder.path());
    QVERIFY(db.valid());
    QCOMPARE(schemaOf(db), schemaOf(OpenDatabase()));
    QCOMPARE(*loadRun(db, record.id), record);
}

void tst_Migrations::migratingTwiceAtOnceIsDoneOnce()
{
    const QTemporaryDir folder;
    QVERIFY(OpenDatabase(folder.path()).valid());
    const auto next = withNext("CREATE TABLE extra (x INTEGER) STRICT; INSERT INTO extra VALUES (1);");
    const OpenDatabase first(folder.path());
    const OpenDatabase second(folder.path());
    QVERIFY(migrate(first, next));
    QVERIFY(migrate(second, next));
    QCOMPARE(second.value(QStringLiteral("SELECT count(*) FROM extra")).toInt(), 1);
}

QTEST_GUILESS_MAIN(tst_Migrations)
#include "tst_migrations.moc"

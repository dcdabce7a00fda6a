#include "core/store/history.h"
#include "core/store/keyvalue.h"
#include "core/store/opening.h"
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

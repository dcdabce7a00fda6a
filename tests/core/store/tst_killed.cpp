#include "core/store/backlog.h"
#include "core/store/history.h"
#include "core/store/keyvalue.h"
#include "core/store/opening.h"
#include "core/store/sqlquery.h"
#include "killcycle.h"
#include "storetesting.h"

#include <QDir>
#include <QProcess>
#include <QSqlQuery>
#include <QTest>

using namespace burin;

namespace {

/// A database of version 10 with runs as they were written then.
bool fillEarlierDatabase(const QString &folder, int runs)
{
    const auto &all = builtInMigrations();
    Result<QSqlDatabase> db = openDatabaseWith(folder, QStringLiteral("earlier"), {all.begin(), all.begin() + 10});
    if (!db) return false;
    {
        SqlQuery query(*db);
        const QString each =
            QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) ");
        query.run(QStringLiteral("INSERT INTO providers VALUES (1, 'provider')"));
        query.run(QStringLiteral("INSERT INTO models VALUES (1, 'model')"));
        query.run(QStringLiteral("INSERT INTO prompts VALUES (1, '')"));
        query.run(QStringLiteral("INSERT INTO days VALUES (2461365, 1, ?)"), {runs});
        query.run(each + QStringLiteral("INSERT INTO runs (id, created_at, ended_at, day, hour, status, simulated, "
                                        "  provider_id, model_id, prompt_id, provenance) "
                                        "SELECT i, 1795600000000 + i, 1795600000001 + i, 2461365, 9, 5, 1, 1, 1, 1, "
                                        "  'unpriced' FROM n"),
                  {runs});
        query.run(
            each + QStringLiteral("INSERT INTO run_contents (run_id, finish_reason, usage_source, message_layout, "
                                  "  request, prompt, answer, error) "
                                  "SELECT i, 'stop', 0, '[]', x'', 'question ' || i, 'answer', CASE WHEN i % 10 = 0 "
                                  "  THEN '{\"code\":\"API_ERROR/overloaded\",\"detail\":\"overheated\"}' END FROM n"),
            {runs});
        query.run(QStringLiteral("INSERT INTO run_search (rowid, prompt, answer) "
                                 "SELECT run_id, prompt, answer FROM run_contents"));
        if (query.error()) return false;
    }
    closeDatabase(db.value());
    return true;
}

/// Of the backlog; -1 before there is one.
qint64 leftIn(const QString &folder)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
    db.setDatabaseName(folder + QStringLiteral("/burin.sqlite"));
    qint64 left = -1;
    if (db.open()) {
        QSqlQuery query(db);
        if (query.exec(QStringLiteral("SELECT sum(last_run - first_run + 1) FROM backlog")) && query.next())
            left = query.value(0).toLongLong();
    }
    closeDatabase(db);
    return left;
}

} // namespace

/// Processes that are killed while they write, and a second instance that lives on beside them.
class tst_Killed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingCommittedIsEverLost_data();
    void nothingCommittedIsEverLost();
    void upgradeGoesOnWhereItWasKilled();
    void cleanupTestCase();

private:
    const QTemporaryDir m_folder;
    QProcess m_living; ///< In the middle of a run all the time.
    CommittedRuns m_held;
};

void tst_Killed::initTestCase()
{
    m_living.start(QStringLiteral(JOURNAL_WRITER), {m_folder.path(), QStringLiteral("1"), QStringLiteral("hold")});
    while (m_held.empty() || m_held.begin()->second.text < writersText(m_held.begin()->first).size()) {
        QVERIFY(m_living.waitForReadyRead());
        note(m_living.readAllStandardOutput(), m_held);
    }
}

void tst_Killed::nothingCommittedIsEverLost_data()
{
    QTest::addColumn<int>("cycles");
    for (const QString &stage : killStages())
        QTest::newRow(qPrintable(stage)) << (stage == QStringLiteral("anywhere") ? 40 : 8);
}

void tst_Killed::nothingCommittedIsEverLost()
{
    QFETCH(int, cycles);
    const QString stage = QString::fromLatin1(QTest::currentDataTag());
    const KillReport report = killWriters(QStringLiteral(JOURNAL_WRITER), m_folder.path(), stage, cycles, 50);
    QCOMPARE(report.problems, QStringList());
    QCOMPARE(report.lost, 0);
    QCOMPARE(report.half, 0);
    QCOMPARE(report.cycles, cycles);
    QVERIFY(report.acknowledged >= cycles / 2);
    // Each stage leaves a run in the middle, unless the end was just written.
    const bool mayEnd = stage == QStringLiteral("committing") || stage == QStringLiteral("anywhere");
    QVERIFY2(report.interrupted >= (mayEnd ? cycles / 4 : cycles), "the writer was hardly ever killed within a run");
    const RunRecord held = *loadRun(OpenDatabase(m_folder.path()), RunId{m_held.begin()->first});
    QCOMPARE(toString(held.status), QStringLiteral("running"));
}

void tst_Killed::upgradeGoesOnWhereItWasKilled()
{
    constexpr int Runs = 3'000;
    const QTemporaryDir folder;
    QVERIFY(fillEarlierDatabase(folder.path(), Runs));
    QRandomGenerator random(11);
    QSet<qint64> seen; // how much was left after each kill
    int code = 1;
    for (int kills = 0; code != 0 && kills < 400; ++kills) {
        code = QProcess::execute(
            QStringLiteral(JOURNAL_WRITER),
            {folder.path(), QString::number(1 + random.bounded(kills % 4 ? 40 : 250)), QStringLiteral("upgrade")});
        QVERIFY2(code == 0 || code == -1, qPrintable(QString::number(code))); // -1: killed
        if (const qint64 left = leftIn(folder.path()); left >= 0) seen.insert(left);
    }
    QCOMPARE(code, 0);
    QVERIFY2(seen.size() > 4, "the upgrade was hardly ever killed in the middle");
    const OpenDatabase db(folder.path());
    QCOMPARE(*backlogLeft(db), 0);
    QCOMPARE(*checkDatabase(db), QStringList());
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_search WHERE run_search MATCH 'question'")).toInt(),
             Runs);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM run_search WHERE run_search MATCH 'overheated'")).toInt(),
             Runs / 10);
    // Killed between two migrations, the next start makes a copy of that version, too.
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("burin.sqlite.v10-backup"))));
}

void tst_Killed::cleanupTestCase()
{
    m_living.write("\n");
    QVERIFY(m_living.waitForFinished());
    QCOMPARE(m_living.exitCode(), 0);
    const RunRecord run = *loadRun(OpenDatabase(m_folder.path()), RunId{m_held.begin()->first});
    QCOMPARE(toString(run.status), QStringLiteral("completed"));
    QCOMPARE(run.text, writersText(run.id.value));
}

QTEST_GUILESS_MAIN(tst_Killed)
#include "tst_killed.moc"

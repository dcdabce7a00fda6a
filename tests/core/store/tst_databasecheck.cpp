#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QTest>

using namespace burin;

class tst_DatabaseCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundDatabaseHasNoProblems();
    void findsWhatDoesNotAddUp_data();
    void findsWhatDoesNotAddUp();
    void findsDamagedPages();
};

namespace {

void addRuns(const OpenDatabase &db)
{
    for (int i = 0; i < 3; ++i) {
        RunRecord record = plainRun(QStringLiteral("question %1").arg(i), QStringLiteral("answer"));
        record.createdAt = record.createdAt.addDays(i);
        QVERIFY(store(db, record));
    }
    const RunId running = *beginRun(db, specOf(plainRun(QStringLiteral("running"), {})));
    QVERIFY(beginAttempt(db, running, {}));
    QVERIFY(checkpoint(db, running, QStringLiteral("text"), {}));
}

} // namespace

void tst_DatabaseCheck::soundDatabaseHasNoProblems()
{
    const OpenDatabase db;
    QCOMPARE(*checkDatabase(db), QStringList());
    addRuns(db);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_DatabaseCheck::findsWhatDoesNotAddUp_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *change, const char *problem) {
        QTest::newRow(name) << QString::fromLatin1(change) << QString::fromLatin1(problem);
    };
    row("ledger row lost", "DELETE FROM ledger WHERE run_id = 2", "what the attempts of run 2 cost");
    row("attempt's cost changed", "UPDATE attempts SET cost_pico_usd = 1 WHERE run_id = 2", "attempts of run 2");
    row("correction without its sum",
        "INSERT INTO ledger (attempt_id, correction, run_id, created_at, day, hour, simulated, provider_id, model_id, "
        "  prompt_id, amount_pico_usd, billing, provenance) SELECT attempt_id, 1, run_id, created_at, day, hour, 0, "
        "  provider_id, model_id, prompt_id, 1, billing, provenance FROM ledger WHERE run_id = 2",
        "what the attempts of run 2 cost");
    row("reservation left",
        "INSERT INTO reservations (run_id, owner, day, prompt, worst_pico_usd) VALUES (1, '', 0, '', 1)",
        "Run 1 has ended but still has a reservation");
    row("attempts not counted", "UPDATE daily_attempts SET first_attempts = 7", "The attempts of day 2026-11-2");
    row("run's cost changed", "UPDATE runs SET cost_pico_usd = 1 WHERE id = 3", "The cost of run 3");
    row("daily rollup changed", "UPDATE daily_costs SET runs = 2", "The costs of day 2026-11-2");
    row("daily rollup row lost", "DELETE FROM daily_model_costs", "The costs of day");
    row("hourly rollup changed", "UPDATE hourly_costs SET cost_pico_usd = 0", "The costs of day");
    row("histogram changed", "UPDATE first_content_histogram SET runs = 9", "times to first content of day");
    row("contents lost", "DELETE FROM run_contents WHERE run_id = 1", "Run 1 has no contents");
    row("reference to nothing", "DELETE FROM models", "table runs refers");
    row("attempts lost", "DELETE FROM attempts WHERE run_id = 1", "Run 1 has an answer but no attempt");
    row("checkpoint left", "INSERT INTO run_chunks (run_id, written_at, answer, reasoning) VALUES (1, 0, '', '')",
        "Run 1 has ended but still has checkpoints");
    row("day lost", "DELETE FROM days", "Run 1 cannot be found by its day");
    row("not indexed",
        "INSERT INTO run_search (run_search, rowid, prompt, answer, reasoning, refusal, tool_calls, note, error) "
        "SELECT 'delete', * FROM run_texts WHERE run_id = 2",
        "Run 2 cannot be found by its text");
    row("note not indexed", "INSERT INTO run_notes VALUES (2, 'aside')", "The search index is damaged");
}

void tst_DatabaseCheck::findsWhatDoesNotAddUp()
{
    QFETCH(QString, change);
    QFETCH(QString, problem);
    const OpenDatabase db;
    addRuns(db);
    QVERIFY(db.execute(QStringLiteral("PRAGMA foreign_keys = OFF")));
    QVERIFY(db.execute(change));
    const Result<QStringList> problems = checkDatabase(db);
    QVERIFY(problems);
    QVERIFY2(problems->filter(problem).size() > 0, qPrintable(problems->join(u'\n')));
}

void tst_DatabaseCheck::findsDamagedPages()
{
    const QTemporaryDir folder;
    {
        const OpenDatabase db(folder.path());
        addRuns(db);
        RunRecord large = plainRun(QStringLiteral("x").repeated(100'000), QStringLiteral("y").repeated(100'000));
        QVERIFY(store(db, large));
    }
    QFile file(folder.filePath(QStringLiteral("burin.sqlite")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 3; page < 40; ++page) { // type and cell count of b-tree pages; the first ones stay
        QVERIFY(file.seek(page * 16384));
        QVERIFY(file.write(QByteArray(8, '\x55')) == 8);
    }
    file.close();
    const OpenDatabase db(folder.path());
    QVERIFY(db.valid()); // not seen when it is opened: that would read the whole file
    const Result<QStringList> problems = checkDatabase(db);
    QVERIFY(problems);
    QVERIFY(!problems->isEmpty());
}

QTEST_GUILESS_MAIN(tst_DatabaseCheck)
#include "tst_databasecheck.moc"

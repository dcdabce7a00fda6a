#include "core/store/budgets.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reconcile.h"
#include "storetesting.h"
#include "watchedfiles.h"

#include <QTest>

#include <sqlite3.h>

using namespace burin;

namespace {

/// What of a run's life was acknowledged.
struct Life {
    RunRecord record;
    bool begun = false;
    bool reserved = false;
    bool sent = false;
    qsizetype text = 0;
    bool settled = false;
    std::optional<Error> error; ///< The first one.
};

/// Does @p step of the store unless something failed before; whether it was acknowledged.
template <class Step> bool next(Life &life, Step step)
{
    if (life.error) return false;
    const auto result = step();
    if (!result) life.error = result.error();
    return bool(result);
}

Life live(const OpenDatabase &db)
{
    Life life;
    life.record = plainRun(QStringLiteral("question"), QStringLiteral("a word ").repeated(600));
    CostEstimate estimate;
    estimate.input = estimate.worst = Money{2'000'000};
    next(life, [&]() -> Outcome {
        const Result<RunId> id = beginRun(db, specOf(life.record));
        if (!id) return id.error();
        life.record.id = *id;
        life.begun = true;
        return Done{};
    });
    const RunId id = life.record.id;
    life.reserved = next(life, [&] { return reserveCost(db, id, estimate, {}); });
    life.sent = next(life, [&] { return beginAttempt(db, id, life.record.attempts.front()); });
    for (qsizetype from = 0; from < life.record.text.size(); from += 1400) {
        const QString piece = life.record.text.mid(from, 1400);
        if (next(life, [&] { return checkpoint(db, id, piece, {}); })) life.text += piece.size();
    }
    life.settled = next(life, [&] { return finishRun(db, life.record); });
    return life;
}

/// Empty if the database holds what was acknowledged, and nothing by halves.
QString wrong(const OpenDatabase &db, const Life &life)
{
    if (const Result<QStringList> problems = checkDatabase(db); !problems || !problems->isEmpty())
        return problems ? problems->join(u'\n') : problems.error().detail;
    if (!life.begun) return {};
    const Result<RunRecord> run = loadRun(db, life.record.id);
    if (!run) return QStringLiteral("the run is gone");
    if (life.sent && run->attempts.size() != 1) return QStringLiteral("the attempt is gone");
    if (run->text.size() < life.text || !life.record.text.startsWith(run->text)) return QStringLiteral("text");
    if (life.settled && *run != life.record) return QStringLiteral("the settled run is another");
    return {};
}

} // namespace

class tst_FailingDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLostAndNothingIsHalf_data();
    void nothingAcknowledgedIsLostAndNothingIsHalf();
    void correctionIsWholeOrNotThere();
};

void tst_FailingDisk::nothingAcknowledgedIsLostAndNothingIsHalf_data()
{
    QTest::addColumn<int>("result");
    QTest::addColumn<bool>("heals");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int result, bool heals, ErrorCode code) {
        QTest::newRow(name) << result << heals << int(code);
    };
    row("a write fails (EIO, EFBIG)", SQLITE_IOERR_WRITE, true, ErrorCode::Storage);
    row("every write fails from then on", SQLITE_IOERR_WRITE, false, ErrorCode::Storage);
    row("the disk is full for a moment", SQLITE_FULL, true, ErrorCode::DiskFull);
    row("the disk stays full", SQLITE_FULL, false, ErrorCode::DiskFull);
    row("a sync fails", SQLITE_IOERR_FSYNC, true, ErrorCode::Storage);
    row("every sync fails from then on", SQLITE_IOERR_FSYNC, false, ErrorCode::Storage);
}

/// Fails the first step to the files, then the second, and so on, until a whole life goes by without a failure.
void tst_FailingDisk::nothingAcknowledgedIsLostAndNothingIsHalf()
{
    QFETCH(int, result);
    QFETCH(bool, heals);
    QFETCH(int, code);
    const FileStep::Kind kind = result == SQLITE_IOERR_FSYNC ? FileStep::Kind::Sync : FileStep::Kind::Write;
    const QTemporaryDir folder;
    WatchedFiles files;
    bool failed = true;
    for (int failing = 1; failed; ++failing) {
        const OpenDatabase db(folder.path());
        QVERIFY(db.valid());
        int steps = 0;
        files.watch([&](const FileStep &step) {
            if (step.kind != kind) return SQLITE_OK;
            ++steps;
            return steps == failing || (!heals && steps > failing) ? result : SQLITE_OK;
        });
        Life life = live(db);
        files.watch({});
        failed = life.error.has_value();
        QCOMPARE(failed, steps >= failing);
        QCOMPARE(life.settled, !failed);
        if (failed) QCOMPARE(int(life.error->code), code);
        QCOMPARE(wrong(db, life), QString());
        if (!life.begun) continue;
        QVERIFY(finishRun(db, life.record)); // tried again, as the recorder does
        life.settled = true;
        QCOMPARE(wrong(OpenDatabase(folder.path()), life), QString());
        QCOMPARE(
            db.value(QStringLiteral("SELECT count(*) FROM ledger WHERE run_id = %1").arg(life.record.id.value)).toInt(),
            1);
        QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM reservations")).toInt(), 0);
        QVERIFY2(failing < 200, "it never comes to an end");
    }
}

void tst_FailingDisk::correctionIsWholeOrNotThere()
{
    const QTemporaryDir folder;
    WatchedFiles files;
    const OpenDatabase db(folder.path());
    RunRecord record = plainRun(QStringLiteral("question"), QStringLiteral("answer"));
    QVERIFY(store(db, record));
    bool corrected = false;
    for (int failing = 1; !corrected; ++failing) {
        int steps = 0;
        files.watch([&](const FileStep &) { return ++steps == failing ? SQLITE_IOERR_WRITE : SQLITE_OK; });
        const Result<bool> result = reconcile(db, {record.id, 1, Money{42}, {}});
        files.watch({});
        corrected = bool(result);
        QCOMPARE(*checkDatabase(db), QStringList());
        QCOMPARE(loadRun(db, record.id)->receipt.total, Money{corrected ? 42 : 1'234'567});
        QVERIFY(failing < 200);
    }
}

QTEST_GUILESS_MAIN(tst_FailingDisk)
#include "tst_failingdisk.moc"

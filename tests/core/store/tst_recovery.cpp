#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/owner.h"
#include "storetesting.h"

#include <QFile>
#include <QTest>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace burin;

namespace {

/// "boot pid start" as /proc tells it, read here a second time.
QString ownerOf(pid_t pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    QFile boot(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (!stat.open(QIODevice::ReadOnly) || !boot.open(QIODevice::ReadOnly)) return {};
    const QByteArray line = stat.readAll();
    const QByteArray start = line.mid(line.lastIndexOf(')') + 2).split(' ').at(19);
    return QString::fromLatin1(boot.readAll().trimmed() + ' ' + QByteArray::number(pid) + ' ' + start);
}

/// A process of ours that does nothing until it is ended.
class Child {
public:
    Child() : m_pid(::fork())
    {
        if (m_pid == 0) {
            ::pause();
            ::_exit(0);
        }
    }
    ~Child()
    {
        kill();
        ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(Child)

    pid_t pid() const { return m_pid; }
    /// Ends it without reaping it: it stays in the list of processes.
    void kill() const
    {
        ::kill(m_pid, SIGKILL);
        siginfo_t info;
        ::waitid(P_PID, id_t(m_pid), &info, WEXITED | WNOWAIT);
    }

private:
    pid_t m_pid;
};

/// As if the process that owns all runs had died.
void orphan(const OpenDatabase &db)
{
    QVERIFY(db.execute(QStringLiteral("UPDATE runs SET owner = 'earlier-boot 1 1' WHERE status = 0")));
}

Attempt sentAttempt(int number, const QDateTime &start)
{
    Attempt attempt;
    attempt.number = number;
    attempt.startedAt = start;
    return attempt;
}

} // namespace

class tst_Recovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheLivingFromTheDead();
    void settlesWhatADeadProcessLeft_data();
    void settlesWhatADeadProcessLeft();
    void attemptThatHadEndedKeepsItsOutcome();
    void settlesOnce();
    void leavesRunsOfLivingProcessesAlone();
    void leavesEndedRunsAlone();
    void interruptedTextIsFound();
};

void tst_Recovery::knowsTheLivingFromTheDead()
{
    QVERIFY(isAlive(currentOwner()));
    QCOMPARE(currentOwner(), ownerOf(::getpid()));
    const Child child;
    const QString owner = ownerOf(child.pid());
    QVERIFY(isAlive(owner));
    QVERIFY(!isAlive(owner + u'1'));                                                  // same number, later process
    QVERIFY(!isAlive(QStringLiteral("other-boot") + owner.mid(owner.indexOf(u' ')))); // same, before a restart
    child.kill();
    QVERIFY(!isAlive(owner)); // dead, though its parent has not noticed
    for (const char *odd : {"", "x", "a b c", "a b c d", "1 2 3"})
        QVERIFY(!isAlive(QLatin1StringView(odd)));
}

void tst_Recovery::settlesWhatADeadProcessLeft_data()
{
    QTest::addColumn<int>("attempts");
    QTest::addColumn<QStringList>("chunks");
    QTest::addColumn<QStringList>("billing");
    QTest::newRow("queued") << 0 << QStringList{} << QStringList{};
    QTest::newRow("sent") << 1 << QStringList{} << QStringList{QStringLiteral("unknown")};
    QTest::newRow("streaming") << 1 << QStringList{QStringLiteral("Once "), QStringLiteral("upon")}
                               << QStringList{QStringLiteral("estimated")};
    QTest::newRow("streaming the second time") << 2 << QStringList{QStringLiteral("Once")}
                                               << QStringList{QStringLiteral("unknown"), QStringLiteral("estimated")};
}

void tst_Recovery::settlesWhatADeadProcessLeft()
{
    QFETCH(int, attempts);
    QFETCH(QStringList, chunks);
    QFETCH(QStringList, billing);
    const OpenDatabase db;
    const RunRecord record = plainRun(QStringLiteral("question"), {});
    const RunId id = *beginRun(db, specOf(record));
    for (int number = 1; number <= attempts; ++number)
        QVERIFY(beginAttempt(db, id, sentAttempt(number, record.createdAt.addSecs(number))));
    for (const QString &chunk : chunks)
        QVERIFY(checkpoint(db, id, chunk, {}));
    orphan(db);
    QCOMPARE(*recoverInterrupted(db), 1);

    const Result<RunRecord> run = loadRun(db, id);
    QCOMPARE(toString(run->status), QStringLiteral("interrupted"));
    QCOMPARE(run->error->code, ErrorCode::Interrupted);
    QCOMPARE(run->text, chunks.join(QString()));
    QCOMPARE(run->messages, record.messages);
    QVERIFY(run->endedAt >= record.createdAt.addSecs(attempts));
    QVERIFY(!run->receipt.total);
    QStringList billed;
    for (const Attempt &attempt : run->attempts) {
        billed += toString(attempt.billing);
        QVERIFY(attempt.sent);
        QVERIFY(!attempt.receipt.total);
    }
    QCOMPARE(billed, billing);
    QCOMPARE(db.value(QStringLiteral("SELECT group_concat(billing) FROM (SELECT * FROM ledger ORDER BY attempt_id)"))
                 .toString(),
             billing.join(u','));
    QCOMPARE(db.value(QStringLiteral("SELECT count(amount_pico_usd) FROM ledger")).toInt(), 0);
    QCOMPARE(*checkDatabase(db), QStringList());
}

void tst_Recovery::attemptThatHadEndedKeepsItsOutcome()
{
    const OpenDatabase db;
    const RunRecord record = plainRun(QStringLiteral("question"), {});
    const RunId id = *beginRun(db, specOf(record));
    Attempt refused = sentAttempt(1, record.createdAt);
    refused.error = makeError(ErrorCode::Refused, QStringLiteral("host"));
    QVERIFY(beginAttempt(db, id, refused));
    QVERIFY(beginAttempt(db, id, sentAttempt(2, record.createdAt)));
    orphan(db);
    QCOMPARE(*recoverInterrupted(db), 1);
    const Result<RunRecord> run = loadRun(db, id);
    QCOMPARE(run->attempts.front(), refused);
    QCOMPARE(run->attempts.back().error->code, ErrorCode::Interrupted);
}

void tst_Recovery::settlesOnce()
{
    const OpenDatabase db;
    const RunId id = *beginRun(db, specOf(plainRun(QStringLiteral("question"), {})));
    QVERIFY(beginAttempt(db, id, sentAttempt(1, {})));
    orphan(db);
    QCOMPARE(*recoverInterrupted(db), 1);
    const RunRecord settled = *loadRun(db, id);
    QCOMPARE(*recoverInterrupted(db), 0);
    QCOMPARE(*loadRun(db, id), settled);
    QCOMPARE(db.value(QStringLiteral("SELECT count(*) FROM ledger")).toInt(), 1);
}

void tst_Recovery::leavesRunsOfLivingProcessesAlone()
{
    const OpenDatabase db;
    const RunId own = *beginRun(db, specOf(plainRun(QStringLiteral("own"), {})));
    const RunId others = *beginRun(db, specOf(plainRun(QStringLiteral("other's"), {})));
    const Child second;
    QVERIFY(db.execute(
        QStringLiteral("UPDATE runs SET owner = '%1' WHERE id = %2").arg(ownerOf(second.pid())).arg(others.value)));
    QCOMPARE(*recoverInterrupted(db), 0);
    QCOMPARE(toString(loadRun(db, own)->status), QStringLiteral("running"));
    QCOMPARE(toString(loadRun(db, others)->status), QStringLiteral("running"));
    second.kill();
    QCOMPARE(*recoverInterrupted(db), 1);
    QCOMPARE(toString(loadRun(db, own)->status), QStringLiteral("running"));
    QCOMPARE(toString(loadRun(db, others)->status), QStringLiteral("interrupted"));
}

void tst_Recovery::leavesEndedRunsAlone()
{
    const OpenDatabase db;
    RandomRuns random(11);
    std::vector<RunRecord> records;
    for (int i = 0; i < 20; ++i) {
        records.push_back(random.next());
        QVERIFY(store(db, records.back()));
    }
    QCOMPARE(*recoverInterrupted(db), 0);
    for (const RunRecord &record : records)
        QCOMPARE(difference(*loadRun(db, record.id), record), QString());
}

void tst_Recovery::interruptedTextIsFound()
{
    const OpenDatabase db;
    const RunId id = *beginRun(db, specOf(plainRun(QStringLiteral("question"), {})));
    QVERIFY(checkpoint(db, id, QStringLiteral("half a nee"), {}));
    QVERIFY(checkpoint(db, id, QStringLiteral("dle"), {}));
    orphan(db);
    QCOMPARE(*recoverInterrupted(db), 1);
    RunQuery query;
    query.text = QStringLiteral("needle ");
    QCOMPARE(runPage(db, query, {}, 10)->runs.size(), 1u);
}

QTEST_GUILESS_MAIN(tst_Recovery)
#include "tst_recovery.moc"

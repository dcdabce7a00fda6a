#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QProcess>
#include <QTest>

#include <map>

using namespace burin;

namespace {

/// What the writer says it has committed of one run.
struct Committed {
    bool attempt = false;
    qsizetype text = 0;
    bool ended = false;
};
using Acknowledged = std::map<qint64, Committed>;

QString wholeText(qint64 id)
{
    QString text;
    for (int i = 0; i < 400; ++i)
        text += QStringLiteral("%1:%2 ").arg(id).arg(i);
    return text;
}

void note(const QByteArray &output, Acknowledged &runs)
{
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 2) continue;
        Committed &run = runs[words.at(1).toLongLong()];
        if (words.front() == "attempt") run.attempt = true;
        if (words.front() == "text") run.text = words.at(2).toLongLong();
        if (words.front() == "end") run.ended = true;
    }
}

/// Starts a writer and kills it once it has said about @p bytes; what it said by then.
Acknowledged writeAndDie(const QString &folder, int seed, int bytes)
{
    QProcess writer;
    writer.start(QStringLiteral(JOURNAL_WRITER), {folder, QString::number(seed)});
    QByteArray output;
    while (output.size() < bytes && writer.waitForReadyRead())
        output += writer.readAllStandardOutput();
    writer.kill();
    writer.waitForFinished();
    output += writer.readAllStandardOutput();
    Acknowledged runs;
    note(output, runs);
    return runs;
}

/// Empty if @p run holds everything that was acknowledged, and nothing that was never written.
QString loss(const RunRecord &run, const Committed &committed)
{
    if (committed.attempt && run.attempts.size() != 1) return QStringLiteral("attempt");
    if (run.text.size() < committed.text) return QStringLiteral("text");
    if (!wholeText(run.id.value).startsWith(run.text)) return QStringLiteral("order of the text");
    if (committed.ended && run.status != RunStatus::Completed) return QStringLiteral("end");
    if (run.status == RunStatus::Completed && run.text != wholeText(run.id.value)) return QStringLiteral("whole text");
    return {};
}

RunQuery stillRunning()
{
    RunQuery query;
    query.status = RunStatus::Running;
    return query;
}

} // namespace

class tst_Killed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingCommittedIsEverLost();

private:
    void startSecondInstance();
    void recoverAfter(const Acknowledged &runs);
    void endSecondInstance();

    const QTemporaryDir m_folder;
    QProcess m_living; ///< A second instance, in the middle of a run all the time.
    Acknowledged m_held;
    int m_interrupted = 0;
};

void tst_Killed::nothingCommittedIsEverLost()
{
    startSecondInstance();
    RandomRuns random(50);
    for (int cycle = 0; cycle < 50 && !QTest::currentTestFailed(); ++cycle) {
        recoverAfter(writeAndDie(m_folder.path(), cycle + 1, 1 + random.below(2500)));
        if (cycle % 10 == 9) QCOMPARE(*checkDatabase(OpenDatabase(m_folder.path())), QStringList());
    }
    QVERIFY2(m_interrupted > 20, "the writer was hardly ever killed within a run");
    endSecondInstance();
}

void tst_Killed::startSecondInstance()
{
    m_living.start(QStringLiteral(JOURNAL_WRITER), {m_folder.path(), QStringLiteral("hold")});
    while (m_held.empty() || m_held.begin()->second.text < wholeText(m_held.begin()->first).size()) {
        QVERIFY(m_living.waitForReadyRead());
        note(m_living.readAllStandardOutput(), m_held);
    }
}

void tst_Killed::recoverAfter(const Acknowledged &runs)
{
    const OpenDatabase db(m_folder.path());
    QVERIFY(db.valid());
    for (const auto &[id, committed] : runs) {
        const Result<RunRecord> run = loadRun(db, RunId{id});
        QVERIFY2(run, "a committed run is gone");
        QCOMPARE(loss(*run, committed), QString());
    }
    const size_t left = runPage(db, stillRunning(), {}, 100)->runs.size() - m_held.size();
    QVERIFY(left <= 1);
    m_interrupted += int(left);
    QCOMPARE(size_t(*recoverInterrupted(db)), left);
    QCOMPARE(*recoverInterrupted(db), 0);
    for (const auto &[id, committed] : runs) { // settling keeps what was there
        const RunRecord run = *loadRun(db, RunId{id});
        QVERIFY(run.status == RunStatus::Completed || run.status == RunStatus::Interrupted);
        QCOMPARE(loss(run, committed), QString());
    }
    QCOMPARE(runPage(db, stillRunning(), {}, 100)->runs.size(), m_held.size());
}

void tst_Killed::endSecondInstance()
{
    m_living.write("\n");
    QVERIFY(m_living.waitForFinished());
    QCOMPARE(m_living.exitCode(), 0);
    const RunRecord run = *loadRun(OpenDatabase(m_folder.path()), RunId{m_held.begin()->first});
    QCOMPARE(toString(run.status), QStringLiteral("completed"));
    QCOMPARE(run.text, wholeText(run.id.value));
}

QTEST_GUILESS_MAIN(tst_Killed)
#include "tst_killed.moc"

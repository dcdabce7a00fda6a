#include "core/store/history.h"
#include "killcycle.h"
#include "storetesting.h"

#include <QProcess>
#include <QTest>

using namespace burin;

/// Processes that are killed while they write, and a second instance that lives on beside them.
class tst_Killed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingCommittedIsEverLost_data();
    void nothingCommittedIsEverLost();
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

#include "powerloss.h"

#include <QTest>

using namespace burin;

namespace {

PowerLossReport sumOf(int workloads, int crashesEach, Disk::Syncs syncs)
{
    PowerLossReport sum;
    for (int seed = 1; seed <= workloads; ++seed)
        sum += losePower(quint32(seed), crashesEach, syncs);
    return sum;
}

QByteArray inWords(const PowerLossReport &report)
{
    return QStringLiteral("%1 power losses: %2 of %3 settled runs lost, %4 of %5 attempts, %6 of %7 begun runs, "
                          "%8 databases damaged. %9")
        .arg(report.crashes)
        .arg(report.settledLost)
        .arg(report.settled)
        .arg(report.attemptsLost)
        .arg(report.attempts)
        .arg(report.begunLost)
        .arg(report.begun)
        .arg(report.corrupt)
        .arg(report.problems.join(u'\n'))
        .toUtf8();
}

} // namespace

class tst_PowerLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settledRunsAndSentAttemptsSurvive();
    void withoutSyncsTheyDoNot();
};

void tst_PowerLoss::settledRunsAndSentAttemptsSurvive()
{
    const PowerLossReport report = sumOf(20, 50, Disk::Syncs::Honest);
    qInfo("%s", inWords(report).constData());
    QVERIFY2(report.settledLost == 0 && report.attemptsLost == 0 && report.corrupt == 0, inWords(report).constData());
    QVERIFY(report.settled > 1000);
    QVERIFY(report.attempts > 100);
    // Beginning a run does not wait for the disk, as nothing was sent yet: that the power loss is one shows there.
    QVERIFY2(report.begunLost > 0, inWords(report).constData());
}

/// The control: the same runs and the same moments on a disk that only pretends to sync.
void tst_PowerLoss::withoutSyncsTheyDoNot()
{
    const PowerLossReport report = sumOf(4, 50, Disk::Syncs::Lies);
    qInfo("%s", inWords(report).constData());
    QVERIFY2(report.settledLost > 0, inWords(report).constData());
    QVERIFY2(report.corrupt > 0, inWords(report).constData());
}

QTEST_GUILESS_MAIN(tst_PowerLoss)
#include "tst_powerloss.moc"

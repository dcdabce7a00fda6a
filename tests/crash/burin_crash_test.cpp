// Kills processes and cuts the power, many times, and reports what was lost:
//   burin_crash_test [KILLS [POWER_LOSSES]]
// A fifth of the kills hit burin-cli in the middle of an answer, the others a process that writes through the store.

#include "tests/core/store/killcycle.h"
#include "tests/core/store/powerloss.h"
#include "tests/crash/killedcli.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <cstdio>

using namespace burin;

namespace {

constexpr int CyclesPerDatabase = 50; // a database that grows without end would only test patience

bool tell(const QString &line, bool good)
{
    std::printf("%s %s\n", good ? "ok    " : "FAILED", qPrintable(line));
    std::fflush(stdout);
    return good;
}

bool tellProblems(const QStringList &problems)
{
    for (const QString &problem : problems.mid(0, 10))
        tell(problem, false);
    return problems.isEmpty();
}

bool killWritersAtEveryStage(int cycles)
{
    bool good = true;
    const int each = std::max(1, cycles / int(killStages().size()));
    for (const QString &stage : killStages()) {
        KillReport report;
        for (int done = 0; done < each; done += CyclesPerDatabase) {
            const QTemporaryDir folder;
            report += killWriters(QStringLiteral(JOURNAL_WRITER), folder.path(), stage,
                                  std::min(CyclesPerDatabase, each - done), quint32(done + 1));
        }
        good &= tell(QStringLiteral("kill -9 %1: %2 cycles, %3 runs acknowledged, %4 lost, %5 half, %6 interrupted")
                         .arg(stage, -10)
                         .arg(report.cycles)
                         .arg(report.acknowledged)
                         .arg(report.lost)
                         .arg(report.half)
                         .arg(report.interrupted),
                     report.lost == 0 && report.half == 0);
        good &= tellProblems(report.problems);
    }
    return good;
}

bool killCliWhileItStreams(int cycles)
{
    const QTemporaryDir folder;
    const KilledCliReport report = killCli(QStringLiteral(BURIN_CLI), folder.path(), cycles, 7);
    const bool good = tell(QStringLiteral("kill -9 burin-cli:  %1 cycles, %2 runs lost, at most %3 bytes of text not "
                                          "stored, shown at most %4 ms before; more than 4 KiB and 250 ms in %5 cycles")
                               .arg(report.cycles)
                               .arg(report.lost)
                               .arg(report.mostBytes)
                               .arg(report.oldest)
                               .arg(report.beyond),
                           report.lost == 0 && report.beyond == 0);
    return tellProblems(report.problems) && good;
}

bool losePowerOften(int crashes, Disk::Syncs syncs)
{
    PowerLossReport sum;
    for (int done = 0, seed = 1; done < crashes; done += CyclesPerDatabase, ++seed)
        sum += losePower(quint32(seed), std::min(CyclesPerDatabase, crashes - done), syncs);
    const bool honest = syncs == Disk::Syncs::Honest;
    const bool survived = sum.settledLost == 0 && sum.attemptsLost == 0 && sum.corrupt == 0;
    return tell(QStringLiteral("power loss%1: %2 crashes, %3 of %4 settled runs lost, %5 of %6 attempts, %7 of %8 runs "
                               "that had sent nothing, %9 databases damaged")
                    .arg(honest ? QString() : QStringLiteral(" without syncs (control, must lose)"))
                    .arg(sum.crashes)
                    .arg(sum.settledLost)
                    .arg(sum.settled)
                    .arg(sum.attemptsLost)
                    .arg(sum.attempts)
                    .arg(sum.begunLost)
                    .arg(sum.begun)
                    .arg(sum.corrupt),
                survived == honest);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int kills = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int losses = argc > 2 ? std::atoi(argv[2]) : 5 * kills;
    QLoggingCategory::setFilterRules(QStringLiteral("burin.*=false")); // a damaged database would say so at length
    QElapsedTimer clock;
    clock.start();
    bool good = killWritersAtEveryStage(kills - kills / 5);
    good &= killCliWhileItStreams(kills / 5);
    good &= losePowerOften(losses, Disk::Syncs::Honest);
    good &= losePowerOften(std::max(50, losses / 25), Disk::Syncs::Lies);
    std::printf("%.0f s\n", double(clock.elapsed()) / 1000);
    return good ? 0 : 1;
}

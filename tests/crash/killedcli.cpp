#include "tests/crash/killedcli.h"

#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "tests/core/store/storetesting.h"

#include <QElapsedTimer>
#include <QProcess>

#include <algorithm>
#include <vector>

namespace burin {

namespace {

constexpr qsizetype CheckpointBytes = 4096; // what the recorder promises
constexpr qint64 CheckpointMilliseconds = 250;
constexpr int Generous = 60'000; // ms

/// What came out of the program, and when.
struct Shown {
    struct Piece {
        qint64 at; ///< Milliseconds since the start.
        qsizetype end;
    };
    QByteArray text;
    std::vector<Piece> pieces;
    qint64 killedAt = 0;

    /// How long before the end the byte at @p offset was shown.
    qint64 age(qsizetype offset) const
    {
        const auto piece = std::ranges::find_if(pieces, [offset](const Piece &p) { return p.end > offset; });
        return piece == pieces.end() ? 0 : killedAt - piece->at;
    }
};

Shown showAndDie(const QString &program, const QString &folder, RandomRuns &random)
{
    const bool fast = random.oneIn(3);
    QProcess cli;
    cli.start(program,
              {QStringLiteral("run"), QStringLiteral("--provider"), QStringLiteral("simulator"),
               QStringLiteral("--model"), fast ? QStringLiteral("simulator-burst") : QStringLiteral("simulator-long"),
               QStringLiteral("--user"), QStringLiteral("Tell me more."), QStringLiteral("--data-dir"), folder});
    QElapsedTimer clock;
    clock.start();
    Shown shown;
    const int bytes = 1 + random.below(fast ? 30'000 : 1500);
    while (shown.text.size() < bytes && cli.waitForReadyRead(Generous)) {
        shown.text += cli.readAllStandardOutput();
        shown.pieces.push_back({clock.elapsed(), shown.text.size()});
    }
    cli.kill();
    shown.killedAt = clock.elapsed();
    cli.waitForFinished(Generous);
    return shown;
}

void compare(const Shown &shown, const RunRecord &run, KilledCliReport &report)
{
    const QByteArray stored = run.text.toUtf8();
    const bool sameText = shown.text.startsWith(stored) || stored.startsWith(shown.text);
    report.lost += sameText ? 0 : 1;
    const qsizetype missing = std::max<qsizetype>(0, shown.text.size() - stored.size());
    if (missing == 0) return;
    const qint64 age = shown.age(stored.size());
    report.mostBytes = std::max(report.mostBytes, missing);
    report.oldest = std::max(report.oldest, age);
    report.beyond += missing > CheckpointBytes && age > CheckpointMilliseconds ? 1 : 0;
}

} // namespace

KilledCliReport killCli(const QString &program, const QString &folder, int cycles, quint32 seed)
{
    KilledCliReport report;
    RandomRuns random(seed);
    for (; report.cycles < cycles; ++report.cycles) {
        const Shown shown = showAndDie(program, folder, random);
        const OpenDatabase db(folder);
        const bool opened = db.valid() && recoverInterrupted(db);
        const qint64 last = opened ? db.value(QStringLiteral("SELECT max(id) FROM runs")).toLongLong() : 0;
        const Result<RunRecord> run = opened ? loadRun(db, RunId{last}) : makeError(ErrorCode::RunNotFound);
        if (run)
            compare(shown, *run, report);
        else
            ++report.lost;
    }
    const OpenDatabase db(folder);
    if (db.valid()) report.problems = *checkDatabase(db);
    return report;
}

} // namespace burin

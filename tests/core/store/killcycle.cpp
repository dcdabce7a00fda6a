#include "killcycle.h"

#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "storetesting.h"

#include <QProcess>

namespace burin {

namespace {

constexpr int Generous = 120'000; // ms

/// Starts a writer and waits until it is dead; what it said by then.
CommittedRuns writeAndDie(const QString &program, const QString &folder, const QString &stage, RandomRuns &random)
{
    QProcess writer;
    writer.start(program, {folder, QString::number(1 + random.below(1'000'000)), stage});
    QByteArray output;
    if (stage == QStringLiteral("anywhere")) {
        const int bytes = 1 + random.below(2500);
        while (output.size() < bytes && writer.waitForReadyRead(Generous))
            output += writer.readAllStandardOutput();
        writer.kill();
    }
    if (!writer.waitForFinished(Generous) || writer.exitStatus() != QProcess::CrashExit)
        qFatal("the writer did not die: %d", writer.exitCode());
    output += writer.readAllStandardOutput();
    CommittedRuns runs;
    note(output, runs);
    return runs;
}

/// Empty if @p run holds everything that was acknowledged.
QString loss(const RunRecord &run, const Committed &committed)
{
    if (committed.attempt && run.attempts.size() != 1) return QStringLiteral("attempt");
    if (run.text.size() < committed.text) return QStringLiteral("text");
    if (committed.ended && run.status != RunStatus::Completed) return QStringLiteral("end");
    return {};
}

/// Empty if @p run is whole: the text in its order, and all of the end or nothing of it.
QString halfness(const OpenDatabase &db, const RunRecord &run)
{
    const QString whole = writersText(run.id.value);
    if (!whole.startsWith(run.text)) return QStringLiteral("order of the text");
    const bool completed = run.status == RunStatus::Completed;
    if (completed && run.text != whole) return QStringLiteral("whole text");
    const auto count = [&db, &run](const char *sql) {
        return db.value(QString::fromLatin1(sql).arg(run.id.value)).toInt();
    };
    const int rows = count("SELECT count(*) FROM ledger WHERE run_id = %1");
    const int expected = run.status == RunStatus::Running ? 0 : int(run.attempts.size());
    if (rows != expected) return QStringLiteral("ledger");
    if (completed && count("SELECT sum(amount_pico_usd) FROM ledger WHERE run_id = %1") != 1000)
        return QStringLiteral("amount");
    if (run.status != RunStatus::Running && count("SELECT count(*) FROM reservations WHERE run_id = %1") != 0)
        return QStringLiteral("reservation");
    return {};
}

void lookAt(const OpenDatabase &db, const CommittedRuns &runs, KillReport &report)
{
    for (const auto &[id, committed] : runs) {
        const Result<RunRecord> run = loadRun(db, RunId{id});
        const QString gone = run ? loss(*run, committed) : QStringLiteral("run");
        const QString half = run ? halfness(db, *run) : QString();
        report.lost += gone.isEmpty() ? 0 : 1;
        report.half += half.isEmpty() ? 0 : 1;
        if (!(gone + half).isEmpty()) report.problems += QStringLiteral("run %1: %2").arg(id).arg(gone + half);
    }
}

void recover(const QString &folder, const CommittedRuns &runs, KillReport &report)
{
    const OpenDatabase db(folder);
    if (!db.valid()) {
        report.lost += int(runs.size());
        report.problems += db.error().message();
        return;
    }
    lookAt(db, runs, report); // as it was left
    const Result<int> settled = recoverInterrupted(db);
    if (settled)
        report.interrupted += *settled;
    else
        report.problems += settled.error().message();
    lookAt(db, runs, report); // settling keeps what was there
}

} // namespace

void note(const QByteArray &output, CommittedRuns &runs)
{
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 2) continue;
        Committed &run = runs[words.at(1).toLongLong()];
        if (words.front() == "begin") run.begun = true;
        if (words.front() == "attempt") run.attempt = true;
        if (words.front() == "text") run.text = words.at(2).toLongLong();
        if (words.front() == "end") run.ended = true;
    }
}

QString writersText(qint64 id)
{
    QString text;
    for (int i = 0; i < 400; ++i)
        text += QStringLiteral("%1:%2 ").arg(id).arg(i);
    return text;
}

QStringList killStages()
{
    return {QStringLiteral("queued"),    QStringLiteral("reserved"), QStringLiteral("sent"),
            QStringLiteral("streaming"), QStringLiteral("ended"),    QStringLiteral("committing"),
            QStringLiteral("anywhere")};
}

KillReport &KillReport::operator+=(const KillReport &other)
{
    cycles += other.cycles;
    acknowledged += other.acknowledged;
    lost += other.lost;
    half += other.half;
    interrupted += other.interrupted;
    problems += other.problems;
    return *this;
}

KillReport killWriters(const QString &writer, const QString &folder, const QString &stage, int cycles, quint32 seed)
{
    KillReport report;
    RandomRuns random(seed);
    for (int cycle = 0; cycle < cycles; ++cycle) {
        const CommittedRuns runs = writeAndDie(writer, folder, stage, random);
        ++report.cycles;
        report.acknowledged += int(runs.size());
        recover(folder, runs, report);
    }
    const OpenDatabase db(folder);
    if (!db.valid()) return report;
    const Result<QStringList> problems = checkDatabase(db);
    report.problems += problems ? *problems : QStringList{problems.error().message()};
    return report;
}

} // namespace burin

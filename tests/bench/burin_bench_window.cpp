// The window while an answer streams into it: how long the GUI thread is busy at a stretch at 5,000 tokens a second,
// and how much memory an answer of a million tokens takes. Baseline: the same stream into a run that nothing shows.
#include "app/recorder/runrecorder.h"
#include "core/base/memory.h"
#include "core/engine/engine.h"
#include "core/store/dbthread.h"
#include "tests/bench/benchrun.h"
#include "tests/bench/busylog.h"
#include "tests/bench/measure.h"
#include "tests/bench/streamserver.h"
#include "ui/theme/theme.h"
#include "ui/workbench/workbenchpage.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace burin;

namespace {

constexpr int PacedTokens = 10'000;
constexpr int ManyTokens = 1'000'000;
constexpr int Rounds = 3;

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no /proc");
    return file.readAll().split(' ').at(1).toDouble() * 4096 / 1e6;
}

/// Runs @p model into @p page, or into nothing, and waits for its end.
void stream(Engine &engine, RunRecorder &recorder, RunSpec spec, WorkbenchPage *page)
{
    QEventLoop loop;
    const auto stored = QObject::connect(&recorder, &RunRecorder::stored, &loop, [&loop](const RunRecord &record) {
        if (record.status != RunStatus::Completed)
            qFatal("%s", qPrintable(record.error ? record.error->message() : toString(record.status)));
        loop.quit();
    });
    recorder.begin(spec).then(&engine, [&](const Result<RunId> &id) {
        spec.id = *id;
        if (page) page->showStarted(spec);
        Run *run = engine.start(spec);
        recorder.follow(run);
        if (!page) return;
        QObject::connect(run, &Run::attemptStarted, page, &WorkbenchPage::showAttempt);
        QObject::connect(run, &Run::textAdded, page, &WorkbenchPage::appendText);
        QObject::connect(run, &Run::finished, page, &WorkbenchPage::showFinished);
    });
    loop.exec();
    QObject::disconnect(stored);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--serve") bench::serveStreams();
    returnFreedMemory();        // as the program does
    qputenv("QT_NO_GLIB", "1"); // whose loop does not say when it wakes up
    QApplication app(argc, argv);
    const Theme theme;
    QProcess server;
    const QUrl base = bench::startServer(server, QStringLiteral("--serve"));
    const QTemporaryDir folder;
    DbThread database(folder.path());
    RunRecorder recorder(database);
    Engine engine({.journal = recorder.journalHook()});
    WorkbenchPage page;
    page.resize(1280, 800);
    page.show();

    bench::BusyLog busy(QAbstractEventDispatcher::instance());
    std::vector<double> late, bareLate, longest, bareLongest;
    for (int round = 0; round <= Rounds; ++round) {
        const RunSpec spec = bench::benchSpec(base, QStringLiteral("paced-%1").arg(PacedTokens));
        busy.take();
        stream(engine, recorder, spec, nullptr);
        const std::vector<double> bare = busy.take();
        stream(engine, recorder, spec, &page);
        const std::vector<double> shown = busy.take();
        if (round == 0) continue; // warms up
        late.push_back(bench::percentile(shown, 0.99));
        bareLate.push_back(bench::percentile(bare, 0.99));
        longest.push_back(bench::percentile(shown, 1));
        bareLongest.push_back(bench::percentile(bare, 1));
    }
    bench::report("5,000/s on screen, GUI CPU p99", "ms", late, bareLate);
    bench::report("5,000/s on screen, GUI CPU max", "ms", longest, bareLongest);

    const RunSpec many = bench::benchSpec(base, QStringLiteral("flat-%1").arg(ManyTokens));
    const double before = residentMegabytes();
    stream(engine, recorder, many, nullptr);
    const double unseen = residentMegabytes();
    stream(engine, recorder, many, &page);
    bench::report("1 M tokens on screen, RSS growth", "MB", {residentMegabytes() - before}, {unseen - before});
    server.kill();
    server.waitForFinished();
    return 0;
}

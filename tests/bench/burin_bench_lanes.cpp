// Eight lanes with 100 tokens a second each: how long the GUI thread is busy at a stretch, from the first token to the
// rendered answers and their diffs. Baseline: the same eight streams into runs that nothing shows.
#include "app/recorder/runrecorder.h"
#include "core/engine/engine.h"
#include "core/store/dbthread.h"
#include "tests/bench/benchrun.h"
#include "tests/bench/busylog.h"
#include "tests/bench/measure.h"
#include "tests/bench/streamserver.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/laneanswer.h"
#include "ui/compare/lanepane.h"
#include "ui/compare/laneseries.h"
#include "ui/theme/theme.h"
#include "ui/workbench/answerview.h"

#include <QApplication>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

using namespace burin;

namespace {

constexpr int Lanes = 8;
constexpr int Tokens = 1'000; ///< Of each lane.
constexpr int Rounds = 3;
constexpr std::chrono::milliseconds Afterwards{1'000}; ///< Rendering and diffs belong to it.

/// Runs @p spec once for each of @p lanes, or as often without lanes, and waits for the end of all.
void stream(Engine &engine, RunRecorder &recorder, const RunSpec &spec, const std::vector<LanePane *> &lanes)
{
    QEventLoop loop;
    int left = Lanes;
    const auto stored = QObject::connect(&recorder, &RunRecorder::stored, &loop, [&](const RunRecord &record) {
        if (record.status != RunStatus::Completed) qFatal("a run ended as %s", qPrintable(toString(record.status)));
        if (--left == 0) QTimer::singleShot(Afterwards, &loop, &QEventLoop::quit);
    });
    for (int i = 0; i < Lanes; ++i) {
        recorder.begin(spec).then(&engine, [&, i, spec = RunSpec(spec)](const Result<RunId> &id) mutable {
            spec.id = *id;
            LanePane *const lane = lanes.empty() ? nullptr : lanes[size_t(i)];
            if (lane) lane->answer()->showStarted(spec);
            Run *run = engine.start(spec);
            recorder.follow(run);
            if (!lane) return;
            QObject::connect(run, &Run::attemptStarted, lane->answer(), &LaneAnswer::showAttempt);
            QObject::connect(run, &Run::textAdded, lane->answer(), &LaneAnswer::appendText);
            QObject::connect(run, &Run::finished, lane->series(), &LaneSeries::finish);
        });
    }
    loop.exec();
    QObject::disconnect(stored);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--serve") bench::serveStreams();
    qputenv("QT_NO_GLIB", "1"); // whose loop does not say when it wakes up
    QApplication app(argc, argv);
    const Theme theme;
    QProcess server;
    const QUrl base = bench::startServer(server, QStringLiteral("--serve"));
    const QTemporaryDir folder;
    DbThread database(folder.path());
    RunRecorder recorder(database);
    Engine engine({.journal = recorder.journalHook()});
    ComparePage page;
    Comparison comparison = newComparison({});
    comparison.lanes.resize(Lanes, comparison.lanes.front());
    page.openComparison({comparison, {}});
    for (QToolButton *button : page.findChildren<QToolButton *>())
        if (button->text() == ComparePage::tr("Changes")) button->click();
    page.resize(1920, 1080);
    page.show();

    bench::BusyLog busy(QAbstractEventDispatcher::instance());
    const RunSpec spec = bench::benchSpec(base, QStringLiteral("lane-%1").arg(Tokens));
    std::vector<double> late, bareLate, longest, bareLongest;
    for (int round = 0; round <= Rounds; ++round) {
        busy.take();
        stream(engine, recorder, spec, {});
        const std::vector<double> bare = busy.take();
        stream(engine, recorder, spec, page.lanes());
        const std::vector<double> shown = busy.take();
        for (const LanePane *lane : page.lanes())
            if (lane->answer()->view()->text().size() < Tokens) qFatal("a lane has no whole answer");
        if (round == 0) continue; // warms up
        late.push_back(bench::percentile(shown, 0.99));
        bareLate.push_back(bench::percentile(bare, 0.99));
        longest.push_back(bench::percentile(shown, 1));
        bareLongest.push_back(bench::percentile(bare, 1));
    }
    bench::report("8 lanes × 100/s, GUI CPU p99", "ms", late, bareLate);
    bench::report("8 lanes × 100/s, GUI CPU max", "ms", longest, bareLongest);
    server.kill();
    server.waitForFinished();
    return 0;
}

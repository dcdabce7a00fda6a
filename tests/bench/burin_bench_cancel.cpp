// How soon a run that was cancelled is over, at each stage of its life. Fails when p99 reaches 50 ms.
#include "tests/bench/measure.h"
#include "tests/core/engine/cancelscene.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

using namespace burin;

namespace {

constexpr int CancelsPerStage = 125;
constexpr double MostMilliseconds = 50;

/// Milliseconds from cancel() to finished().
double cancelOne(CancelScene &scene)
{
    Run *run = scene.engine().start(scene.spec());
    QElapsedTimer since;
    double took = 0;
    QEventLoop loop;
    QObject::connect(run, &Run::finished, &loop, [&] {
        took = since.isValid() ? double(since.nsecsElapsed()) / 1e6 : 0;
        loop.quit();
    });
    scene.when(run, [run, &since] {
        if (since.isValid()) return;
        since.start();
        run->cancel();
    });
    loop.exec();
    return took;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    std::vector<double> all;
    for (int stage = 0; stage <= int(CancelStage::BehindTheEnd); ++stage) {
        CancelScene scene{CancelStage(stage)};
        for (int i = 0; i < CancelsPerStage; ++i)
            all.push_back(cancelOne(scene));
    }
    std::ranges::sort(all);
    const double p99 = all.at(all.size() * 99 / 100);
    std::printf("%-28s %8.2f ms at p99, %.2f in the middle, %.2f at most (n = %zu)\n", "cancel to the end of the run",
                p99, bench::median(all), all.back(), all.size());
    std::printf("{\"name\":\"cancel\",\"unit\":\"ms\",\"p99\":%.4f,\"median\":%.4f,\"max\":%.4f,\"n\":%zu}\n", p99,
                bench::median(all), all.back(), all.size());
    return p99 < MostMilliseconds ? 0 : 1;
}

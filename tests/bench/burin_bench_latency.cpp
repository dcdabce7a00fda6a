// How soon tokens are there: at 5,000 tokens a second, for many streams at once, and how many requests are really in
// flight. Beside each figure the same from one bare QNetworkAccessManager in the same run.
#include "core/engine/engine.h"
#include "tests/bench/benchrun.h"
#include "tests/bench/measure.h"
#include "tests/bench/streamserver.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>

#include <chrono>
#include <functional>

using namespace burin;

namespace {

constexpr int PacedTokens = 10'000;
constexpr int PacedRounds = 3;
constexpr int Streams = 16;
constexpr int InFlight = 50;

double nowMicroseconds()
{
    return double(std::chrono::steady_clock::now().time_since_epoch().count()) / 1000;
}

/// Latency of each time stamp in @p text; what is after the last space waits for more.
void takeStamps(QByteArray &text, std::vector<double> &latencies)
{
    const double now = nowMicroseconds();
    const qsizetype end = text.lastIndexOf(' ');
    if (end < 0) return;
    for (const QByteArray &stamp : text.left(end).split(' '))
        latencies.push_back(now - stamp.toDouble() / 1000);
    text.remove(0, end + 1);
}

/// The contents of the deltas in raw bytes, for the bare client: no decoding, only where the stamps are.
void takeRaw(QByteArray &raw, std::vector<double> &latencies)
{
    static const QByteArray key = "\"content\":\"";
    const double now = nowMicroseconds();
    qsizetype done = 0;
    for (qsizetype at = raw.indexOf(key); at >= 0; at = raw.indexOf(key, at + 1)) {
        const qsizetype end = raw.indexOf(' ', at + key.size());
        if (end < 0) break;
        latencies.push_back(now - raw.mid(at + key.size(), end - at - key.size()).toDouble() / 1000);
        done = end;
    }
    raw.remove(0, done);
}

struct Paced {
    double cpu = 0; ///< Microseconds a token.
    std::vector<double> latencies;
};

Paced pacedBare(QNetworkAccessManager &manager, const QUrl &base)
{
    Paced paced;
    const double before = bench::cpuMicroseconds();
    QNetworkReply *reply =
        manager.post(bench::bareRequest(base), bench::bareBody(QStringLiteral("paced-%1").arg(PacedTokens)));
    QEventLoop loop;
    QByteArray raw;
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [&, reply] {
        raw += reply->readAll();
        takeRaw(raw, paced.latencies);
    });
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    paced.cpu = (bench::cpuMicroseconds() - before) / PacedTokens;
    return paced;
}

Paced pacedEngine(Engine &engine, const QUrl &base)
{
    Paced paced;
    const double before = bench::cpuMicroseconds();
    Run *run = engine.start(bench::benchSpec(base, QStringLiteral("paced-%1").arg(PacedTokens)));
    QEventLoop loop;
    QByteArray text;
    QObject::connect(run, &Run::textAdded, &loop, [&](const QString &part) {
        text += part.toLatin1();
        takeStamps(text, paced.latencies);
    });
    QObject::connect(run, &Run::finished, &loop, &QEventLoop::quit);
    loop.exec();
    paced.cpu = (bench::cpuMicroseconds() - before) / PacedTokens;
    return paced;
}

void benchPaced(Engine &engine, QNetworkAccessManager &manager, const QUrl &base)
{
    std::vector<double> cpu, bareCpu, half, bareHalf, late, bareLate;
    for (int round = 0; round < PacedRounds; ++round) {
        const Paced bare = pacedBare(manager, base);
        const Paced ours = pacedEngine(engine, base);
        if (ours.latencies.size() != PacedTokens || bare.latencies.size() != PacedTokens)
            qFatal("%zu and %zu of %d tokens", ours.latencies.size(), bare.latencies.size(), PacedTokens);
        cpu.push_back(ours.cpu);
        bareCpu.push_back(bare.cpu);
        half.push_back(bench::percentile(ours.latencies, 0.5) / 1000);
        bareHalf.push_back(bench::percentile(bare.latencies, 0.5) / 1000);
        late.push_back(bench::percentile(ours.latencies, 0.99) / 1000);
        bareLate.push_back(bench::percentile(bare.latencies, 0.99) / 1000);
    }
    bench::report("paced 5,000/s, CPU", "us/token", cpu, bareCpu);
    bench::report("paced 5,000/s, latency p50", "ms", half, bareHalf);
    bench::report("paced 5,000/s, latency p99", "ms", late, bareLate);
}

/// Starts @p count streams with @p start(i, firstBytes, ended) and tells the milliseconds from the first stream's first
/// bytes to the last stream's.
double spread(int count, const std::function<void(std::function<void()>, std::function<void()>)> &start)
{
    std::vector<double> first;
    int open = count;
    QEventLoop loop;
    for (int i = 0; i < count; ++i) {
        start([&first] { first.push_back(nowMicroseconds()); },
              [&] {
                  if (--open == 0) loop.quit();
              });
    }
    loop.exec();
    if (first.size() != size_t(count)) qFatal("%zu of %d streams began", first.size(), count);
    return (first.back() - first.front()) / 1000;
}

double spreadOfBare(QNetworkAccessManager &manager, const QUrl &base, int count)
{
    return spread(count, [&](std::function<void()> began, std::function<void()> ended) {
        QNetworkReply *reply = manager.post(bench::bareRequest(base), bench::bareBody(QStringLiteral("hold-500")));
        QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, began, seen = false]() mutable {
            reply->readAll();
            if (!std::exchange(seen, true)) began();
        });
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, ended] {
            reply->deleteLater();
            ended();
        });
    });
}

double spreadOfEngine(Engine &engine, const QUrl &base, int count)
{
    return spread(count, [&](std::function<void()> began, std::function<void()> ended) {
        Run *run = engine.start(bench::benchSpec(base, QStringLiteral("hold-500")));
        QObject::connect(run, &Run::textAdded, run, [began, seen = false]() mutable {
            if (!std::exchange(seen, true)) began();
        });
        QObject::connect(run, &Run::finished, run, [ended](const RunRecord &) { ended(); });
    });
}

double peakOf(QNetworkAccessManager &manager, const QUrl &base)
{
    QUrl url = base;
    url.setPath(QString::fromLatin1(bench::PeakPath));
    QNetworkReply *reply = manager.get(QNetworkRequest(url));
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return reply->readAll().toDouble();
}

void benchMany(Engine &engine, QNetworkAccessManager &manager, const QUrl &base)
{
    std::vector<double> ours, bare, seen, bareSeen;
    for (int round = 0; round < PacedRounds; ++round) {
        bare.push_back(spreadOfBare(manager, base, Streams));
        ours.push_back(spreadOfEngine(engine, base, Streams));
        peakOf(manager, base);
        spreadOfBare(manager, base, InFlight);
        bareSeen.push_back(peakOf(manager, base));
        spreadOfEngine(engine, base, InFlight);
        seen.push_back(peakOf(manager, base));
    }
    bench::report("first token of 16, last - first", "ms", ours, bare);
    bench::report("50 asked, in flight", "requests", seen, bareSeen);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--serve") bench::serveStreams();
    QCoreApplication app(argc, argv);
    QProcess server;
    const QUrl base = bench::startServer(server, QStringLiteral("--serve"));
    Engine engine({});
    QNetworkAccessManager manager;
    benchPaced(engine, manager, base);
    benchMany(engine, manager, base);
    server.kill();
    server.waitForFinished();
    return 0;
}

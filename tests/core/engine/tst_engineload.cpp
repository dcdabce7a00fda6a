#include "core/engine/engine.h"
#include "tests/core/engine/chunks.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace burin;
using namespace std::chrono_literals;

/// Many runs at one endpoint: outages, rejected keys, rate limits, and who goes first.
class tst_EngineLoad : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOutageIsNotMultiplied_data();
    void anOutageIsNotMultiplied();
    void aBatchAtABrokenEndpointIsEndedUnsent();
    void anInteractiveRunTriesABrokenEndpoint();
    void aBrokenEndpointFallsBack();
    void aRejectedKeyPausesTheBatchAndIsToldOnce();
    void pausedRunsTakeTheNewKey();
    void pausedRunsCanBeDroppedOrCancelled();
    void anInteractiveSuccessEndsThePause();
    void anInteractiveRunNeverWaitsBehindABatch();
    void aRetryAfterHoldsTheWholeBatch();
    void aScarceQuotaSpacesTheBatch();
    void aRateLimitNarrowsTheBatch();
};

namespace {

constexpr int Patience = 60'000; // the machine may be busy

/// The ends of many runs, by what they ended with.
struct Ends : QObject {
    std::map<QString, int> count;
    int done = 0;
    int attempts = 0;

    void follow(Run *run)
    {
        connect(run, &Run::finished, this, [this](const RunRecord &record) {
            ++done;
            attempts += int(record.attempts.size());
            ++count[record.error ? QString::fromLatin1(record.error->row().id) : toString(record.status)];
        });
    }
};

RunSpec batchSpec(const ScriptedServer &server)
{
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.timeouts = {.connect = 30s, .firstContent = 30s, .idle = 30s, .total = 60s};
    spec.use = RunUse::Batch;
    return spec;
}

RunSpec userSpec(const ScriptedServer &server)
{
    RunSpec spec = batchSpec(server);
    spec.use = RunUse::Interactive;
    return spec;
}

Script unauthorized()
{
    return jsonResponse(401, R"({"error":{"message":"bad key","code":"invalid_api_key"}})");
}

Engine::Options fewSlots(int count)
{
    Engine::Options options;
    options.slotsPerEndpoint = count;
    return options;
}

} // namespace

void tst_EngineLoad::anOutageIsNotMultiplied_data()
{
    QTest::addColumn<bool>("interactive");
    QTest::addColumn<double>("waitScale");
    QTest::newRow("batch") << false << 0.0;
    QTest::newRow("batch that really waits") << false << 0.02;
    QTest::newRow("all at once by hand") << true << 0.0;
}

void tst_EngineLoad::anOutageIsNotMultiplied()
{
    QFETCH(bool, interactive);
    QFETCH(double, waitScale);
    constexpr int Runs = 500;
    ScriptedServer server({jsonResponse(503, "{}")});
    Engine::Options options;
    options.waitScale = waitScale;
    Engine engine(options);
    Ends ends;
    for (int i = 0; i < Runs; ++i)
        ends.follow(engine.start(interactive ? userSpec(server) : batchSpec(server)));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, Runs, Patience);
    QVERIFY2(server.requestCount() <= Runs * 5 / 4, qPrintable(QString::number(server.requestCount())));
    QCOMPARE(server.requestCount(), ends.attempts);
    QVERIFY(server.requestCount() > 0);
    QVERIFY(ends.count.find(QStringLiteral("completed")) == ends.count.end());
    qInfo("%d runs, %d requests", Runs, server.requestCount());
}

void tst_EngineLoad::aBatchAtABrokenEndpointIsEndedUnsent()
{
    ScriptedServer server({jsonResponse(503, "{}")});
    Engine::Options options;
    options.slotsPerEndpoint = 2;
    options.circuit = {.failuresToOpen = 3, .firstPause = 50ms, .longestPause = 5s, .probesToGiveUp = 2};
    Engine engine(options);
    Ends ends;
    RunSpec spec = batchSpec(server);
    spec.retry.retries = 0;
    for (int i = 0; i < 100; ++i)
        ends.follow(engine.start(spec));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 100, Patience);
    QVERIFY(server.requestCount() < 20);
    QCOMPARE(ends.count[QStringLiteral("circuit_open")], 100 - server.requestCount());
}

void tst_EngineLoad::anInteractiveRunTriesABrokenEndpoint()
{
    bool broken = true;
    ScriptedServer server;
    server.answerWith([&broken](const ReceivedRequest &) {
        return broken ? jsonResponse(503, "{}") : chunks::answer(QStringLiteral("back"));
    });
    Engine::Options options;
    options.circuit = {.failuresToOpen = 2, .firstPause = 1h, .longestPause = 1h, .probesToGiveUp = 9};
    Engine engine(options);
    Ends ends;
    RunSpec spec = batchSpec(server);
    spec.retry.retries = 0;
    for (int i = 0; i < 2; ++i)
        ends.follow(engine.start(spec));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 2, Patience);
    ends.follow(engine.start(spec)); // waits for the probe's time, in an hour
    RunSpec mine = userSpec(server);
    mine.retry.retries = 0;
    RunProbe failing(engine.start(mine));
    QTRY_VERIFY_WITH_TIMEOUT(failing.isDone(), Patience);
    QCOMPARE(failing.finished.first().error->httpStatus, 503);
    QCOMPARE(ends.done, 2);
    broken = false;
    RunProbe working(engine.start(mine));
    QTRY_VERIFY_WITH_TIMEOUT(working.isDone(), Patience);
    QCOMPARE(working.finished.first().text, QStringLiteral("back"));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 3, Patience); // the success closed the circuit for the batch, too
    QCOMPARE(ends.count[QStringLiteral("completed")], 1);
}

void tst_EngineLoad::aBrokenEndpointFallsBack()
{
    ScriptedServer broken({jsonResponse(503, "{}")});
    ScriptedServer good({chunks::answer(QStringLiteral("hello"))});
    Engine::Options options;
    options.slotsPerEndpoint = 1;
    options.circuit = {.failuresToOpen = 2, .firstPause = 50ms, .longestPause = 5s, .probesToGiveUp = 1};
    Engine engine(options);
    Ends ends;
    RunSpec spec = batchSpec(broken);
    spec.retry.retries = 0;
    const ProviderProfile other = adHocProvider(QStringLiteral("openai"), good.url(QStringLiteral("/v1")));
    spec.fallbacks = {{.provider = other, .key = {}, .model = QStringLiteral("other")}};
    for (int i = 0; i < 20; ++i)
        ends.follow(engine.start(spec));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 20, Patience);
    QCOMPARE(ends.count[QStringLiteral("completed")], 20);
    QCOMPARE(good.requestCount(), 20);
    QVERIFY(broken.requestCount() < 20); // most went to the other one unsent
}

void tst_EngineLoad::aRejectedKeyPausesTheBatchAndIsToldOnce()
{
    ScriptedServer server({unauthorized()});
    Engine engine(fewSlots(3));
    QSignalSpy told(&engine, &Engine::keyPaused);
    Ends ends;
    for (int i = 0; i < 100; ++i)
        ends.follow(engine.start(batchSpec(server)));
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 3, Patience); // those that were under way
    ends.follow(engine.start(batchSpec(server)));
    RunProbe mine(engine.start(userSpec(server)));
    QTRY_VERIFY_WITH_TIMEOUT(mine.isDone(), Patience); // tried, and rejected
    QCOMPARE(mine.finished.first().error->code, ErrorCode::RejectedKey);
    QCOMPARE(server.requestCount(), 4);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().at(1).value<Error>().code, ErrorCode::RejectedKey);
    QCOMPARE(engine.activeRuns(), 98);
    engine.cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(engine.activeRuns(), 0, Patience);
    QCOMPARE(ends.count[QStringLiteral("cancelled")], 98);
}

void tst_EngineLoad::pausedRunsTakeTheNewKey()
{
    ScriptedServer server;
    server.answerWith([](const ReceivedRequest &request) {
        return request.header("authorization") == "Bearer sk-good" ? chunks::answer(QStringLiteral("hello"))
                                                                   : unauthorized();
    });
    Engine engine(fewSlots(2));
    QSignalSpy told(&engine, &Engine::keyPaused);
    Ends ends;
    RunSpec spec = batchSpec(server);
    spec.key = Secret("sk-bad");
    for (int i = 0; i < 20; ++i)
        ends.follow(engine.start(spec));
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 2, Patience);
    engine.resume(told.first().at(0).value<ProviderProfile>(), Secret("sk-good"));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 20, Patience);
    QCOMPARE(ends.count[QStringLiteral("completed")], 18);
    QCOMPARE(told.size(), 1);
}

void tst_EngineLoad::pausedRunsCanBeDroppedOrCancelled()
{
    ScriptedServer server({jsonResponse(402, R"({"error":{"message":"no credit"}})")});
    Engine engine(fewSlots(1));
    QSignalSpy told(&engine, &Engine::keyPaused);
    Ends ends;
    QList<Run *> runs;
    for (int i = 0; i < 5; ++i) {
        runs += engine.start(batchSpec(server));
        ends.follow(runs.last());
    }
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 1, Patience);
    runs.last()->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 2, Patience);
    QCOMPARE(ends.count[QStringLiteral("cancelled")], 1);
    engine.dropPaused(told.first().at(0).value<ProviderProfile>());
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 5, Patience);
    QCOMPARE(ends.count[QStringLiteral("key_paused")], 3);
    QCOMPARE(server.requestCount(), 1);
}

void tst_EngineLoad::anInteractiveSuccessEndsThePause()
{
    bool paid = false;
    ScriptedServer server;
    server.answerWith([&paid](const ReceivedRequest &) {
        return paid ? chunks::answer(QStringLiteral("hello"))
                    : jsonResponse(429, R"({"error":{"message":"quota","code":"insufficient_quota"}})");
    });
    Engine engine(fewSlots(1));
    QSignalSpy told(&engine, &Engine::keyPaused);
    Ends ends;
    for (int i = 0; i < 5; ++i)
        ends.follow(engine.start(batchSpec(server)));
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, Patience);
    paid = true;
    RunProbe mine(engine.start(userSpec(server)));
    QTRY_VERIFY_WITH_TIMEOUT(mine.isDone(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 5, Patience);
    QCOMPARE(ends.count[QStringLiteral("completed")], 4);
    QCOMPARE(ends.count[QStringLiteral("insufficient_quota")], 1);
}

void tst_EngineLoad::anInteractiveRunNeverWaitsBehindABatch()
{
    bool open = false;
    ScriptedServer server;
    server.answerWith([&open](const ReceivedRequest &request) {
        const bool mine = request.body.contains("quickly");
        return open || mine ? chunks::answer(QStringLiteral("hello")) : sseHead().stall();
    });
    Engine engine(fewSlots(4));
    Ends ends;
    for (int i = 0; i < 200; ++i)
        ends.follow(engine.start(batchSpec(server)));
    QTRY_COMPARE_WITH_TIMEOUT(server.requestCount(), 4, Patience); // all slots are taken, and stay so
    RunSpec mine = userSpec(server);
    mine.messages = {{Role::User, QStringLiteral("quickly")}};
    RunProbe probe(engine.start(mine));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Completed));
    QCOMPARE(server.requestCount(), 5);
    QCOMPARE(ends.done, 0);
    engine.cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 200, Patience);
}

void tst_EngineLoad::aRetryAfterHoldsTheWholeBatch()
{
    QElapsedTimer clock;
    QList<qint64> arrivals;
    ScriptedServer server;
    server.answerWith([&](const ReceivedRequest &) {
        arrivals += clock.elapsed();
        return arrivals.size() == 1 ? jsonResponse(503, "{}", {{"retry-after-ms", "1500"}})
                                    : chunks::answer(QStringLiteral("hello"));
    });
    Engine engine(fewSlots(1));
    Ends ends;
    RunSpec spec = batchSpec(server);
    spec.retry.initial = 0ms;
    clock.start();
    for (int i = 0; i < 5; ++i)
        ends.follow(engine.start(spec));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 5, Patience);
    QCOMPARE(ends.count[QStringLiteral("completed")], 5);
    QCOMPARE(arrivals.size(), 6);
    QVERIFY(arrivals.at(1) - arrivals.at(0) >= 1500); // nobody else's request came in between
}

void tst_EngineLoad::aScarceQuotaSpacesTheBatch()
{
    QElapsedTimer clock;
    QList<qint64> arrivals;
    ScriptedServer server;
    server.answerWith([&](const ReceivedRequest &) {
        arrivals += clock.elapsed();
        const QByteArray left = QByteArray::number(qMax(0, 4 - int(arrivals.size())));
        return chunks::answer(QStringLiteral("hello"), {{"x-ratelimit-limit-requests", "100"},
                                                        {"x-ratelimit-remaining-requests", left},
                                                        {"x-ratelimit-reset-requests", "900ms"}});
    });
    Engine engine(fewSlots(1));
    Ends ends;
    clock.start();
    for (int i = 0; i < 3; ++i)
        ends.follow(engine.start(batchSpec(server)));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 3, Patience);
    QVERIFY(arrivals.at(1) - arrivals.at(0) >= 300); // three left for 900 ms
    QVERIFY(arrivals.at(2) - arrivals.at(1) >= 450); // two left
}

void tst_EngineLoad::aRateLimitNarrowsTheBatch()
{
    // The first eight are answered together, so that all were sent in the wide window.
    int received = 0;
    ScriptedServer server;
    server.answerWith([&received](const ReceivedRequest &) {
        return ++received <= 8 ? Script().pause(500ms).write("HTTP/1.1 429 Too Many\r\nContent-Length: 2\r\n\r\n{}")
                               : sseHead().stall();
    });
    Engine::Options options = fewSlots(8);
    options.waitScale = 0;
    Engine engine(options);
    Ends ends;
    RunSpec spec = batchSpec(server);
    spec.retry.retries = 0;
    for (int i = 0; i < 30; ++i)
        ends.follow(engine.start(spec));
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 8, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(received >= 12, Patience);
    RunSpec interactive = spec; // goes past the full window, behind whatever the batch still sends
    interactive.use = RunUse::Interactive;
    ends.follow(engine.start(interactive));
    QTRY_VERIFY_WITH_TIMEOUT(received >= 13, Patience);
    QCOMPARE(received, 13); // half the window, and that one
    engine.cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(ends.done, 31, Patience);
}

QTEST_GUILESS_MAIN(tst_EngineLoad)
#include "tst_engineload.moc"

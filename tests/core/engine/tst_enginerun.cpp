#include "core/engine/engine.h"
#include "tests/core/engine/faultrows.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_EngineRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsTheWholeStory();
    void noAttemptIsSentBeforeItIsJournalled();
    void aFailedJournalSendsNothing();
    void cancelKeepsTheText();
    void cancelWhileQueuedSendsNothing();
    void cancelWhileWaitingEndsTheWait();
    void cancelInsideTextAddedIsSafe();
    void cancelBehindTheEndChangesNothing();
    void retryNowCutsTheWaitShort();
    void fiftyRequestsAreReallyInFlight();
    void theEngineCanDieWithRunsInFlight();
    void reasoningToolCallsAndWhoServedAreKept();
    void theKeyIsInNoRecord();
};

namespace {

Script goodStream()
{
    return sseResponse({textChunk("Hello "), textChunk("you"), finishChunk("stop"), usageChunk(), "[DONE]"});
}

Script openStream()
{
    return sseHead().event(textChunk("one ")).stall();
}

} // namespace

void tst_EngineRun::tellsTheWholeStory()
{
    ScriptedServer server({goodStream()});
    Engine engine({});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.key = Secret("sk-test");
    RunProbe probe(engine.start(spec));
    QVERIFY(!probe.isDone());
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QCOMPARE(toString(record.status), toString(RunStatus::Completed));
    QCOMPARE(record.text, QStringLiteral("Hello you"));
    QCOMPARE(toString(record.finishReason), toString(FinishReason::Stop));
    QCOMPARE(record.usage.input, std::optional<qint64>(10));
    QCOMPARE(record.receipt.total, parseUsd(u"0.000105"));
    QCOMPARE(toString(record.receipt.provenance), toString(Provenance::Computed));
    QCOMPARE(record.modelServed, QStringLiteral("m"));
    QVERIFY(record.timings.firstContent);
    QVERIFY(record.timings.total >= *record.timings.firstContent);
    const ReceivedRequest request = server.requests().at(0);
    QCOMPARE(request.target, "/v1/chat/completions");
    QCOMPARE(request.header("authorization"), "Bearer sk-test");
    QCOMPARE(record.requestJson, request.body);
}

void tst_EngineRun::noAttemptIsSentBeforeItIsJournalled()
{
    ScriptedServer server({jsonResponse(503, "{}"), goodStream()});
    std::vector<QPromise<Outcome>> waiting;
    QList<int> journalled;
    const JournalAttempt journal = [&](RunId, const Attempt &attempt) {
        journalled += attempt.number;
        waiting.emplace_back().start();
        return waiting.back().future();
    };
    Engine engine({.journal = journal, .waitScale = 0});
    RunProbe probe(engine.start(specFor(server.url(QStringLiteral("/v1")))));
    for (const int number : {1, 2}) {
        QTRY_COMPARE(journalled.size(), number);
        QCOMPARE(server.requestCount(), number - 1);
        waiting.back().addResult(Outcome(Done{}));
        waiting.back().finish();
        QTRY_COMPARE(server.requestCount(), number);
    }
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(journalled, (QList{1, 2}));
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Completed));
}

void tst_EngineRun::aFailedJournalSendsNothing()
{
    ScriptedServer server({goodStream()});
    const JournalAttempt journal = [](RunId, const Attempt &) {
        QPromise<Outcome> promise;
        promise.start();
        promise.addResult(Outcome(makeError(ErrorCode::DiskFull)));
        promise.finish();
        return promise.future();
    };
    Engine engine({.journal = journal});
    RunProbe probe(engine.start(specFor(server.url(QStringLiteral("/v1")))));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.finished.first().error->code, ErrorCode::DiskFull);
    QCOMPARE(server.connectionCount(), 0);
}

void tst_EngineRun::cancelKeepsTheText()
{
    ScriptedServer server({openStream()});
    Engine engine({});
    Run *run = engine.start(specFor(server.url(QStringLiteral("/v1"))));
    RunProbe probe(run);
    QTRY_COMPARE(probe.text, QStringLiteral("one "));
    run->cancel();
    run->cancel();
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QCOMPARE(toString(record.status), toString(RunStatus::Cancelled));
    QCOMPARE(toString(record.finishReason), toString(FinishReason::Cancelled));
    QCOMPARE(record.text, QStringLiteral("one "));
    QVERIFY(!record.error);
    QCOMPARE(toString(record.attempts.back().billing), toString(Billing::Estimated));
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_EngineRun::cancelWhileQueuedSendsNothing()
{
    ScriptedServer server({openStream()});
    Engine engine({.slotsPerEndpoint = 1});
    const RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    RunProbe first(engine.start(spec));
    QTRY_COMPARE(first.text, QStringLiteral("one "));
    Run *queued = engine.start(spec);
    RunProbe second(queued);
    QCoreApplication::sendPostedEvents();
    queued->cancel();
    QTRY_VERIFY(second.isDone());
    QCOMPARE(toString(second.finished.first().status), toString(RunStatus::Cancelled));
    QVERIFY(second.finished.first().attempts.empty());
    QCOMPARE(server.requestCount(), 1);
}

void tst_EngineRun::cancelWhileWaitingEndsTheWait()
{
    ScriptedServer server({jsonResponse(503, "{}")});
    Engine engine({});
    Run *run = engine.start(specFor(server.url(QStringLiteral("/v1"))));
    RunProbe probe(run);
    QTRY_COMPARE(probe.waits.size(), 1);
    run->cancel();
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Cancelled));
    QCOMPARE(probe.finished.first().attempts.size(), size_t(1));
    QCOMPARE(server.requestCount(), 1);
}

void tst_EngineRun::cancelInsideTextAddedIsSafe()
{
    ScriptedServer server({goodStream()});
    Engine engine({});
    Run *run = engine.start(specFor(server.url(QStringLiteral("/v1"))));
    RunProbe probe(run);
    connect(run, &Run::textAdded, run, &Run::cancel);
    QTRY_VERIFY(probe.isDone());
    QVERIFY(probe.finished.first().text.startsWith(QStringLiteral("Hello ")));
    QCOMPARE(probe.text, probe.finished.first().text);
}

void tst_EngineRun::cancelBehindTheEndChangesNothing()
{
    ScriptedServer server({goodStream()});
    Engine engine({});
    Run *run = engine.start(specFor(server.url(QStringLiteral("/v1"))));
    RunProbe probe(run);
    connect(run, &Run::attemptEnded, run, &Run::cancel);
    connect(run, &Run::finished, run, &Run::cancel);
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Completed));
    QTRY_COMPARE(engine.activeRuns(), 0);
    QCOMPARE(probe.finished.size(), 1);
}

void tst_EngineRun::retryNowCutsTheWaitShort()
{
    ScriptedServer server({jsonResponse(503, "{}", {{"Retry-After", "50"}}), goodStream()});
    Engine engine({});
    Run *run = engine.start(specFor(server.url(QStringLiteral("/v1"))));
    RunProbe probe(run);
    QTRY_COMPARE(probe.waits, QList<milliseconds>{50s});
    run->retryNow();
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Completed));
    QVERIFY(probe.finished.first().attempts.back().waited < 50s);
}

void tst_EngineRun::fiftyRequestsAreReallyInFlight()
{
    ScriptedServer server({openStream()});
    Engine engine({});
    const RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    for (int i = 0; i < 60; ++i)
        engine.start(spec);
    QTRY_COMPARE(server.maximumConcurrency(), 50);
    QSignalSpy idle(&engine, &Engine::idle);
    engine.cancelAll();
    QVERIFY(idle.wait());
    QCOMPARE(server.requestCount(), 50);
}

void tst_EngineRun::theEngineCanDieWithRunsInFlight()
{
    ScriptedServer server({openStream()});
    int finished = 0;
    {
        Engine engine({.slotsPerEndpoint = 2});
        for (int i = 0; i < 4; ++i) {
            Run *run = engine.start(specFor(server.url(QStringLiteral("/v1"))));
            connect(run, &Run::finished, this, [&finished] { ++finished; });
        }
        QTRY_COMPARE(server.requestCount(), 2);
    }
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(finished, 0);
}

void tst_EngineRun::reasoningToolCallsAndWhoServedAreKept()
{
    ScriptedServer server({sseResponse(
        {R"({"id":"gen-7","model":"real/model","provider":"Acme","choices":[{"index":0,"delta":{"reasoning":"hm"}}]})",
         R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{"}}]}}]})",
         R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}}]})",
         finishChunk("tool_calls"), R"({"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"cost":0.25}})",
         "[DONE]"})});
    Engine engine({});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.provider.kind = QStringLiteral("openrouter");
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QCOMPARE(toString(record.status), toString(RunStatus::Completed));
    QCOMPARE(record.reasoning, QStringLiteral("hm"));
    QCOMPARE(record.toolCalls,
             (std::vector<ToolCall>{{QStringLiteral("t"), QStringLiteral("f"), QStringLiteral("{}")}}));
    QCOMPARE(record.modelServed, QStringLiteral("real/model"));
    QCOMPARE(record.providerServed, QStringLiteral("Acme"));
    QCOMPARE(record.responseId, QStringLiteral("gen-7"));
    QCOMPARE(record.receipt.total, parseUsd(u"0.25"));
    QCOMPARE(toString(record.receipt.provenance), toString(Provenance::Reported));
}

void tst_EngineRun::theKeyIsInNoRecord()
{
    ScriptedServer server({jsonResponse(400, R"({"error":{"message":"bad key sk-canary-12345678 here"}})")});
    Engine engine({});
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.key = Secret("sk-canary-12345678");
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(probe.isDone());
    const RunRecord record = probe.finished.first();
    QVERIFY(!record.error->detail.isEmpty());
    QVERIFY(!record.error->detail.contains(QStringLiteral("canary")));
    QVERIFY(!record.requestJson.contains("canary"));
}

QTEST_GUILESS_MAIN(tst_EngineRun)
#include "tst_enginerun.moc"

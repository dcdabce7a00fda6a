#include "core/engine/engine.h"
#include "tests/core/engine/chunks.h"
#include "tests/core/engine/runprobe.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

/// The ways of one run beyond its first attempt: other models, a limit of cost or time, an answer gone on with.
class tst_EnginePaths : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFallbackServesAndIsPaidAtItsPrice();
    void eachFailureOfTheChainIsKept();
    void contentEndsTheChain();
    void aRejectedParameterIsLeftOutAndSentAgain();
    void theReservationComesBeforeAnythingIsSent();
    void aRefusedReservationSendsNothing();
    void aWorstCaseBeyondTheLimitSendsNothing_data();
    void aWorstCaseBeyondTheLimitSendsNothing();
    void aRunStopsAtItsLimitInMidStream();
    void theTightestLimitCounts();
    void aRepeatingModelIsStopped();
    void theDeadlineEndsARunWhileItStreams();
    void theDeadlineEndsARunWhileItWaits();
    void aContinuedRunHasOnlyTheNewText();
    void onceIsOnAFreshConnection();
    void cancelAsSoonAsAnAttemptStarts();
    void cancelSettlesWhileOthersAreAsked_data();
    void cancelSettlesWhileOthersAreAsked();
};

namespace {

constexpr int Patience = 30'000; // the machine may be busy

template <class T> QFuture<T> answered(const T &value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

Engine::Options withoutWaits()
{
    Engine::Options options;
    options.waitScale = 0;
    return options;
}

RunSpec specAt(const ScriptedServer &server)
{
    RunSpec spec = specFor(server.url(QStringLiteral("/v1")));
    spec.timeouts = {.connect = 20s, .firstContent = 20s, .idle = 20s, .total = 30s};
    return spec;
}

FallbackTarget fallbackAt(const ScriptedServer &server, const QString &model)
{
    FallbackTarget target{.provider = adHocProvider(QStringLiteral("openai"), server.url(QStringLiteral("/v1"))),
                          .key = Secret("sk-fallback"),
                          .model = model};
    target.provider.id = QStringLiteral("second-provider");
    return target;
}

PriceBook bookFor(const QString &model, qint64 picoPerToken)
{
    PriceRow row;
    row.provider = QStringLiteral("second-provider");
    row.model = model;
    row.input = row.output = TieredPrice{Money{picoPerToken}, {}};
    row.source = QStringLiteral("test");
    return PriceBook({row});
}

QJsonObject bodyOf(const ScriptedServer &server, int request)
{
    return QJsonDocument::fromJson(server.requests().at(size_t(request)).body).object();
}

} // namespace

void tst_EnginePaths::aFallbackServesAndIsPaidAtItsPrice()
{
    ScriptedServer first({jsonResponse(404, R"({"error":{"message":"no","code":"model_not_found"}})")});
    ScriptedServer second({chunks::answer(QStringLiteral("hello"))});
    Engine::Options options = withoutWaits();
    options.prices = bookFor(QStringLiteral("served"), 1'000);
    Engine engine(options);
    RunSpec spec = specAt(first);
    spec.key = Secret("sk-own");
    spec.fallbacks = {fallbackAt(second, QStringLiteral("other"))};
    Run *run = engine.start(spec);
    RunProbe probe(run);
    QSignalSpy fellBack(run, &Run::fellBack);
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);

    const RunRecord record = probe.finished.first();
    QCOMPARE(toString(record.status), toString(RunStatus::Completed));
    QCOMPARE(record.text, QStringLiteral("hello"));
    QCOMPARE(fellBack.size(), 1);
    QCOMPARE(record.attempts.size(), size_t(2));
    QVERIFY(record.attempts[0].providerId.isEmpty());
    QCOMPARE(record.attempts[0].error->code, ErrorCode::ModelNotFound);
    QCOMPARE(record.attempts[0].receipt.total, std::optional(Money{}));
    QCOMPARE(record.attempts[1].number, 2);
    QCOMPARE(record.attempts[1].providerId, QStringLiteral("second-provider"));
    QCOMPARE(record.attempts[1].modelRequested, QStringLiteral("other"));
    QCOMPARE(record.receipt.total, std::optional(Money{15 * 1'000}));
    QCOMPARE(first.requests().at(0).header("authorization"), "Bearer sk-own");
    QCOMPARE(second.requests().at(0).header("authorization"), "Bearer sk-fallback");
    QCOMPARE(bodyOf(second, 0).value(QStringLiteral("model")).toString(), QStringLiteral("other"));
}

void tst_EnginePaths::eachFailureOfTheChainIsKept()
{
    ScriptedServer server({jsonResponse(503, "{}")});
    Engine engine(withoutWaits());
    RunSpec spec = specAt(server);
    spec.retry.retries = 1;
    spec.fallbacks = {fallbackAt(server, QStringLiteral("b")), fallbackAt(server, QStringLiteral("c"))};
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    QStringList models;
    for (const Attempt &attempt : probe.finished.first().attempts)
        models += attempt.modelRequested;
    QCOMPARE(models,
             (QStringList{{}, {}, QStringLiteral("b"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("c")}));
    QCOMPARE(server.requestCount(), 6);
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Failed));
}

void tst_EnginePaths::contentEndsTheChain()
{
    ScriptedServer server({sseHead().event(chunks::text(QStringLiteral("half"))).close()});
    Engine engine(withoutWaits());
    RunSpec spec = specAt(server);
    spec.fallbacks = {fallbackAt(server, QStringLiteral("b"))};
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(probe.finished.first().text, QStringLiteral("half"));
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Truncated));
}

void tst_EnginePaths::aRejectedParameterIsLeftOutAndSentAgain()
{
    const QByteArray rejection =
        R"({"error":{"message":"Unsupported parameter: 'temperature' is not supported with this )"
        R"(model.","type":"invalid_request_error","param":"temperature",)"
        R"("code":"unsupported_parameter"}})";
    ScriptedServer server({jsonResponse(400, rejection), chunks::answer(QStringLiteral("hello"))});
    Engine engine(withoutWaits());
    RunSpec spec = specAt(server);
    spec.draft.parameters.temperature = 0.5;
    spec.draft.parameters.topP = 0.9;
    spec.retry.retries = 0; // it is no retry
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    const RunRecord record = probe.finished.first();
    QCOMPARE(toString(record.status), toString(RunStatus::Completed));
    QVERIFY(probe.waits.isEmpty());
    QVERIFY(bodyOf(server, 0).contains(QStringLiteral("temperature")));
    QVERIFY(!bodyOf(server, 1).contains(QStringLiteral("temperature")));
    QVERIFY(bodyOf(server, 1).contains(QStringLiteral("top_p")));
    QCOMPARE(record.attempts[0].error->code, ErrorCode::RejectedParameter);
    QCOMPARE(record.attempts[1].droppedParameter, QStringLiteral("temperature"));
}

void tst_EnginePaths::theReservationComesBeforeAnythingIsSent()
{
    ScriptedServer server({chunks::answer(QStringLiteral("hello"))});
    QPromise<Result<CostReservation>> promise;
    promise.start();
    std::optional<Money> worst;
    Engine::Options options = withoutWaits();
    options.reserve = [&](RunId, const CostEstimate &estimate) {
        worst = estimate.worst;
        return promise.future();
    };
    Engine engine(options);
    RunSpec spec = specAt(server);
    spec.draft.parameters.maxTokens = 100;
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(worst);
    QCOMPARE(worst, estimateCost(spec, {}).worst);
    QCOMPARE(server.connectionCount(), 0);
    promise.addResult(CostReservation{});
    promise.finish();
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Completed));
}

void tst_EnginePaths::aRefusedReservationSendsNothing()
{
    ScriptedServer server({chunks::answer(QStringLiteral("hello"))});
    Engine::Options options;
    options.reserve = [](RunId, const CostEstimate &) {
        return answered(Result<CostReservation>(makeError(ErrorCode::Storage)));
    };
    Engine engine(options);
    RunProbe probe(engine.start(specAt(server)));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.finished.first().error->code, ErrorCode::Storage);
    QVERIFY(probe.finished.first().attempts.empty());
    QCOMPARE(server.connectionCount(), 0);
}

void tst_EnginePaths::aWorstCaseBeyondTheLimitSendsNothing_data()
{
    QTest::addColumn<int>("maxTokens");
    QTest::addColumn<bool>("priced");
    QTest::addColumn<QString>("limit");
    QTest::newRow("the output") << 1'000 << true << QStringLiteral("0.014");
    QTest::newRow("the input alone") << 0 << true << QStringLiteral("0.000003");
    QTest::newRow("no price") << 10 << false << QStringLiteral("5");
}

void tst_EnginePaths::aWorstCaseBeyondTheLimitSendsNothing()
{
    QFETCH(int, maxTokens);
    QFETCH(bool, priced);
    QFETCH(QString, limit);
    ScriptedServer server({chunks::answer(QStringLiteral("hello"))});
    Engine engine({});
    RunSpec spec = specAt(server);
    if (maxTokens > 0) spec.draft.parameters.maxTokens = maxTokens;
    if (!priced) spec.price.reset();
    spec.provider.local = false;
    spec.costLimit = parseUsd(limit);
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY(probe.isDone());
    QCOMPARE(probe.finished.first().error->code, ErrorCode::BudgetReached);
    QCOMPARE(server.connectionCount(), 0);
}

void tst_EnginePaths::aRunStopsAtItsLimitInMidStream()
{
    // $15 a million tokens out, $0.01 at most: 666 tokens, of four letters each.
    Script endless = sseHead();
    for (int i = 0; i < 400; ++i)
        endless.event(chunks::text(QStringLiteral("%1 words of some length; ").arg(i)));
    ScriptedServer server({endless.stall()});
    Engine engine(withoutWaits());
    RunSpec spec = specAt(server);
    spec.costLimit = parseUsd(u"0.01");
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);

    const RunRecord record = probe.finished.first();
    QCOMPARE(record.error->code, ErrorCode::StoppedMidStream);
    QCOMPARE(toString(record.status), toString(RunStatus::Partial));
    QVERIFY(!record.text.isEmpty());
    QCOMPARE(probe.text, record.text);
    QCOMPARE(record.attempts.size(), size_t(1));
    QCOMPARE(toString(record.attempts.front().billing), toString(Billing::Estimated));
    QVERIFY(*record.receipt.total >= *parseUsd(u"0.009"));
    QVERIFY(*record.receipt.total <= *parseUsd(u"0.0115"));
    QTRY_COMPARE_WITH_TIMEOUT(server.openConnections(), 0, Patience); // it is no longer read, nor paid for
}

void tst_EnginePaths::theTightestLimitCounts()
{
    Script endless = sseHead();
    for (int i = 0; i < 400; ++i)
        endless.event(chunks::text(QStringLiteral("%1 words of some length; ").arg(i)));
    ScriptedServer server({endless.stall()});
    Engine::Options options = withoutWaits();
    options.reserve = [](RunId, const CostEstimate &) {
        return answered(Result<CostReservation>(CostReservation{.worst = {}, .costLimit = parseUsd(u"0.01")}));
    };
    Engine engine(options);
    RunSpec spec = specAt(server);
    spec.costLimit = parseUsd(u"100");
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    QCOMPARE(probe.finished.first().error->code, ErrorCode::StoppedMidStream);
}

void tst_EnginePaths::aRepeatingModelIsStopped()
{
    Script looping = sseHead().event(chunks::text(QStringLiteral("Well, ")));
    for (int i = 0; i < 500; ++i)
        looping.event(chunks::text(QStringLiteral("again ")));
    ScriptedServer server({looping.stall()});
    Engine engine(withoutWaits());
    RunProbe probe(engine.start(specAt(server)));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    const RunRecord record = probe.finished.first();
    QCOMPARE(record.error->code, ErrorCode::Repeating);
    QCOMPARE(record.text, QStringLiteral("Well, ") + QStringLiteral("again ").repeated(RepetitionWatch::Tolerated + 1));
    QCOMPARE(toString(record.attempts.front().billing), toString(Billing::Estimated));
    QCOMPARE(server.requestCount(), 1);
}

void tst_EnginePaths::theDeadlineEndsARunWhileItStreams()
{
    ScriptedServer server({sseHead().event(chunks::text(QStringLiteral("some "))).stall()});
    Engine engine(withoutWaits());
    RunSpec spec = specAt(server);
    spec.timeouts.run = 2s;
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    const RunRecord record = probe.finished.first();
    QCOMPARE(record.error->code, ErrorCode::TotalTimeout);
    QCOMPARE(record.error->argument, QStringLiteral("2"));
    QCOMPARE(record.text, QStringLiteral("some "));
    QCOMPARE(server.requestCount(), 1);
}

void tst_EnginePaths::theDeadlineEndsARunWhileItWaits()
{
    ScriptedServer server({jsonResponse(503, "{}", {{"Retry-After", "50"}})});
    Engine engine({});
    RunSpec spec = specAt(server);
    spec.timeouts.run = 2s;
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    const RunRecord record = probe.finished.first();
    QCOMPARE(record.error->code, ErrorCode::TotalTimeout);
    QCOMPARE(record.attempts.size(), size_t(1));
    QCOMPARE(record.attempts.front().error->httpStatus, 503);
    QTRY_COMPARE(engine.activeRuns(), 0);
}

void tst_EnginePaths::aContinuedRunHasOnlyTheNewText()
{
    ScriptedServer server({chunks::answer(QStringLiteral("a time."))});
    Engine engine(withoutWaits());
    RunSpec spec = specAt(server);
    spec.continuation = Continuation{{41}, QStringLiteral("Once upon ")};
    RunProbe probe(engine.start(spec));
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    const RunRecord record = probe.finished.first();
    QCOMPARE(record.text, QStringLiteral("a time."));
    QCOMPARE(record.continues.value, 41);
    QCOMPARE(record.messages, spec.messages);
    const QJsonArray messages = bodyOf(server, 0).value(QStringLiteral("messages")).toArray();
    QCOMPARE(messages.size(), 2);
    QVERIFY(
        messages.last().toObject().value(QStringLiteral("content")).toString().contains(QStringLiteral("Once upon")));
}

void tst_EnginePaths::onceIsOnAFreshConnection()
{
    // Two runs at once leave two connections open. On one of them the third is met by a close, and must not be sent
    // again on the other, which may be as stale.
    const QByteArray whole = R"({"choices":[{"message":{"content":"one"},"finish_reason":"stop"}]})";
    const HttpHeaders headers = {{"Content-Type", "application/json"},
                                 {"Content-Length", QByteArray::number(whole.size())}};
    const Script slow = Script().pause(500ms).write(responseHead(200, headers) + whole);
    ScriptedServer server({slow, slow, Script().close(), chunks::answer(QStringLiteral("two"))});
    Engine engine(withoutWaits());
    RunProbe first(engine.start(specAt(server)));
    RunProbe second(engine.start(specAt(server)));
    QTRY_VERIFY_WITH_TIMEOUT(first.isDone() && second.isDone(), Patience);
    QCOMPARE(server.connectionCount(), 2);
    RunProbe third(engine.start(specAt(server)));
    QTRY_VERIFY_WITH_TIMEOUT(third.isDone(), Patience);
    QCOMPARE(third.attempts.first().error->code, ErrorCode::OutcomeUnknown);
    QCOMPARE(third.finished.first().text, QStringLiteral("two"));
    QCOMPARE(server.requestCount(), 4);
    QCOMPARE(server.requests().at(3).connection, 2);
}

void tst_EnginePaths::cancelAsSoonAsAnAttemptStarts()
{
    ScriptedServer server({chunks::answer(QStringLiteral("hello"))});
    Engine engine({});
    Run *run = engine.start(specAt(server));
    RunProbe probe(run);
    connect(run, &Run::attemptStarted, run, &Run::cancel);
    QTRY_VERIFY_WITH_TIMEOUT(probe.isDone(), Patience);
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Cancelled));
    QCOMPARE(probe.finished.first().attempts.size(), size_t(1));
}

void tst_EnginePaths::cancelSettlesWhileOthersAreAsked_data()
{
    QTest::addColumn<bool>("journalling");
    QTest::newRow("reserving") << false;
    QTest::newRow("journalling") << true;
}

void tst_EnginePaths::cancelSettlesWhileOthersAreAsked()
{
    QFETCH(bool, journalling);
    ScriptedServer server({chunks::answer(QStringLiteral("hello"))});
    QPromise<Result<CostReservation>> reservation;
    QPromise<Outcome> journal;
    reservation.start();
    journal.start();
    int asked = 0;
    Engine::Options options;
    if (journalling) {
        options.journal = [&](RunId, const Attempt &) {
            ++asked;
            return journal.future();
        };
    } else {
        options.reserve = [&](RunId, const CostEstimate &) {
            ++asked;
            return reservation.future();
        };
    }
    Engine engine(options);
    Run *run = engine.start(specAt(server));
    RunProbe probe(run);
    QTRY_COMPARE(asked, 1);
    run->cancel();
    QTRY_VERIFY(probe.isDone()); // without waiting for the answer
    QCOMPARE(toString(probe.finished.first().status), toString(RunStatus::Cancelled));
    QTRY_COMPARE(engine.activeRuns(), 0);
    reservation.addResult(CostReservation{});
    reservation.finish();
    journal.addResult(Outcome(Done{}));
    journal.finish();
    RunProbe next(engine.start(specAt(server))); // the slot is free again
    QTRY_VERIFY_WITH_TIMEOUT(next.isDone(), 30'000);
    QCOMPARE(asked, 2);
    QCOMPARE(server.requestCount(), 1); // the next one's; the cancelled run sent nothing
    QCOMPARE(probe.finished.size(), 1);
}

QTEST_GUILESS_MAIN(tst_EnginePaths)
#include "tst_enginepaths.moc"

#include "core/engine/recordedrequest.h"
#include "core/engine/runplan.h"
#include "core/providers/registry.h"

#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(burin::ErrorCode)

class tst_RunPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachTargetHasItsOwnRetries();
    void onlyChosenFailuresFallBack_data();
    void onlyChosenFailuresFallBack();
    void nothingFollowsContent();
    void aTargetThatCannotBeSentToIsSkipped();
    void aServersLongWaitFallsBackToo();
    void aRejectedParameterIsLeftOutOnce();
    void atMostThreeParametersAreLeftOut();
    void theNextTargetGetsAllParameters();
    void anEmptyBudgetEndsTheRetries();
    void onlyOnceWantsAFreshConnection();
    void aNewKeyReachesTheTargetsOfItsProvider();
    void theDearestTargetIsEstimated();
    void theUsersPriceIsForTheRunsOwnModel();
    void toolsAndTheFormatGoToEveryTarget();
    void aTargetThatCannotTakeAFileIsSkipped();
    void aRequestIsCopiedFromWhereItWasSent();
};

namespace {

ProviderProfile server(const QString &name)
{
    return adHocProvider(QStringLiteral("openai"), QUrl(QStringLiteral("https://%1.example/v1").arg(name)));
}

FallbackTarget fallback(const QString &model)
{
    return {.provider = server(model), .key = Secret("sk-" + model.toLatin1()), .model = model};
}

RunSpec spec(const QStringList &fallbacks = {})
{
    RunSpec spec;
    spec.provider = server(QStringLiteral("own"));
    spec.key = Secret("sk-own");
    spec.draft.model = QStringLiteral("own");
    spec.messages = {{Role::User, QStringLiteral("hi")}};
    spec.createdAt = QDateTime::currentDateTimeUtc();
    for (const QString &model : fallbacks)
        spec.fallbacks.push_back(fallback(model));
    return spec;
}

Error rejected(const QString &parameter)
{
    return makeError(ErrorCode::RejectedParameter, parameter);
}

template <class T> bool isStep(const NextStep &step)
{
    return std::holds_alternative<T>(step);
}

} // namespace

void tst_RunPlan::eachTargetHasItsOwnRetries()
{
    RunSpec own = spec({QStringLiteral("second")});
    own.retry.retries = 2;
    RunPlan plan(own);
    const Error error = makeError(ErrorCode::Overloaded);
    QVERIFY(plan.nextAttempt(1).providerId.isEmpty());
    for (const QString &model : {QStringLiteral("own"), QStringLiteral("second")}) {
        QCOMPARE(plan.target().model, model);
        QCOMPARE(std::get<RetryAfter>(plan.after(error, {})).delay, 2s);
        QCOMPARE(std::get<RetryAfter>(plan.after(error, {})).delay, 4s);
        if (model == QStringLiteral("own")) QVERIFY(isStep<FallBack>(plan.after(error, {})));
    }
    QCOMPARE(std::get<GiveUp>(plan.after(error, {})).error, error);
    const Attempt next = plan.nextAttempt(7);
    QCOMPARE(next.number, 7);
    QCOMPARE(next.modelRequested, QStringLiteral("second"));
    QCOMPARE(next.providerId, plan.target().provider.id);
}

void tst_RunPlan::onlyChosenFailuresFallBack_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("fallsBack");
    QTest::newRow("model not found") << ErrorCode::ModelNotFound << true;
    QTest::newRow("no credit") << ErrorCode::PaymentRequired << true;
    QTest::newRow("broken endpoint") << ErrorCode::CircuitOpen << true;
    QTest::newRow("rejected key") << ErrorCode::RejectedKey << false;
    QTest::newRow("bad request") << ErrorCode::BadRequest << false;
    QTest::newRow("moderation") << ErrorCode::Moderation << false;
}

void tst_RunPlan::onlyChosenFailuresFallBack()
{
    QFETCH(ErrorCode, code);
    QFETCH(bool, fallsBack);
    RunPlan plan(spec({QStringLiteral("second")}));
    QCOMPARE(isStep<FallBack>(plan.after(makeError(code), {})), fallsBack);
    RunSpec none = spec({QStringLiteral("second")});
    none.fallbackOn.clear();
    QVERIFY(isStep<GiveUp>(RunPlan(none).after(makeError(code), {})));
}

void tst_RunPlan::nothingFollowsContent()
{
    RunSpec own = spec({QStringLiteral("second")});
    own.draft.parameters.temperature = 1;
    RunPlan plan(own);
    for (const Error &error : {makeError(ErrorCode::Overloaded), rejected(QStringLiteral("temperature")),
                               makeError(ErrorCode::ModelNotFound)})
        QVERIFY(isStep<GiveUp>(plan.after(error, {.hadContent = true})));
    QCOMPARE(plan.target().model, QStringLiteral("own"));
}

void tst_RunPlan::aTargetThatCannotBeSentToIsSkipped()
{
    RunSpec own = spec({QStringLiteral("keyless"), QStringLiteral("strange"), QStringLiteral("good")});
    own.fallbacks[0].provider.needsKey = true;
    own.fallbacks[0].key = {};
    own.fallbacks[1].provider.kind = QStringLiteral("unheard-of");
    RunPlan plan(own);
    QVERIFY(isStep<FallBack>(plan.after(makeError(ErrorCode::ModelNotFound), {})));
    QCOMPARE(plan.target().model, QStringLiteral("good"));
    QVERIFY(isStep<GiveUp>(plan.after(makeError(ErrorCode::ModelNotFound), {})));
}

void tst_RunPlan::aServersLongWaitFallsBackToo()
{
    Error error = makeError(ErrorCode::TooManyRequests);
    error.retryAfter = 3600s;
    RunPlan plan(spec({QStringLiteral("second")}));
    QVERIFY(isStep<FallBack>(plan.after(error, {})));
    QCOMPARE(std::get<GiveUp>(plan.after(error, {})).error.code, ErrorCode::LongWait);
}

void tst_RunPlan::aRejectedParameterIsLeftOutOnce()
{
    RunSpec own = spec();
    own.draft.parameters.temperature = 0.5;
    own.draft.parameters.seed = 7;
    own.retry.retries = 1;
    RunPlan plan(own);
    QCOMPARE(std::get<Resend>(plan.after(rejected(QStringLiteral("temperature")), {})).parameter,
             QStringLiteral("temperature"));
    QVERIFY(!plan.request().parameters.temperature);
    QCOMPARE(plan.request().parameters.seed, std::optional<qint64>(7));
    QCOMPARE(plan.nextAttempt(2).droppedParameter, QStringLiteral("temperature"));
    QVERIFY(isStep<RetryAfter>(plan.after(makeError(ErrorCode::Overloaded), {}))); // it cost no retry
    QVERIFY(plan.nextAttempt(3).droppedParameter.isEmpty());
    QVERIFY(!plan.request().parameters.temperature); // and stays left out
    QVERIFY(isStep<GiveUp>(plan.after(rejected(QStringLiteral("temperature")), {})));
    QVERIFY(isStep<GiveUp>(plan.after(rejected(QStringLiteral("top_k")), {}))); // was never sent
}

void tst_RunPlan::atMostThreeParametersAreLeftOut()
{
    RunSpec own = spec();
    own.draft.parameters = {
        .temperature = 1, .topP = 1, .maxTokens = 9, .seed = 7, .stop = {}, .reasoningEffort = {}, .extra = {}};
    RunPlan plan(own);
    for (const QString &name : {QStringLiteral("temperature"), QStringLiteral("top_p"), QStringLiteral("seed")})
        QVERIFY(isStep<Resend>(plan.after(rejected(name), {})));
    QVERIFY(isStep<GiveUp>(plan.after(rejected(QStringLiteral("max_tokens")), {})));
}

void tst_RunPlan::theNextTargetGetsAllParameters()
{
    RunSpec own = spec({QStringLiteral("second")});
    own.draft.parameters.temperature = 0.5;
    RunPlan plan(own);
    QVERIFY(isStep<Resend>(plan.after(rejected(QStringLiteral("temperature")), {})));
    QVERIFY(isStep<FallBack>(plan.after(makeError(ErrorCode::ModelNotFound), {})));
    QCOMPARE(plan.request().parameters.temperature, std::optional(0.5));
    QVERIFY(plan.nextAttempt(3).droppedParameter.isEmpty());
}

void tst_RunPlan::anEmptyBudgetEndsTheRetries()
{
    RunPlan plan(spec());
    const Error error = makeError(ErrorCode::Overloaded);
    int asked = 0;
    const auto once = [&asked] { return ++asked <= 1; };
    QVERIFY(isStep<RetryAfter>(plan.after(error, {.takeRetry = once})));
    QCOMPARE(std::get<GiveUp>(plan.after(error, {.takeRetry = once})).error, error);
    QVERIFY(isStep<GiveUp>(plan.after(makeError(ErrorCode::BadRequest), {.takeRetry = once})));
    QCOMPARE(asked, 2); // not asked where there is no retry anyway
}

void tst_RunPlan::onlyOnceWantsAFreshConnection()
{
    RunPlan plan(spec());
    plan.after(makeError(ErrorCode::Overloaded), {});
    QVERIFY(!plan.wantsFreshConnection());
    plan.after(makeError(ErrorCode::OutcomeUnknown), {});
    QVERIFY(plan.wantsFreshConnection());
    plan.after(makeError(ErrorCode::Overloaded), {});
    QVERIFY(!plan.wantsFreshConnection());
}

void tst_RunPlan::aNewKeyReachesTheTargetsOfItsProvider()
{
    RunPlan plan(spec({QStringLiteral("second")}));
    const QString before = plan.endpoint();
    QVERIFY(!before.contains(QStringLiteral("sk-own")));
    QVERIFY(!plan.useKey(server(QStringLiteral("elsewhere")), Secret("sk-new")));
    QCOMPARE(plan.endpoint(), before);
    QVERIFY(plan.useKey(server(QStringLiteral("own")), Secret("sk-new")));
    QVERIFY(plan.endpoint() != before);
    QVERIFY(plan.target().key == Secret("sk-new"));
    QVERIFY(plan.fallBack(makeError(ErrorCode::ModelNotFound)));
    QVERIFY(plan.target().key == Secret("sk-second"));
}

void tst_RunPlan::theDearestTargetIsEstimated()
{
    PriceRow row;
    row.source = QStringLiteral("test");
    std::vector<PriceRow> rows;
    for (const auto &[model, price] : {std::pair{"own", 1}, std::pair{"second", 5}, std::pair{"third", 2}}) {
        row.model = QString::fromLatin1(model);
        row.provider = server(row.model).id;
        row.input = row.output = TieredPrice{Money{price}, {}};
        rows.push_back(row);
    }
    const PriceBook book(rows);
    RunSpec own = spec({QStringLiteral("second"), QStringLiteral("third")});
    own.draft.parameters.maxTokens = 100;
    const CostEstimate estimate = RunPlan(own).estimate(book);
    QCOMPARE(estimate.worst, std::optional(Money{5 * (estimate.inputTokens + 100)}));
    const std::vector<RunSpec> targets = RunPlan(own).targetSpecs();
    QCOMPARE(targets.size(), 3u);
    QCOMPARE(targets[1].draft.model, QStringLiteral("second"));
    QVERIFY(targets[1].key.isEmpty() && targets[0].fallbacks.front().key.isEmpty());
    std::vector<InputTokens> counts(3);
    for (size_t i = 0; i < counts.size(); ++i)
        counts[i].total = qint64(10 + i); // counted, not guessed
    QCOMPARE(RunPlan(own).estimate(book, counts).worst, std::optional(Money{5 * (11 + 100)}));
    own.fallbacks.push_back(fallback(QStringLiteral("unpriced")));
    QCOMPARE(RunPlan(own).estimate(book).worst, std::nullopt);
}

void tst_RunPlan::theUsersPriceIsForTheRunsOwnModel()
{
    RunSpec own = spec({QStringLiteral("second")});
    own.price = PriceOverride{*parseUsd(u"1"), *parseUsd(u"2")};
    RunPlan plan(own);
    QCOMPARE(plan.pricing({}).price, own.price);
    QVERIFY(plan.fallBack(makeError(ErrorCode::ModelNotFound)));
    QVERIFY(!plan.pricing({}).price);
    QCOMPARE(plan.pricing({}).model, QStringLiteral("second"));
}

void tst_RunPlan::toolsAndTheFormatGoToEveryTarget()
{
    RunSpec own = spec({QStringLiteral("second")});
    own.draft.tools = {{QStringLiteral("f"), QStringLiteral("Does it."), QStringLiteral("{}")}};
    own.draft.format = {ResponseFormat::Kind::JsonSchema, QStringLiteral("s"), QStringLiteral("{}")};
    RunPlan plan(own);
    for (const char *model : {"own", "second"}) {
        QCOMPARE(plan.request().model, QString::fromLatin1(model));
        QVERIFY(plan.request().tools == own.draft.tools);
        QVERIFY(plan.request().format == own.draft.format);
        plan.fallBack(makeError(ErrorCode::Overloaded));
    }
    own.draft.tools.front().parameters = QStringLiteral("{");
    QVERIFY(RunPlan(own).problem()->code == ErrorCode::BadJson); // before anything is sent
}

void tst_RunPlan::aTargetThatCannotTakeAFileIsSkipped()
{
    RunSpec own = spec({QStringLiteral("second"), QStringLiteral("third")});
    own.fallbacks.front().provider.kind = QStringLiteral("ollama");
    own.messages.front().attachments = {{QStringLiteral("a.pdf"), QStringLiteral("application/pdf"), "%PDF"}};
    own.messages.front().text.clear(); // the file says enough
    RunPlan plan(own);
    QVERIFY(!plan.problem());
    QVERIFY(plan.fallBack(makeError(ErrorCode::Overloaded)));
    QCOMPARE(plan.target().model, QStringLiteral("third"));
}

void tst_RunPlan::aRequestIsCopiedFromWhereItWasSent()
{
    RunRecord record;
    record.providerId = QStringLiteral("own");
    record.draft.model = QStringLiteral("own");
    QVERIFY(!recordedRequest(record, server(QStringLiteral("own")))); // nothing was sent
    record.requestJson = "{\"as\": \"sent\"}";
    record.attempts.resize(2);
    QCOMPARE(lastProviderOf(record), QStringLiteral("own"));
    record.attempts.back().providerId = QStringLiteral("other");
    record.attempts.back().modelRequested = QStringLiteral("gemini-x");
    QCOMPARE(lastProviderOf(record), QStringLiteral("other"));
    ProviderProfile other = server(QStringLiteral("other"));
    other.kind = QStringLiteral("gemini");
    const std::optional<HttpRequest> request = recordedRequest(record, other);
    QCOMPARE(request->body, record.requestJson);
    QVERIFY2(request->url.path().contains(QStringLiteral("gemini-x")), qPrintable(request->url.toString()));
    QCOMPARE(request->keyHeader, QByteArray("x-goog-api-key"));
}

QTEST_APPLESS_MAIN(tst_RunPlan)
#include "tst_runplan.moc"

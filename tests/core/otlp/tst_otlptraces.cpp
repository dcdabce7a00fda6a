#include "core/otlp/otlptraces.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;

/// Runs as OTLP/JSON: ids, times and attributes as the protocol and the conventions have them.
class tst_OtlpTraces : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunIsATraceAndEachAttemptAChild();
    void usageAndCostAreOnTheAttemptsOnly();
    void errorsHaveTheirCategoryAndNoWords();
    void contentIsLeftOutUnlessAskedFor();
    void unpricedIsNotZero();
    void aRunWithoutAttemptsIsASpan();
    void idsAreTheSameEachTime();
};

namespace {

PortableRun sample()
{
    PortableRun run;
    run.key = QUuid(QStringLiteral("01936f0e-3a00-7abc-8def-0123456789ab"));
    RunRecord &record = run.record;
    record.createdAt = QDateTime::fromMSecsSinceEpoch(1'764'000'000'123, Qt::UTC);
    record.endedAt = record.createdAt.addMSecs(5'000);
    record.status = RunStatus::Completed;
    record.providerId = QStringLiteral("gemini");
    record.draft.title = QStringLiteral("Support reply");
    record.draft.model = QStringLiteral("m-1");
    record.draft.parameters.temperature = 0.5;
    record.draft.parameters.maxTokens = 100;
    record.messages = {{Role::System, QStringLiteral("secret system")},
                       {Role::User, QStringLiteral("secret question")}};
    record.text = QStringLiteral("secret answer");
    record.finishReason = FinishReason::Stop;
    record.responseId = QStringLiteral("resp-1");
    Attempt failed;
    failed.startedAt = record.createdAt.addMSecs(10);
    failed.duration = milliseconds{400};
    failed.httpStatus = 429;
    failed.error = makeError(ErrorCode::TooManyRequests, {}, QStringLiteral("secret question quoted"));
    Attempt good;
    good.number = 2;
    good.startedAt = record.createdAt.addMSecs(1'000);
    good.duration = milliseconds{4'000};
    good.waited = milliseconds{590};
    good.httpStatus = 200;
    good.firstContent = milliseconds{250};
    good.modelServed = QStringLiteral("m-1-2026");
    good.usage.input = 9'007'199'254'740'993;
    good.usage.output = 7;
    good.usage.cachedInput = 3;
    good.receipt.total = Money{10'500'000'000};
    good.receipt.provenance = Provenance::Computed;
    record.attempts = {failed, good};
    record.receipt = good.receipt;
    return run;
}

QJsonArray spansOf(const QByteArray &body)
{
    const QJsonObject all = QJsonDocument::fromJson(body).object();
    return all.value(u"resourceSpans")[0][u"scopeSpans"][0][u"spans"].toArray();
}

QJsonObject attribute(const QJsonValue &span, const char *key)
{
    for (const QJsonArray all = span[u"attributes"].toArray(); const QJsonValue &attribute : all)
        if (attribute[u"key"].toString() == QLatin1StringView(key)) return attribute[u"value"].toObject();
    return {};
}

} // namespace

void tst_OtlpTraces::aRunIsATraceAndEachAttemptAChild()
{
    const QByteArray body = otlpTraces({sample()}, SpanContent::Without);
    const QJsonArray spans = spansOf(body);
    QCOMPARE(spans.size(), 3);
    const QJsonValue run = spans[0];
    QCOMPARE(run[u"traceId"].toString(), QStringLiteral("01936f0e3a007abc8def0123456789ab"));
    QCOMPARE(run[u"spanId"].toString().size(), 16);
    QVERIFY(run[u"parentSpanId"].isUndefined());
    QCOMPARE(run[u"name"].toString(), QStringLiteral("run Support reply"));
    QCOMPARE(run[u"startTimeUnixNano"].toString(), QStringLiteral("1764000000123000000"));
    QCOMPARE(run[u"endTimeUnixNano"].toString(), QStringLiteral("1764000005123000000"));
    QCOMPARE(run[u"status"][u"code"].toInt(), 1);
    for (int i : {1, 2}) {
        QCOMPARE(spans[i][u"traceId"], run[u"traceId"]);
        QCOMPARE(spans[i][u"parentSpanId"], run[u"spanId"]);
        QCOMPARE(spans[i][u"kind"].toInt(), 3);
        QCOMPARE(spans[i][u"name"].toString(), QStringLiteral("chat m-1"));
    }
    QVERIFY(spans[1][u"spanId"] != spans[2][u"spanId"]);
    QCOMPARE(spans[2][u"endTimeUnixNano"].toString(), QStringLiteral("1764000005123000000"));
    QCOMPARE(attribute(spans[2], "gen_ai.operation.name").value(u"stringValue").toString(), QStringLiteral("chat"));
    QCOMPARE(attribute(spans[2], "gen_ai.provider.name").value(u"stringValue").toString(),
             QStringLiteral("gcp.gemini"));
    QCOMPARE(attribute(spans[2], "gen_ai.request.temperature").value(u"doubleValue").toDouble(), 0.5);
    QCOMPARE(attribute(spans[2], "gen_ai.response.time_to_first_chunk").value(u"doubleValue").toDouble(), 0.25);
    QCOMPARE(attribute(spans[2], "gen_ai.response.finish_reasons")
                 .value(u"arrayValue")[u"values"][0][u"stringValue"]
                 .toString(),
             QStringLiteral("stop"));
    QVERIFY(attribute(spans[1], "gen_ai.response.id").isEmpty()); // the answer is the last one's
}

void tst_OtlpTraces::usageAndCostAreOnTheAttemptsOnly()
{
    const QJsonArray spans = spansOf(otlpTraces({sample()}, SpanContent::Without));
    QCOMPARE(attribute(spans[2], "gen_ai.usage.input_tokens").value(u"intValue").toString(),
             QStringLiteral("9007199254740993")); // more than a double holds
    QCOMPARE(attribute(spans[2], "gen_ai.usage.cache_read.input_tokens").value(u"intValue").toString(),
             QStringLiteral("3"));
    QCOMPARE(attribute(spans[2], "burin.cost.usd").value(u"stringValue").toString(), QStringLiteral("0.010500000000"));
    QCOMPARE(attribute(spans[2], "gen_ai.usage.cost").value(u"doubleValue").toDouble(), 0.0105);
    for (const QJsonArray all = spans[0][u"attributes"].toArray(); const QJsonValue &attribute : all)
        QVERIFY2(!attribute[u"key"].toString().startsWith(u"gen_ai.usage"), "counted twice");
}

void tst_OtlpTraces::errorsHaveTheirCategoryAndNoWords()
{
    const QByteArray body = otlpTraces({sample()}, SpanContent::Without);
    const QJsonArray spans = spansOf(body);
    QVERIFY(attribute(spans[1], "error.type").value(u"stringValue").toString().startsWith(u"RATE_LIMIT_ERROR/"));
    QCOMPARE(spans[1][u"status"][u"code"].toInt(), 2);
    QCOMPARE(attribute(spans[1], "http.response.status_code").value(u"intValue").toString(), QStringLiteral("429"));
    PortableRun stopped = sample();
    stopped.record.status = RunStatus::Cancelled;
    QCOMPARE(spansOf(otlpTraces({stopped}, SpanContent::Without))[0][u"status"][u"code"].toInt(), 0);
    stopped.record.status = RunStatus::Truncated;
    QCOMPARE(spansOf(otlpTraces({stopped}, SpanContent::Without))[0][u"status"][u"code"].toInt(), 2);
}

void tst_OtlpTraces::contentIsLeftOutUnlessAskedFor()
{
    QVERIFY(!otlpTraces({sample()}, SpanContent::Without).contains("secret"));
    const QByteArray body = otlpTraces({sample()}, SpanContent::With);
    const QJsonArray spans = spansOf(body);
    const auto text = [&](int span, const char *key) {
        return attribute(spans[span], key).value(u"stringValue").toString();
    };
    QCOMPARE(text(2, "gen_ai.output.messages"),
             QStringLiteral(R"([{"finish_reason":"stop","parts":[{"content":"secret answer","type":"text"}],)"
                            R"("role":"assistant"}])"));
    QVERIFY(text(2, "gen_ai.input.messages").contains(u"secret question"));
    QVERIFY(text(2, "gen_ai.system_instructions").contains(u"secret system"));
    QVERIFY(text(1, "gen_ai.output.messages").isEmpty());
    QVERIFY(!body.contains("quoted")); // an error's words are no content
}

void tst_OtlpTraces::unpricedIsNotZero()
{
    PortableRun run = sample();
    run.record.attempts[1].receipt = {};
    run.record.receipt = {};
    const QByteArray body = otlpTraces({run}, SpanContent::Without);
    QVERIFY(!body.contains("cost"));
}

void tst_OtlpTraces::aRunWithoutAttemptsIsASpan()
{
    PortableRun run = sample();
    run.record.attempts.clear();
    run.record.endedAt = {};
    const QJsonArray spans = spansOf(otlpTraces({run, sample()}, SpanContent::With));
    QCOMPARE(spans.size(), 4);
    QVERIFY(spans[0][u"endTimeUnixNano"].toString() >= spans[0][u"startTimeUnixNano"].toString());
}

void tst_OtlpTraces::idsAreTheSameEachTime()
{
    QCOMPARE(otlpTraces({sample()}, SpanContent::With), otlpTraces({sample()}, SpanContent::With));
    QVERIFY(spanId(sample().key, 0) != spanId(sample().key, 1));
    QVERIFY(spanId(sample().key, 1) != spanId(QUuid::createUuid(), 1));
}

QTEST_APPLESS_MAIN(tst_OtlpTraces)
#include "tst_otlptraces.moc"

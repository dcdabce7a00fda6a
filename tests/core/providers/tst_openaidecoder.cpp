#include "understood.h"

#include "core/providers/registry.h"

#include <QTest>

using namespace burin;

namespace {

Frame frameOf(const QByteArray &data)
{
    Frame frame;
    frame.data = data;
    return frame;
}

QByteArray delta(const QByteArray &fields, const QByteArray &rest = {})
{
    return R"({"id":"c","model":"m","choices":[{"index":0,"delta":{)" + fields + "}}]" + rest + "}";
}

QByteArray finished(const QByteArray &reason, const QByteArray &rest = {})
{
    return R"({"choices":[{"index":0,"delta":{},"finish_reason":")" + reason + "\"" + rest + "}]}";
}

Understood read(const QList<QByteArray> &datas, QStringView kind = u"openai")
{
    const std::unique_ptr<StreamDecoder> decoder = providerFor(kind)->decoder({});
    Understood all;
    for (const QByteArray &data : datas)
        add(all, decoder->decode(frameOf(data)));
    return all;
}

Understood whole(const QByteArray &body, QStringView kind = u"openai")
{
    ProviderProfile profile;
    profile.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:8080/v1"));
    Understood all;
    add(all, providerFor(kind)->decodeWhole(profile, body));
    return all;
}

} // namespace

class tst_OpenAiDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finishReasonsAreTranslated_data();
    void finishReasonsAreTranslated();
    void aRepeatedFinishIsToldOnce();
    void commentsAndPingsAreSignsOfLife();
    void aDamagedFrameIsCountedAndSkipped();
    void bytesThatAreNotUtf8AreReplaced();
    void halvesOfACharacterJoin();
    void anUnterminatedFrameGivesTextButNoEnd();
    void anUnterminatedFragmentIsNothing();
    void afterTheEndOnlyUsageCounts();
    void errorsAreUnderstood_data();
    void errorsAreUnderstood();
    void noErrorIsSeenWhereThereIsNone_data();
    void noErrorIsSeenWhereThereIsNone();
    void aWholeAnswerIsUnderstood();
    void aWholeErrorIsUnderstood_data();
    void aWholeErrorIsUnderstood();
    void aWholeMessageInAStreamIsTakenOnce();
    void theOldFunctionCallIsAToolCall();
    void reasoningIsNotDoubled();
};

void tst_OpenAiDecoder::finishReasonsAreTranslated_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("native");
    const auto row = [](const char *reason, const char *expected, const char *native) {
        QTest::newRow(reason) << QByteArray(reason) << QString::fromLatin1(expected) << QString::fromLatin1(native);
    };
    row("stop", "stop", "");
    row("length", "length", "");
    row("tool_calls", "tool_calls", "");
    row("function_call", "tool_calls", "function_call");
    row("content_filter", "content_filter", "");
    row("error", "error", "");
    row("model_length", "length", "model_length");
    row("eos", "stop", "eos");
    row("insufficient_system_resource", "error", "insufficient_system_resource");
    row("abort", "unknown", "abort");
}

void tst_OpenAiDecoder::finishReasonsAreTranslated()
{
    QFETCH(QByteArray, reason);
    QFETCH(QString, expected);
    QFETCH(QString, native);
    const Understood all = read({finished(reason)});
    QVERIFY(all.finish);
    QCOMPARE(toString(all.finish->reason), expected);
    QCOMPARE(all.finish->nativeReason, native);
    const Understood router = read({finished(reason, R"(,"native_finish_reason":"END")")}, u"openrouter");
    QCOMPARE(router.finish->nativeReason, QStringLiteral("END"));
}

void tst_OpenAiDecoder::aRepeatedFinishIsToldOnce()
{
    const std::unique_ptr<StreamDecoder> decoder = providerFor(u"openai")->decoder({});
    QCOMPARE(decoder->decode(frameOf(finished("stop"))).size(), size_t(1));
    QVERIFY(decoder->decode(frameOf(finished("stop"))).empty());
    QCOMPARE(decoder->decode(frameOf(finished("error"))).size(), size_t(1));
    QVERIFY(read({finished("")}).finish == std::nullopt);
}

void tst_OpenAiDecoder::commentsAndPingsAreSignsOfLife()
{
    Frame comment = frameOf(" OPENROUTER PROCESSING");
    comment.kind = Frame::Kind::Comment;
    Frame ping = frameOf(R"({"type":"ping"})");
    ping.event = "ping";
    for (const QString &kind : providerKinds()) {
        const std::unique_ptr<StreamDecoder> decoder = providerFor(kind)->decoder({});
        for (const Frame &frame : {comment, ping, frameOf("")}) {
            const std::vector<StreamEvent> events = decoder->decode(frame);
            QCOMPARE(events.size(), size_t(1));
            QVERIFY(std::holds_alternative<KeepAlive>(events.front()));
        }
    }
}

void tst_OpenAiDecoder::aDamagedFrameIsCountedAndSkipped()
{
    const Understood all = read({delta(R"("content":"a")"), R"({"choices":[{"delta":{"content":"lost)", "42",
                                 delta(R"("content":"b")"), "[DONE]"});
    QCOMPARE(all.text, QStringLiteral("ab"));
    QCOMPARE(all.invalid, 2);
    QCOMPARE(all.ends, 1);
}

void tst_OpenAiDecoder::bytesThatAreNotUtf8AreReplaced()
{
    const Understood all = read({delta("\"content\":\"a\xff"
                                       "b\"")});
    QCOMPARE(all.text, QStringLiteral("a\uFFFDb"));
}

void tst_OpenAiDecoder::halvesOfACharacterJoin()
{
    const Understood all = read({delta(R"("content":"\ud83d")"), delta(R"("content":"\ude80")")});
    QCOMPARE(all.text, QStringLiteral("🚀"));
}

void tst_OpenAiDecoder::anUnterminatedFrameGivesTextButNoEnd()
{
    const std::unique_ptr<StreamDecoder> decoder = providerFor(u"openai")->decoder({});
    Frame frame = frameOf(R"({"choices":[{"index":0,"delta":{"content":"last"},"finish_reason":"stop"}]})");
    frame.unterminated = true;
    Understood all;
    add(all, decoder->decode(frame));
    QCOMPARE(all.text, QStringLiteral("last"));
    QVERIFY(!all.finish);
    Frame done = frameOf("[DONE]");
    done.unterminated = true;
    add(all, decoder->decode(done));
    QCOMPARE(all.ends, 0);
}

void tst_OpenAiDecoder::anUnterminatedFragmentIsNothing()
{
    Frame frame = frameOf(R"({"choices":[{"index":0,"delta":{"content":"la)");
    frame.unterminated = true;
    QVERIFY(providerFor(u"openai")->decoder({})->decode(frame).empty());
    frame.event = "error";
    QVERIFY(providerFor(u"openai")->decoder({})->decode(frame).empty());
}

void tst_OpenAiDecoder::afterTheEndOnlyUsageCounts()
{
    const Understood all = read({delta(R"("content":"a")"), finished("stop"), "[DONE]",
                                 delta(R"("content":"b")", R"(,"usage":{"prompt_tokens":5,"completion_tokens":1})"),
                                 finished("length"), R"({"error":{"message":"late"}})", "[DONE]"});
    QCOMPARE(all.text, QStringLiteral("a"));
    QCOMPARE(all.ends, 1);
    QCOMPARE(toString(all.finish->reason), QStringLiteral("stop"));
    QVERIFY(all.failures.empty());
    QCOMPARE(*all.usage->usage.input, 5);
}

void tst_OpenAiDecoder::errorsAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *event, const char *data, const char *id, const char *detail) {
        QTest::newRow(data) << QByteArray(event) << QByteArray(data) << QString::fromLatin1(id)
                            << QString::fromLatin1(detail);
    };
    row("message", R"({"error":{"message":"m","code":429}})", "requests", "m");
    row("message", R"({"error":{"message":"m","code":"429"}})", "requests", "m");
    row("message", R"({"error":{"message":"m","code":502}})", "server_error", "m");
    row("message", R"({"error":{"message":"m","code":503}})", "overloaded", "m");
    row("message", R"({"error":{"message":"m","code":400}})", "bad_request", "m");
    row("message", R"({"error":{"message":"m","code":402}})", "payment_required", "m");
    row("message", R"({"error":{"message":"m","type":"insufficient_quota"}})", "insufficient_quota", "m");
    row("message", R"({"error":{"message":"m","code":"context_length_exceeded"}})", "context_length", "m");
    row("message", R"({"error":{"message":"m","type":"server_error","code":null}})", "error_in_stream", "m");
    row("message", R"({"error":{"message":"m","code":502,"metadata":{"error_type":"provider_overloaded"}}})",
        "overloaded", "m");
    row("message", R"({"error":"just text"})", "error_in_stream", "just text");
    row("message", R"([{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}])", "overloaded", "m");
    row("message", R"({"object":"error","message":"m","type":"BadRequestError","code":400})", "bad_request", "m");
    row("message", R"({"type":"error","error":{"type":"overloaded_error","message":"m"}})", "overloaded", "m");
    row("error", R"({"message":"m"})", "error_in_stream", "m");
    row("error", R"({"error":{"message":"m","code":500}})", "server_error", "m");
    row("error", "not JSON", "error_in_stream", "not JSON");
    row("message", R"({"choices":[{"index":0,"error":{"message":"m","code":504}}]})", "server", "m");
}

void tst_OpenAiDecoder::errorsAreUnderstood()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, data);
    QFETCH(QString, id);
    QFETCH(QString, detail);
    Frame frame = frameOf(data);
    frame.event = event;
    Understood all;
    add(all, providerFor(u"openai")->decoder({})->decode(frame));
    QCOMPARE(all.failures.size(), size_t(1));
    QCOMPARE(QString::fromLatin1(all.failures.front().row().id), id);
    QCOMPARE(all.failures.front().detail, detail);
    QCOMPARE(all.invalid, 0);
}

void tst_OpenAiDecoder::noErrorIsSeenWhereThereIsNone_data()
{
    QTest::addColumn<QByteArray>("field");
    for (const char *field : {"null", "{}", "\"\"", "false"})
        QTest::newRow(field) << QByteArray(field);
}

void tst_OpenAiDecoder::noErrorIsSeenWhereThereIsNone()
{
    QFETCH(QByteArray, field);
    const Understood all = read({delta(R"("content":"a")", ",\"error\":" + field)});
    QVERIFY(all.failures.empty());
    QCOMPARE(all.text, QStringLiteral("a"));
}

void tst_OpenAiDecoder::aWholeAnswerIsUnderstood()
{
    const Understood all =
        whole(R"({"id":"gen-1","model":"m","provider":"P","object":"chat.completion","choices":[{"index":0,
        "message":{"role":"assistant","content":"Hello","reasoning":"Hm","tool_calls":[{"id":"t","type":"function",
        "function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":3,"completion_tokens":2,"cost":0.01}})",
              u"openrouter");
    QCOMPARE(all.text, QStringLiteral("Hello"));
    QCOMPARE(all.reasoning, QStringLiteral("Hm"));
    QCOMPARE(all.responseId, QStringLiteral("gen-1"));
    QCOMPARE(all.provider, QStringLiteral("P"));
    QCOMPARE(all.toolCalls.size(), size_t(1));
    QCOMPARE(all.ends, 1);
    QVERIFY(all.finish);
    QCOMPARE(*all.usage->cost, *parseUsd(u"0.01"));
}

void tst_OpenAiDecoder::aWholeErrorIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *body, const char *id, const char *detail) {
        QTest::newRow(body) << QByteArray(body) << QString::fromLatin1(id) << QString::fromLatin1(detail);
    };
    row(R"({"error":{"message":"m","code":429}})", "requests", "m");
    row(R"([{"error":{"message":"m","code":503}}])", "overloaded", "m");
    row(R"({"error":"text"})", "error_in_stream", "text");
    row("<html><body>Sign in</body></html>", "captive_portal", "");
    row("", "empty_response", "");
    row("   ", "empty_response", "");
    row(R"({"hello":"world"})", "bad_response", "");
    row(R"({"message":"wrong door"})", "bad_response", "wrong door");
    row(R"({"choices":[{"mess)", "bad_response", R"({"choices":[{"mess)");
}

void tst_OpenAiDecoder::aWholeErrorIsUnderstood()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, id);
    QFETCH(QString, detail);
    const Understood all = whole(body);
    QCOMPARE(all.failures.size(), size_t(1));
    QCOMPARE(QString::fromLatin1(all.failures.front().row().id), id);
    QCOMPARE(all.failures.front().detail, detail);
    QCOMPARE(all.ends, 0);
    if (id == QLatin1StringView("bad_response"))
        QCOMPARE(all.failures.front().argument, QStringLiteral("127.0.0.1:8080"));
}

void tst_OpenAiDecoder::aWholeMessageInAStreamIsTakenOnce()
{
    const QByteArray message = R"({"choices":[{"index":0,"message":{"content":"all"},"finish_reason":"stop"}]})";
    QCOMPARE(read({message, "[DONE]"}).text, QStringLiteral("all"));
    QCOMPARE(read({delta(R"("content":"all")"), message}).text, QStringLiteral("all"));
}

void tst_OpenAiDecoder::theOldFunctionCallIsAToolCall()
{
    const Understood all = read({delta(R"("function_call":{"name":"f","arguments":"{\"a\""})"),
                                 delta(R"("function_call":{"arguments":":1}"})"), finished("function_call")});
    QCOMPARE(all.toolCalls.size(), size_t(1));
    QVERIFY((all.toolCalls.front() ==
             ToolCall{QStringLiteral("call_0"), QStringLiteral("f"), QStringLiteral("{\"a\":1}")}));
}

void tst_OpenAiDecoder::reasoningIsNotDoubled()
{
    QCOMPARE(read({delta(R"("reasoning":"x","reasoning_content":"x")")}).reasoning, QStringLiteral("x"));
    QCOMPARE(read({delta(R"("reasoning":"x","reasoning_content":null)")}).reasoning, QStringLiteral("x"));
    QCOMPARE(read({delta(R"("reasoning":{"a":1},"content":"y")")}).text, QStringLiteral("y"));
}

QTEST_GUILESS_MAIN(tst_OpenAiDecoder)
#include "tst_openaidecoder.moc"

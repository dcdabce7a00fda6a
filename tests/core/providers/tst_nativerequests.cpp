#include "core/providers/claudemodels.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;

namespace {

/// A prompt with every role that a format has to place somewhere.
std::vector<Message> conversation()
{
    return {{Role::System, QStringLiteral("Be brief.")},
            {Role::User, QStringLiteral("one")},
            {Role::Assistant, QStringLiteral("two")},
            {Role::User, QStringLiteral("three")}};
}

/// Everything that can be set, so that nothing is lost on the way.
ChatParameters everything()
{
    ChatParameters parameters;
    parameters.temperature = 0.5;
    parameters.topP = 0.25;
    parameters.maxTokens = 77;
    parameters.seed = 9;
    parameters.stop = {QStringLiteral("END")};
    return parameters;
}

HttpRequest encoded(const QString &kind, const QString &model, const ChatParameters &parameters,
                    const std::vector<Message> &messages = conversation())
{
    const ProviderProfile profile = adHocProvider(kind, QUrl(QStringLiteral("https://h.example")));
    return providerFor(kind)->encode(profile, {model, messages, parameters}, Secret("k"));
}

QJsonObject bodyOf(const HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

/// What leaves the computer in the vendors' own formats, whole: a field too many or too few is a failure.
class tst_NativeRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendExactlyThis_data();
    void sendExactlyThis();
    void goToTheFormatsAddressWithItsKey_data();
    void goToTheFormatsAddressWithItsKey();
    void makeRoomForALongPrompt();
    void askForThinkingAsTheModelUnderstandsIt_data();
    void askForThinkingAsTheModelUnderstandsIt();
    void neverBeginAnAnswerWithTrailingSpace();
    void knowWhatAClaudeModelTakes_data();
    void knowWhatAClaudeModelTakes();
};

void tst_NativeRequests::sendExactlyThis_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("parameters");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *kind, bool parameters, const char *body) {
        QTest::newRow(name) << QString::fromLatin1(kind) << parameters << QByteArray(body);
    };
    row("Anthropic, nothing set", "anthropic", false,
        R"({"max_tokens":64000,"messages":[{"content":"one","role":"user"},{"content":"two","role":"assistant"},
            {"content":"three","role":"user"}],"model":"claude-sonnet-4-5","stream":true,"system":"Be brief."})");
    row("Anthropic, everything set", "anthropic", true,
        R"({"max_tokens":77,"messages":[{"content":"one","role":"user"},{"content":"two","role":"assistant"},
            {"content":"three","role":"user"}],"model":"claude-sonnet-4-5","seed":9,"stop_sequences":["END"],
            "stream":true,"system":"Be brief.","temperature":0.5,"top_p":0.25})");
    row("Gemini, nothing set", "gemini", false,
        R"({"contents":[{"parts":[{"text":"one"}],"role":"user"},{"parts":[{"text":"two"}],"role":"model"},
            {"parts":[{"text":"three"}],"role":"user"}],"systemInstruction":{"parts":[{"text":"Be brief."}]}})");
    row("Gemini, everything set", "gemini", true,
        R"({"contents":[{"parts":[{"text":"one"}],"role":"user"},{"parts":[{"text":"two"}],"role":"model"},
            {"parts":[{"text":"three"}],"role":"user"}],"systemInstruction":{"parts":[{"text":"Be brief."}]},
            "generationConfig":{"maxOutputTokens":77,"seed":9,"stopSequences":["END"],"temperature":0.5,"topP":0.25}})");
    row("Ollama, nothing set", "ollama", false,
        R"({"messages":[{"content":"Be brief.","role":"system"},{"content":"one","role":"user"},
            {"content":"two","role":"assistant"},{"content":"three","role":"user"}],"model":"claude-sonnet-4-5",
            "stream":true})");
    row("Ollama, everything set", "ollama", true,
        R"({"messages":[{"content":"Be brief.","role":"system"},{"content":"one","role":"user"},
            {"content":"two","role":"assistant"},{"content":"three","role":"user"}],"model":"claude-sonnet-4-5",
            "options":{"num_predict":77,"seed":9,"stop":["END"],"temperature":0.5,"top_p":0.25},"stream":true})");
    row("Responses, nothing set", "openai-responses", false,
        R"({"input":[{"content":"Be brief.","role":"system"},{"content":"one","role":"user"},
            {"content":"two","role":"assistant"},{"content":"three","role":"user"}],"model":"claude-sonnet-4-5",
            "store":false,"stream":true})");
    row("Responses, everything set", "openai-responses", true,
        R"({"input":[{"content":"Be brief.","role":"system"},{"content":"one","role":"user"},
            {"content":"two","role":"assistant"},{"content":"three","role":"user"}],"max_output_tokens":77,
            "model":"claude-sonnet-4-5","seed":9,"stop":["END"],"store":false,"stream":true,"temperature":0.5,
            "top_p":0.25})");
}

void tst_NativeRequests::sendExactlyThis()
{
    QFETCH(QString, kind);
    QFETCH(bool, parameters);
    QFETCH(QByteArray, body);
    const HttpRequest request =
        encoded(kind, QStringLiteral("claude-sonnet-4-5"), parameters ? everything() : ChatParameters());
    const auto readable = [](const QJsonObject &json) { return QJsonDocument(json).toJson(QJsonDocument::Indented); };
    const QJsonObject expected = QJsonDocument::fromJson(body).object();
    QVERIFY(!expected.isEmpty());
    QCOMPARE(readable(bodyOf(request)), readable(expected));
}

void tst_NativeRequests::goToTheFormatsAddressWithItsKey_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("prefix");
    QTest::newRow("anthropic") << QStringLiteral("https://h.example/v1/messages") << QByteArray("x-api-key")
                               << QByteArray();
    QTest::newRow("gemini") << QStringLiteral("https://h.example/v1beta/models/m:streamGenerateContent?alt=sse")
                            << QByteArray("x-goog-api-key") << QByteArray();
    QTest::newRow("ollama") << QStringLiteral("https://h.example/api/chat") << QByteArray("authorization")
                            << QByteArray("Bearer ");
    QTest::newRow("openai-responses") << QStringLiteral("https://h.example/responses") << QByteArray("authorization")
                                      << QByteArray("Bearer ");
}

void tst_NativeRequests::goToTheFormatsAddressWithItsKey()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, prefix);
    const HttpRequest request = encoded(QString::fromLatin1(QTest::currentDataTag()), QStringLiteral("m"), {});
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url.toString(), url);
    QCOMPARE(request.keyHeader.toLower(), header);
    QCOMPARE(request.keyPrefix, prefix);
    QCOMPARE(request.key.reveal(), QByteArray("k"));
    const bool tellsItsVersion = headerValue(request.headers, "anthropic-version") == "2023-06-01";
    QCOMPARE(tellsItsVersion, QTest::currentDataTag() == QByteArray("anthropic"));
}

void tst_NativeRequests::makeRoomForALongPrompt()
{
    // The server would cut a prompt beyond its 4,096 tokens without a word.
    const auto contextFor = [](qsizetype characters, const ChatParameters &parameters) {
        const std::vector<Message> messages{{Role::User, QString(characters, u'x')}};
        const QJsonObject body = bodyOf(encoded(QStringLiteral("ollama"), QStringLiteral("m"), parameters, messages));
        return body.value(QLatin1StringView("options")).toObject().value(QLatin1StringView("num_ctx"));
    };
    QVERIFY(contextFor(100, {}).isUndefined());
    QVERIFY(contextFor(30'000, {}).toInteger() >= 10'000 + 1'024);
    ChatParameters chosen;
    chosen.extra = {{QStringLiteral("num_ctx"), 2048}};
    QCOMPARE(contextFor(30'000, chosen).toInteger(), 2048); // the user's own word counts
}

void tst_NativeRequests::askForThinkingAsTheModelUnderstandsIt_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("effort");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *kind, const char *model, const char *effort, const char *part) {
        QTest::addRow("%s, %s, %s", kind, model, effort) << QString::fromLatin1(kind) << QString::fromLatin1(model)
                                                         << QString::fromLatin1(effort) << QByteArray(part);
    };
    row("anthropic", "claude-sonnet-4-5", "low", R"({"thinking":{"type":"enabled","budget_tokens":2048}})");
    row("anthropic", "claude-sonnet-4-5", "none", R"({"thinking":{"type":"disabled"}})");
    row("anthropic", "claude-opus-4-6", "high",
        R"({"thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}})");
    row("gemini", "gemini-2.5-flash", "low",
        R"({"generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingBudget":1024}}})");
    row("gemini", "gemini-3-pro", "high",
        R"({"generationConfig":{"thinkingConfig":{"includeThoughts":true,"thinkingLevel":"HIGH"}}})");
    row("ollama", "gpt-oss", "medium", R"({"think":"medium"})");
    row("ollama", "gpt-oss", "none", R"({"think":false})");
    row("openai-responses", "gpt-6", "high", R"({"reasoning":{"effort":"high"}})");
}

void tst_NativeRequests::askForThinkingAsTheModelUnderstandsIt()
{
    QFETCH(QString, kind);
    QFETCH(QString, model);
    QFETCH(QString, effort);
    QFETCH(QByteArray, part);
    ChatParameters parameters;
    parameters.reasoningEffort = effort;
    const QJsonObject body = bodyOf(encoded(kind, model, parameters));
    const QJsonObject expected = QJsonDocument::fromJson(part).object();
    QVERIFY(!expected.isEmpty());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QCOMPARE(body.value(it.key()), it.value());
}

void tst_NativeRequests::neverBeginAnAnswerWithTrailingSpace()
{
    // The vendor rejects it.
    const std::vector<Message> messages{{Role::User, QStringLiteral("go on")},
                                        {Role::Assistant, QStringLiteral("so far \n")}};
    const QJsonArray sent =
        bodyOf(encoded(QStringLiteral("anthropic"), QStringLiteral("claude-sonnet-4-5"), {}, messages))
            .value(QLatin1StringView("messages"))
            .toArray();
    QCOMPARE(sent.last().toObject().value(QLatin1StringView("content")).toString(), QStringLiteral("so far"));
}

void tst_NativeRequests::knowWhatAClaudeModelTakes_data()
{
    QTest::addColumn<bool>("prefill");
    QTest::addColumn<bool>("sampling");
    QTest::addColumn<bool>("adaptive");
    QTest::newRow("claude-3-5-sonnet-20241022") << true << true << false;
    QTest::newRow("claude-sonnet-4-5") << true << true << false;
    QTest::newRow("anthropic/claude-sonnet-4.5") << true << true << false;
    QTest::newRow("claude-opus-4-6") << false << true << true;
    QTest::newRow("claude-opus-4-7") << false << false << true;
    QTest::newRow("claude-opus-9-9") << false << false << true; // newer than all known
}

void tst_NativeRequests::knowWhatAClaudeModelTakes()
{
    QFETCH(bool, prefill);
    QFETCH(bool, sampling);
    QFETCH(bool, adaptive);
    const ClaudeModel model = claudeModel(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(model.takesPrefill, prefill);
    QCOMPARE(model.takesSampling, sampling);
    QCOMPARE(model.thinking == ClaudeModel::Thinking::Adaptive, adaptive);
    QVERIFY(model.maxOutputTokens >= 4'096);
}

QTEST_GUILESS_MAIN(tst_NativeRequests)
#include "tst_nativerequests.moc"

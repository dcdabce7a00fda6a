#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;

namespace {

ProviderProfile profileAt(const char *url)
{
    ProviderProfile profile;
    profile.baseUrl = QUrl(QString::fromLatin1(url));
    return profile;
}

ChatRequest request()
{
    return {QStringLiteral("m-1"),
            {{Role::System, QStringLiteral("Be brief.")}, {Role::User, QStringLiteral("Grüße")}},
            {}};
}

QJsonObject bodyOf(const ProviderProfile &profile, const ChatRequest &chat, QStringView kind = u"openai")
{
    return QJsonDocument::fromJson(providerFor(kind)->encode(profile, chat, {}).body).object();
}

const Secret Key("sk-test-key");

} // namespace

class tst_OpenAiRequest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatTheUserSetIsSent();
    void everyParameterHasItsName();
    void quirksChangeTheRequest();
    void extraParametersAreSentButNeverReplaceTheRequest();
    void pathsAreAddedToTheBaseUrl_data();
    void pathsAreAddedToTheBaseUrl();
    void theKeyIsApartFromTheHeaders();
    void openRouterIsToldWhoAsks();
    void modelsAreRead_data();
    void modelsAreRead();
    void pricesOfTheListAreRead_data();
    void pricesOfTheListAreRead();
    void whatIsNoListIsAnError_data();
    void whatIsNoListIsAnError();
};

void tst_OpenAiRequest::onlyWhatTheUserSetIsSent()
{
    const QJsonObject expected = QJsonDocument::fromJson(R"({"model":"m-1","stream":true,
        "stream_options":{"include_usage":true},
        "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße"}]})")
                                     .object();
    QCOMPARE(bodyOf(profileAt("https://api.example.com/v1"), request()), expected);
}

void tst_OpenAiRequest::everyParameterHasItsName()
{
    ChatRequest chat = request();
    chat.parameters.temperature = 0;
    chat.parameters.topP = 0.9;
    chat.parameters.maxTokens = 4096;
    chat.parameters.seed = 7;
    chat.parameters.stop = {QStringLiteral("END"), QStringLiteral("\n\n")};
    chat.parameters.reasoningEffort = QStringLiteral("low");
    const QJsonObject body = bodyOf(profileAt("https://api.example.com/v1"), chat);
    QCOMPARE(body.value(QLatin1StringView("temperature")), QJsonValue(0.0));
    QCOMPARE(body.value(QLatin1StringView("top_p")), QJsonValue(0.9));
    QCOMPARE(body.value(QLatin1StringView("max_tokens")), QJsonValue(4096));
    QCOMPARE(body.value(QLatin1StringView("seed")), QJsonValue(7));
    QCOMPARE(body.value(QLatin1StringView("stop")),
             QJsonValue(QJsonArray{QStringLiteral("END"), QStringLiteral("\n\n")}));
    QCOMPARE(body.value(QLatin1StringView("reasoning_effort")), QJsonValue(QStringLiteral("low")));
    QCOMPARE(body.size(), 10);
}

void tst_OpenAiRequest::quirksChangeTheRequest()
{
    ProviderProfile profile = profileAt("https://api.example.com/v1");
    profile.quirks.streamOptions = false;
    profile.quirks.maxCompletionTokens = true;
    ChatRequest chat = request();
    chat.parameters.maxTokens = 10;
    const QJsonObject body = bodyOf(profile, chat);
    QVERIFY(!body.contains(QLatin1StringView("stream_options")));
    QVERIFY(!body.contains(QLatin1StringView("max_tokens")));
    QCOMPARE(body.value(QLatin1StringView("max_completion_tokens")), QJsonValue(10));
}

void tst_OpenAiRequest::extraParametersAreSentButNeverReplaceTheRequest()
{
    ChatRequest chat = request();
    chat.parameters.extra = {
        {QStringLiteral("top_k"), 40},
        {QStringLiteral("stream"), false},
        {QStringLiteral("model"), QStringLiteral("other")},
        {QStringLiteral("messages"), QJsonArray()},
        {QStringLiteral("provider"), QJsonObject{{QStringLiteral("sort"), QStringLiteral("price")}}}};
    const QJsonObject body = bodyOf(profileAt("https://api.example.com/v1"), chat);
    QCOMPARE(body.value(QLatin1StringView("top_k")), QJsonValue(40));
    QVERIFY(body.value(QLatin1StringView("provider")).isObject());
    QCOMPARE(body.value(QLatin1StringView("stream")), QJsonValue(true));
    QCOMPARE(body.value(QLatin1StringView("model")), QJsonValue(QStringLiteral("m-1")));
    QCOMPARE(body.value(QLatin1StringView("messages")).toArray().size(), 2);
}

void tst_OpenAiRequest::pathsAreAddedToTheBaseUrl_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("chat");
    QTest::addColumn<QString>("models");
    const auto row = [](const char *base, const char *start) {
        QTest::newRow(base) << QString::fromLatin1(base)
                            << QString::fromLatin1(start) + QStringLiteral("/chat/completions")
                            << QString::fromLatin1(start) + QStringLiteral("/models");
    };
    row("https://api.example.com/v1", "https://api.example.com/v1");
    row("https://api.example.com/v1/", "https://api.example.com/v1");
    row("https://api.example.com/v1//", "https://api.example.com/v1");
    row("https://api.example.com", "https://api.example.com");
    row("https://api.example.com/", "https://api.example.com");
    row("http://127.0.0.1:8080/v1#top", "http://127.0.0.1:8080/v1");
    row("http://[::1]:8080/a%20b", "http://[::1]:8080/a%20b");
}

void tst_OpenAiRequest::pathsAreAddedToTheBaseUrl()
{
    QFETCH(QString, base);
    QFETCH(QString, chat);
    QFETCH(QString, models);
    ProviderProfile profile;
    profile.baseUrl = QUrl(base);
    const Provider *provider = providerFor(u"openai");
    QCOMPARE(provider->encode(profile, request(), {}).url.toString(QUrl::FullyEncoded), chat);
    const HttpRequest list = provider->modelsRequest(profile, {});
    QCOMPARE(list.url.toString(QUrl::FullyEncoded), models);
    QCOMPARE(list.method, QByteArray("GET"));
}

void tst_OpenAiRequest::theKeyIsApartFromTheHeaders()
{
    const ProviderProfile profile = profileAt("https://api.example.com/v1");
    for (const QString &kind : providerKinds()) {
        const Provider *provider = providerFor(kind);
        for (const HttpRequest &http : {provider->encode(profile, request(), Key),
                                        provider->modelsRequest(profile, Key), provider->verifyRequest(profile, Key)}) {
            const bool bearer = kind != QLatin1StringView("anthropic") && kind != QLatin1StringView("gemini");
            QCOMPARE(http.keyHeader == "Authorization", bearer);
            QCOMPARE(http.keyPrefix, bearer ? QByteArray("Bearer ") : QByteArray());
            QVERIFY(http.key == Key);
            QVERIFY(!http.body.contains(Key.reveal()));
            QVERIFY(!http.url.toEncoded().contains(Key.reveal()));
            for (const auto &[name, value] : http.headers)
                QVERIFY(!value.contains(Key.reveal()));
        }
        QVERIFY(provider->encode(profile, request(), {}).keyHeader.isEmpty());
    }
    const HttpRequest http = providerFor(u"openai")->encode(profile, request(), Key);
    QCOMPARE(http.method, QByteArray("POST"));
    QCOMPARE(headerValue(http.headers, "content-type"), QByteArray("application/json"));
    QCOMPARE(headerValue(http.headers, "accept"), QByteArray("text/event-stream"));
}

void tst_OpenAiRequest::openRouterIsToldWhoAsks()
{
    const ProviderProfile profile = profileAt("https://openrouter.ai/api/v1");
    const HttpRequest http = providerFor(u"openrouter")->encode(profile, request(), Key);
    QCOMPARE(headerValue(http.headers, "X-OpenRouter-Title"), QByteArray("Burin"));
    // Its list of models is public, so it cannot tell whether a key is good.
    QCOMPARE(providerFor(u"openrouter")->verifyRequest(profile, Key).url.path(), QStringLiteral("/api/v1/key"));
}

void tst_OpenAiRequest::modelsAreRead_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("context");
    const auto row = [](const char *label, const char *body, const char *id, const char *name, int context) {
        QTest::newRow(label) << QByteArray(body) << QString::fromLatin1(id) << QString::fromLatin1(name) << context;
    };
    row("OpenAI", R"({"object":"list","data":[{"id":"gpt-x","object":"model","owned_by":"openai"}]})", "gpt-x", "gpt-x",
        0);
    row("a bare list", R"([{"id":"meta/llama","display_name":"Llama","context_length":131072}])", "meta/llama", "Llama",
        131072);
    row("Groq", R"({"data":[{"id":"l","context_window":8192}]})", "l", "l", 8192);
    row("Mistral", R"({"data":[{"id":"l","max_context_length":32768}]})", "l", "l", 32768);
    row("vLLM", R"({"data":[{"id":"l","max_model_len":4096}]})", "l", "l", 4096);
    row("llama.cpp", R"({"models":[{"name":"x"}],"data":[{"id":"tiny","meta":{"n_ctx_train":2048}}]})", "tiny", "tiny",
        2048);
    row("llama.cpp, loading", R"({"data":[{"id":"tiny","meta":null}]})", "tiny", "tiny", 0);
    row("Gemini", R"({"data":[{"id":"models/gemini-x","display_name":"Gemini X"}]})", "gemini-x", "Gemini X", 0);
    row("one without an id", R"({"data":[{"object":"model"},{"id":"good"}]})", "good", "good", 0);
}

void tst_OpenAiRequest::modelsAreRead()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, id);
    QFETCH(QString, name);
    QFETCH(int, context);
    const auto models = providerFor(u"openai")->decodeModels(body);
    QVERIFY(bool(models));
    QCOMPARE(models->size(), size_t(1));
    QCOMPARE(models->front().id, id);
    QCOMPARE(models->front().name, name);
    QCOMPARE(int(models->front().contextTokens), context);
    QVERIFY(!models->front().inputPerMillion);
}

void tst_OpenAiRequest::pricesOfTheListAreRead_data()
{
    QTest::addColumn<QByteArray>("pricing");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("output");
    const auto row = [](const char *pricing, const char *input, const char *output) {
        QTest::newRow(pricing) << QByteArray(pricing) << QString::fromLatin1(input) << QString::fromLatin1(output);
    };
    row(R"({"prompt":"0.000003","completion":"0.000015"})", "3.000000000000", "15.000000000000");
    row(R"({"prompt":"0","completion":"0"})", "0.000000000000", "0.000000000000");
    row(R"({"prompt":"-1","completion":"-1"})", "", "");
    row(R"({"prompt":"0.0000001"})", "0.100000000000", "");
    row(R"({"prompt":"0.000004","completion":"0.000008","discount":0.25})", "3.000000000000", "6.000000000000");
    row(R"({})", "", "");
}

void tst_OpenAiRequest::pricesOfTheListAreRead()
{
    QFETCH(QByteArray, pricing);
    QFETCH(QString, input);
    QFETCH(QString, output);
    const auto models =
        providerFor(u"openrouter")
            ->decodeModels(R"({"data":[{"id":"a/b","name":"B","context_length":1000,"pricing":)" + pricing + "}]}");
    QVERIFY(bool(models));
    const ModelInfo &model = models->front();
    QCOMPARE(model.inputPerMillion ? exactUsd(*model.inputPerMillion) : QString(), input);
    QCOMPARE(model.outputPerMillion ? exactUsd(*model.outputPerMillion) : QString(), output);
}

void tst_OpenAiRequest::whatIsNoListIsAnError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("id");
    QTest::newRow("a page") << QByteArray("<!doctype html><title>Hi</title>") << QStringLiteral("captive_portal");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("empty_response");
    QTest::newRow("something else") << QByteArray(R"({"status":"ok"})") << QStringLiteral("bad_response");
    QTest::newRow("text") << QByteArray("Ollama is running") << QStringLiteral("bad_response");
}

void tst_OpenAiRequest::whatIsNoListIsAnError()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, id);
    for (const QString &kind : providerKinds()) {
        const auto models = providerFor(kind)->decodeModels(body);
        QVERIFY(!models);
        QCOMPARE(QString::fromLatin1(models.error().row().id), id);
    }
}

QTEST_GUILESS_MAIN(tst_OpenAiRequest)
#include "tst_openairequest.moc"

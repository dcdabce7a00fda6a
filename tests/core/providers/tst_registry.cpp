#include "core/domain/error.h"
#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace burin;

namespace {

const ProviderProfile *builtIn(const char *id)
{
    const auto &all = builtInProviders();
    const auto found = std::ranges::find(all, QString::fromLatin1(id), &ProviderProfile::id);
    return found == all.end() ? nullptr : &*found;
}

QByteArray listWith(const char *rows)
{
    return QByteArray(
               R"({"providers": [{"id": "good", "name": "Good", "kind": "openai", "base_url": "https://a.example/v1"})") +
           rows + "]}";
}

} // namespace

class tst_Registry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsCodec();
    void theBuiltInProvidersAreThere_data();
    void theBuiltInProvidersAreThere();
    void theBuiltInProvidersAreSound();
    void theSimulatorNeedsNothing();
    void quirksAreRead();
    void aBadRowIsNamed_data();
    void aBadRowIsNamed();
    void anAdHocProviderHasItsOwnName();
    void theAddressOfAKnownProviderBringsItsQuirks_data();
    void theAddressOfAKnownProviderBringsItsQuirks();
    void onlyTheAddressOfALocalRowIsLocal_data();
    void onlyTheAddressOfALocalRowIsLocal();
};

void tst_Registry::everyKindHasItsCodec()
{
    QCOMPARE(providerKinds(),
             QStringList({QStringLiteral("openai"), QStringLiteral("openai-responses"), QStringLiteral("openrouter"),
                          QStringLiteral("anthropic"), QStringLiteral("gemini"), QStringLiteral("ollama")}));
    for (const QString &kind : providerKinds()) {
        QVERIFY(providerFor(kind));
        QCOMPARE(providerFor(kind), providerFor(kind));
        const bool lines = kind == QLatin1StringView("ollama");
        QVERIFY(providerFor(kind)->framing() == (lines ? Framing::JsonLines : Framing::ServerSentEvents));
    }
    QVERIFY(!providerFor(u"telepathy"));
    QVERIFY(!providerFor(u""));
}

void tst_Registry::theBuiltInProvidersAreThere_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"openrouter", "openai", "ollama", "llamacpp", "lmstudio", "groq", "mistral", "deepseek",
                           "together", "xai", "fireworks", "perplexity", "cerebras", "simulator"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void tst_Registry::theBuiltInProvidersAreThere()
{
    QFETCH(QString, id);
    QVERIFY(builtIn(id.toLatin1().constData()));
}

void tst_Registry::theBuiltInProvidersAreSound()
{
    QSet<QString> addresses;
    for (const ProviderProfile &profile : builtInProviders()) {
        QVERIFY2(providerFor(profile.kind), qPrintable(profile.id));
        if (profile.simulated) continue;
        QVERIFY2(isSafeBaseUrl(profile.baseUrl), qPrintable(profile.id));
        QVERIFY2(!profile.baseUrl.path().endsWith(u'/'), qPrintable(profile.id));
        QVERIFY2(!addresses.contains(profile.baseUrl.toString()), qPrintable(profile.id));
        addresses.insert(profile.baseUrl.toString());
        QVERIFY2(profile.local != profile.needsKey, qPrintable(profile.id));
        QVERIFY2(!profile.keyVariables.isEmpty(), qPrintable(profile.id));
        QVERIFY2(!profile.needsKey || QUrl(profile.keysUrl).scheme() == QLatin1StringView("https"),
                 qPrintable(profile.id));
        QCOMPARE(profile.local, profile.baseUrl.scheme() == QLatin1StringView("http"));
    }
}

void tst_Registry::theSimulatorNeedsNothing()
{
    const ProviderProfile *simulator = builtIn("simulator");
    QVERIFY(simulator->simulated);
    QVERIFY(!simulator->needsKey);
    QVERIFY(simulator->keyVariables.isEmpty());
    QVERIFY(simulator->baseUrl.isEmpty()); // known once it runs
    QCOMPARE(simulator->kind, QStringLiteral("openai"));
    QCOMPARE(simulator->name, QStringLiteral("Simulator (offline, no model)"));
    QCOMPARE(std::ranges::count(builtInProviders(), true, &ProviderProfile::simulated), 1);
}

void tst_Registry::quirksAreRead()
{
    QVERIFY(builtIn("openai")->quirks.maxCompletionTokens);
    QVERIFY(builtIn("openai")->quirks.streamOptions);
    QVERIFY(!builtIn("mistral")->quirks.streamOptions);
    QVERIFY(builtIn("xai")->quirks.reasoningAddsToOutput);
    QCOMPARE(builtIn("openrouter")->kind, QStringLiteral("openrouter"));
    QCOMPARE(builtIn("openrouter")->keyPrefix, QStringLiteral("sk-or-"));
    QCOMPARE(builtIn("gemini")->keyVariables,
             QStringList({QStringLiteral("GEMINI_API_KEY"), QStringLiteral("GOOGLE_API_KEY")}));
}

void tst_Registry::aBadRowIsNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const char *rows, const char *where) {
        QTest::newRow(name) << listWith(rows) << QString::fromLatin1(where);
    };
    QTest::newRow("not JSON") << QByteArray("nonsense") << QStringLiteral("providers");
    QTest::newRow("no list") << QByteArray(R"({"providers": {}})") << QStringLiteral("providers");
    row("no id", R"(, {"name": "X", "kind": "openai", "base_url": "https://b.example"})", "providers[1] (): id");
    row("no name", R"(, {"id": "x", "kind": "openai", "base_url": "https://b.example"})", "providers[1] (x): name");
    row("an unknown kind", R"(, {"id": "x", "name": "X", "kind": "carrier-pigeon", "base_url": "https://b.example"})",
        "providers[1] (x): kind");
    row("no base URL", R"(, {"id": "x", "name": "X", "kind": "openai"})", "providers[1] (x): base_url");
    row("an unencrypted base URL", R"(, {"id": "x", "name": "X", "kind": "openai", "base_url": "http://b.example"})",
        "providers[1] (x): base_url");
    row("a number for a text", R"(, {"id": "x", "name": 7, "kind": "openai", "base_url": "https://b.example"})",
        "providers[1] (x): name");
    row("a text for a flag",
        R"(, {"id": "x", "name": "X", "kind": "openai", "base_url": "https://b.example", "local": "yes"})",
        "providers[1] (x): local");
    row("a text for a list",
        R"(, {"id": "x", "name": "X", "kind": "openai", "base_url": "https://b.example", "key_variables": "K"})",
        "providers[1] (x): key_variables");
    row("a misspelt field",
        R"(, {"id": "x", "name": "X", "kind": "openai", "base_url": "https://b.example", "lokal": true})",
        "providers[1] (x): lokal");
    row("an unknown quirk",
        R"(, {"id": "x", "name": "X", "kind": "openai", "base_url": "https://b.example", "quirks": {"odd": true}})",
        "providers[1] (x): quirks.odd");
    row("a repeated id", R"(, {"id": "good", "name": "X", "kind": "openai", "base_url": "https://b.example"})",
        "providers[1] (good): id");
    row("no object", ", 42", "providers[1] (): id");
}

void tst_Registry::aBadRowIsNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    const auto profiles = parseProviders(json);
    QVERIFY(!profiles);
    QCOMPARE(profiles.error().argument, where);
    QVERIFY(bool(parseProviders(listWith(""))));
}

void tst_Registry::anAdHocProviderHasItsOwnName()
{
    const ProviderProfile profile =
        adHocProvider(QStringLiteral("openai"), QUrl(QStringLiteral("https://user:pass@llm.example:8443/v1")));
    QCOMPARE(profile.id, QStringLiteral("openai@llm.example:8443"));
    QCOMPARE(profile.name, QStringLiteral("llm.example:8443"));
    QCOMPARE(profile.keyVariables, QStringList(QStringLiteral("BURIN_API_KEY")));
    QVERIFY(!profile.needsKey);
    QVERIFY(!profile.local);
    QVERIFY(!profile.simulated);
}

void tst_Registry::theAddressOfAKnownProviderBringsItsQuirks_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("id");
    QTest::newRow("same") << QStringLiteral("openai") << QStringLiteral("https://api.x.ai/v1") << QStringLiteral("xai");
    QTest::newRow("slash") << QStringLiteral("openai") << QStringLiteral("https://api.x.ai/v1/")
                           << QStringLiteral("xai");
    QTest::newRow("other path") << QStringLiteral("openai") << QStringLiteral("https://api.x.ai/v2")
                                << QStringLiteral("openai@api.x.ai");
    QTest::newRow("the other format at the same address")
        << QStringLiteral("openai-responses") << QStringLiteral("https://api.x.ai/v1") << QStringLiteral("xai");
    QTest::newRow("the format that everybody speaks")
        << QStringLiteral("openai") << QStringLiteral("https://api.anthropic.com/v1") << QStringLiteral("anthropic");
    QTest::newRow("the vendor's own format")
        << QStringLiteral("gemini") << QStringLiteral("https://generativelanguage.googleapis.com/")
        << QStringLiteral("gemini");
    QTest::newRow("other kind") << QStringLiteral("openrouter") << QStringLiteral("https://api.x.ai/v1")
                                << QStringLiteral("openrouter@api.x.ai");
}

void tst_Registry::theAddressOfAKnownProviderBringsItsQuirks()
{
    QFETCH(QString, kind);
    QFETCH(QString, url);
    QFETCH(QString, id);
    const ProviderProfile profile = adHocProvider(kind, QUrl(url));
    QCOMPARE(profile.id, id);
    QCOMPARE(profile.quirks.reasoningAddsToOutput, id == QLatin1StringView("xai"));
    QCOMPARE(profile.keyVariables, QStringList(QStringLiteral("BURIN_API_KEY")));
    QCOMPARE(profile.baseUrl, QUrl(url));
    QCOMPARE(profile.kind, kind);
    QVERIFY(!profile.needsKey);
}

void tst_Registry::onlyTheAddressOfALocalRowIsLocal_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("local");
    QTest::newRow("Ollama's") << QStringLiteral("http://127.0.0.1:11434/v1") << true;
    QTest::newRow("a gateway on this computer") << QStringLiteral("http://127.0.0.1:1/v1") << false;
    QTest::newRow("far") << QStringLiteral("https://api.example.com/v1") << false;
}

void tst_Registry::onlyTheAddressOfALocalRowIsLocal()
{
    QFETCH(QString, url);
    QFETCH(bool, local);
    QCOMPARE(adHocProvider(QStringLiteral("openai"), QUrl(url)).local, local);
}

QTEST_GUILESS_MAIN(tst_Registry)
#include "tst_registry.moc"

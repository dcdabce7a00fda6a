#include "core/providers/provider.h"
#include "core/providers/registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace burin;

/// Asking a provider how many tokens a prompt has.
class tst_Counts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void askForThePromptAndNothingElse_data();
    void askForThePromptAndNothingElse();
    void areNotAskedForWhereNobodyCounts_data();
    void areNotAskedForWhereNobodyCounts();
    void refuseWhatIsNoCount_data();
    void refuseWhatIsNoCount();
};

namespace {

std::optional<HttpRequest> countRequest(const QString &kind)
{
    ChatParameters parameters;
    parameters.temperature = 0.5; // counts nothing, so it is not sent
    const ProviderProfile profile = adHocProvider(kind, QUrl(QStringLiteral("https://h.example")));
    const std::vector<Message> messages{{Role::System, QStringLiteral("Be brief.")},
                                        {Role::User, QStringLiteral("one")}};
    return providerFor(kind)->countRequest(profile, {QStringLiteral("m"), messages, parameters}, Secret("k"));
}

} // namespace

void tst_Counts::askForThePromptAndNothingElse_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("anthropic") << QStringLiteral("/v1/messages/count_tokens")
                               << QByteArray(R"({"model":"m","system":"Be brief.",
                                                 "messages":[{"role":"user","content":"one"}]})")
                               << QByteArray(R"({"input_tokens":11})");
    QTest::newRow("openai-responses") << QStringLiteral("/responses/input_tokens")
                                      << QByteArray(R"({"model":"m","input":[
                                                        {"role":"system","content":"Be brief."},
                                                        {"role":"user","content":"one"}]})")
                                      << QByteArray(R"({"object":"response.input_tokens","input_tokens":11})");
    QTest::newRow("gemini") << QStringLiteral("/models/m:countTokens")
                            << QByteArray(R"({"generateContentRequest":{"model":"models/m",
                                              "systemInstruction":{"parts":[{"text":"Be brief."}]},
                                              "contents":[{"role":"user","parts":[{"text":"one"}]}]}})")
                            << QByteArray(R"({"totalTokens":11})");
}

void tst_Counts::askForThePromptAndNothingElse()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, answer);
    const QString kind = QString::fromLatin1(QTest::currentDataTag());
    const auto request = countRequest(kind);
    QVERIFY(request);
    QVERIFY2(request->url.path().endsWith(path), qPrintable(request->url.path()));
    QCOMPARE(QJsonDocument::fromJson(request->body), QJsonDocument::fromJson(body));
    const Result<qint64> count = providerFor(kind)->decodeCount(answer);
    QVERIFY(bool(count));
    QCOMPARE(*count, 11);
}

void tst_Counts::areNotAskedForWhereNobodyCounts_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"openai", "openrouter", "ollama"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_Counts::areNotAskedForWhereNobodyCounts()
{
    QFETCH(QString, kind);
    QVERIFY(!countRequest(kind));
}

void tst_Counts::refuseWhatIsNoCount_data()
{
    QTest::addColumn<QByteArray>("answer");
    for (const char *answer :
         {"", "[]", "{}", R"({"input_tokens":-1,"totalTokens":-1})", R"({"input_tokens":"11","totalTokens":"x"})",
          R"({"input_tokens":1e30,"totalTokens":1e30})"})
        QTest::newRow(answer) << QByteArray(answer);
}

void tst_Counts::refuseWhatIsNoCount()
{
    QFETCH(QByteArray, answer);
    for (const char *kind : {"anthropic", "openai-responses", "gemini"})
        QVERIFY2(!providerFor(QString::fromLatin1(kind))->decodeCount(answer), kind);
}

QTEST_GUILESS_MAIN(tst_Counts)
#include "tst_counts.moc"

#include "core/domain/error.h"
#include "core/simulator/scenario.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace burin;

class tst_Scenario : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryField();
    void readsEveryEnding_data();
    void readsEveryEnding();
    void anEmptyObjectIsAGoodServer();
    void namesTheFieldThatIsWrong_data();
    void namesTheFieldThatIsWrong();
    void builtInScenariosHaveNamesAndDescriptions();
    void builtInScenariosDoWhatTheirNamesSay();
};

void tst_Scenario::readsEveryField()
{
    const auto scenario = parseScenario(R"({"status":429,"error_body":{"error":"x"},"retry_after":0.5,"failures":2,
        "ending":"cut","cut_at":5000000000,"first_token_delay":25,"tokens_per_second":12.5,"tokens":40,
        "reasoning_tokens":5,"usage":false,"malformed_frame":true,"split_utf8":true,"text":"日本"})");
    QVERIFY(scenario);
    QCOMPARE(scenario->status, 429);
    QCOMPARE(scenario->errorBody, QByteArray(R"({"error":"x"})"));
    QVERIFY(scenario->retryAfter == 0.5);
    QCOMPARE(scenario->failures, 2);
    QVERIFY(scenario->ending == Scenario::Ending::Cut);
    QCOMPARE(scenario->cutAt, 5'000'000'000);
    QCOMPARE(scenario->firstTokenDelay.count(), 25);
    QCOMPARE(scenario->tokensPerSecond, 12.5);
    QCOMPARE(scenario->tokens, 40);
    QCOMPARE(scenario->reasoningTokens, 5);
    QVERIFY(!scenario->usage && scenario->malformedFrame && scenario->splitUtf8);
    QCOMPARE(scenario->text, QStringLiteral("日本"));
    QCOMPARE(parseScenario(R"({"error_body":"<html>"})")->errorBody, QByteArray("<html>"));
}

void tst_Scenario::readsEveryEnding_data()
{
    using Ending = Scenario::Ending;
    QTest::addColumn<int>("ending");
    QTest::newRow("normal") << int(Ending::Normal);
    QTest::newRow("no_terminator") << int(Ending::NoTerminator);
    QTest::newRow("cut") << int(Ending::Cut);
    QTest::newRow("reset") << int(Ending::Reset);
    QTest::newRow("stall") << int(Ending::Stall);
    QTest::newRow("error_in_stream") << int(Ending::ErrorInStream);
    QTest::newRow("close_before_head") << int(Ending::CloseBeforeHead);
}

void tst_Scenario::readsEveryEnding()
{
    QFETCH(int, ending);
    const auto scenario = parseScenario(QByteArray("{\"ending\":\"") + QTest::currentDataTag() + "\"}");
    QVERIFY(scenario);
    QCOMPARE(int(scenario->ending), ending);
}

void tst_Scenario::anEmptyObjectIsAGoodServer()
{
    const auto scenario = parseScenario("{}");
    QVERIFY(scenario);
    QCOMPARE(scenario->status, 200);
    QCOMPARE(scenario->failures, -1);
    QVERIFY(scenario->ending == Scenario::Ending::Normal && scenario->usage && !scenario->retryAfter);
}

void tst_Scenario::namesTheFieldThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *json, const char *field) {
        QTest::newRow(json) << QByteArray(json) << QString::fromLatin1(field);
    };
    row("", "scenario");
    row("[]", "scenario");
    row("{\"tokens\":", "scenario");
    row("{\"speed\":1}", "speed");
    row("{\"Tokens\":1}", "Tokens");
    row("{\"tokensPerSecond\":1}", "tokensPerSecond");
    row("{\"tokens\":\"1\"}", "tokens");
    row("{\"tokens\":1.5}", "tokens");
    row("{\"tokens\":-1}", "tokens");
    row("{\"tokens\":1000001}", "tokens");
    row("{\"tokens\":null}", "tokens");
    row("{\"status\":0}", "status");
    row("{\"status\":1000}", "status");
    row("{\"status\":\"429\"}", "status");
    row("{\"retry_after\":-1}", "retry_after");
    row("{\"retry_after\":\"2\"}", "retry_after");
    row("{\"failures\":-2}", "failures");
    row("{\"ending\":\"crash\"}", "ending");
    row("{\"ending\":1}", "ending");
    row("{\"cut_at\":-1}", "cut_at");
    row("{\"first_token_delay\":0.5}", "first_token_delay");
    row("{\"first_token_delay\":3600001}", "first_token_delay");
    row("{\"tokens_per_second\":-1}", "tokens_per_second");
    row("{\"tokens_per_second\":1e-300}", "tokens_per_second");
    row("{\"reasoning_tokens\":true}", "reasoning_tokens");
    row("{\"usage\":1}", "usage");
    row("{\"malformed_frame\":\"yes\"}", "malformed_frame");
    row("{\"split_utf8\":null}", "split_utf8");
    row("{\"text\":5}", "text");
    row("{\"error_body\":5}", "error_body");
}

void tst_Scenario::namesTheFieldThatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, field);
    const auto scenario = parseScenario(json);
    QVERIFY(!scenario);
    QVERIFY(scenario.error().code == ErrorCode::BadParameter);
    QCOMPARE(scenario.error().argument, field);
    QVERIFY(!scenario.error().detail.isEmpty());
    QVERIFY(scenario.error().message().contains(field));
}

void tst_Scenario::builtInScenariosHaveNamesAndDescriptions()
{
    QSet<QString> names;
    for (const NamedScenario &named : builtInScenarios()) {
        QVERIFY2(named.model.startsWith(QStringLiteral("simulator-")), qPrintable(named.model));
        QVERIFY2(!names.contains(named.model), qPrintable(named.model));
        names += named.model;
        QVERIFY2(named.description.size() > 10 && !named.description.contains(u'\n'), qPrintable(named.model));
    }
    QCOMPARE(builtInScenarios().front().model, QStringLiteral("simulator-fast"));
    for (const char *name :
         {"slow",          "reasoning",  "long",         "burst",           "unicode",        "rate-limited",
          "server-error",  "overloaded", "rejected-key", "no-credit",       "context-length", "cut",
          "reset",         "stall",      "silent",       "error-in-stream", "malformed",      "no-usage",
          "no-terminator", "closed"})
        QVERIFY2(names.contains(QStringLiteral("simulator-") + QLatin1StringView(name)), name);
}

void tst_Scenario::builtInScenariosDoWhatTheirNamesSay()
{
    const auto scenario = [](const char *name) {
        return std::ranges::find(builtInScenarios(), QStringLiteral("simulator-") + QLatin1StringView(name),
                                 &NamedScenario::model)
            ->scenario;
    };
    const Scenario fast = scenario("fast");
    QVERIFY(fast.status == 200 && fast.tokensPerSecond >= 60 && fast.tokensPerSecond <= 80);
    QCOMPARE(fast.firstTokenDelay.count(), 300);
    const Scenario limited = scenario("rate-limited");
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.failures, 2);
    QVERIFY(limited.retryAfter == 2.0);
    QCOMPARE(scenario("rejected-key").status, 401);
    QCOMPARE(scenario("burst").tokensPerSecond, 0.0);
    QVERIFY(scenario("reasoning").reasoningTokens > 0);
    QVERIFY(scenario("unicode").splitUtf8 && scenario("unicode").text.contains(QStringLiteral("👍🏽")));
    QVERIFY(scenario("stall").cutAt > 0 && scenario("silent").cutAt == 0);
}

QTEST_APPLESS_MAIN(tst_Scenario)
#include "tst_scenario.moc"

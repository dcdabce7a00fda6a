#include "core/domain/error.h"
#include "core/simulator/scenariofile.h"
#include "core/simulator/weather.h"

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
    void readsTheStoryOfAFile();
    void namesTheFieldOfAFileThatIsWrong_data();
    void namesTheFieldOfAFileThatIsWrong();
    void weatherIsASmallShareOfTheRequests();

private:
    static void readsTheRest(const Scenario &scenario);
};

void tst_Scenario::readsEveryField()
{
    const auto scenario = parseScenario(R"({"status":429,"error_body":{"error":"x"},"retry_after":0.5,"failures":2,
        "ending":"cut","cut_at":5000000000,"first_token_delay":25,"tokens_per_second":12.5,"tokens":40,
        "reasoning_tokens":5,"usage":false,"malformed_frames":2,"split_utf8":true,"text":"日本","error":"quota",
        "retry_after_date":-3,"headers":{"X-A":"b"},"body":{"a":1},"interim":[100,102],"weather":{"429":0.5,"cut":0.25},
        "weather_seed":9,"cut_place":"json","cut_after":7,"byte_delay":4,"empty_deltas":3,"repeats":6,"long_line":8,
        "after_end":true,"whole":true,"blocked":true,"refusal":"no","finish_reason":"length",
        "tool_calls":[{"name":"clock","arguments":{"zone":"UTC"}}],"embedding_fault":"wrong_count"})");
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
    QVERIFY(scenario->usage == Scenario::UsageReport::Missing && scenario->splitUtf8);
    QCOMPARE(scenario->malformedFrames, 2);
    QCOMPARE(scenario->text, QStringLiteral("日本"));
    QCOMPARE(parseScenario(R"({"error_body":"<html>"})")->errorBody, QByteArray("<html>"));
    readsTheRest(*scenario);
}

void tst_Scenario::readsTheRest(const Scenario &scenario)
{
    QCOMPARE(scenario.error, QStringLiteral("quota"));
    QVERIFY(scenario.retryAfterDate == -3);
    QCOMPARE(scenario.headers, (Scenario::Headers{{"X-A", "b"}}));
    QCOMPARE(scenario.body.value_or(""), QByteArray(R"({"a":1})"));
    QCOMPARE(scenario.interim, (std::vector<int>{100, 102}));
    QCOMPARE(scenario.weather.size(), size_t(2));
    QCOMPARE(scenario.weather[0].status, 429);
    QCOMPARE(scenario.weather[0].probability, 0.5);
    QVERIFY(scenario.weather[1].ending == Scenario::Ending::Cut);
    QCOMPARE(scenario.weatherSeed, quint64(9));
    QVERIFY(scenario.cutPlace == Scenario::CutPlace::Json);
    QCOMPARE(scenario.cutAfter, 7);
    QCOMPARE(scenario.byteDelay.count(), 4);
    QCOMPARE(QList<qint64>({scenario.emptyDeltas, scenario.repeats, scenario.longLine}), QList<qint64>({3, 6, 8}));
    QVERIFY(scenario.afterEnd && scenario.whole && scenario.blocked);
    QCOMPARE(scenario.refusal, QStringLiteral("no"));
    QCOMPARE(scenario.finishReason, QStringLiteral("length"));
    QCOMPARE(scenario.toolCalls.size(), size_t(1));
    QCOMPARE(scenario.toolCalls[0].arguments, QStringLiteral(R"({"zone":"UTC"})"));
    QVERIFY(scenario.embeddingFault == Scenario::EmbeddingFault::WrongCount);
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
    QTest::newRow("no_finish") << int(Ending::NoFinish);
    QTest::newRow("pings") << int(Ending::Pings);
    QTest::newRow("bad_chunk") << int(Ending::BadChunk);
    QTest::newRow("negative_chunk") << int(Ending::NegativeChunk);
    QTest::newRow("huge_chunk") << int(Ending::HugeChunk);
    QTest::newRow("short_length") << int(Ending::ShortLength);
    QTest::newRow("reset_before_head") << int(Ending::ResetBeforeHead);
    QTest::newRow("stall_before_head") << int(Ending::StallBeforeHead);
    QTest::newRow("dribbled_head") << int(Ending::DribbledHead);
    QTest::newRow("half_head") << int(Ending::HalfHead);
    QTest::newRow("garbage_head") << int(Ending::GarbageHead);
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
    QVERIFY(scenario->ending == Scenario::Ending::Normal && !scenario->retryAfter);
    QVERIFY(scenario->usage == Scenario::UsageReport::Normal);
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
    row("{\"malformed_frames\":\"yes\"}", "malformed_frames");
    row("{\"malformed_frame\":true}", "malformed_frame");
    row("{\"usage\":\"lots\"}", "usage");
    row("{\"error\":\"tsunami\"}", "error");
    row("{\"retry_after_date\":\"soon\"}", "retry_after_date");
    row("{\"headers\":{\"A\":\"b\\r\\nC: d\"}}", "headers");
    row("{\"headers\":{\"A: b\":\"c\"}}", "headers");
    row("{\"headers\":[]}", "headers");
    row("{\"body\":1}", "body");
    row("{\"interim\":[200]}", "interim");
    row("{\"weather\":{\"429\":0.6,\"500\":0.6}}", "weather");
    row("{\"weather\":{\"rain\":0.1}}", "weather");
    row("{\"weather\":{\"200\":0.1}}", "weather");
    row("{\"cut_place\":\"here\"}", "cut_place");
    row("{\"tool_calls\":[{\"name\":\"x\"}]}", "tool_calls");
    row("{\"embedding_fault\":\"odd\"}", "embedding_fault");
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
    QVERIFY(builtInScenarios().size() >= 60);
    QSet<QString> names;
    for (const NamedScenario &named : builtInScenarios()) {
        QVERIFY2(named.model.startsWith(QStringLiteral("simulator-")), qPrintable(named.model));
        QVERIFY2(!names.contains(named.model), qPrintable(named.model));
        names += named.model;
        QVERIFY2(named.description.size() > 10 && !named.description.contains(u'\n'), qPrintable(named.model));
        QVERIFY2(!named.title.isEmpty() && !named.family.isEmpty(), qPrintable(named.model));
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

void tst_Scenario::readsTheStoryOfAFile()
{
    const auto file = parseScenarioFile(R"({"title":"A","description":"B","family":"limits","kinds":["gemini"],
        "limits":{"first_content":10,"idle":20,"total":30},"status":429,
        "expect":{"status":"failed","error":["RATE_LIMIT_ERROR/requests","RATE_LIMIT_ERROR/tokens"],"attempts":4}})");
    QVERIFY(file);
    QCOMPARE(file->title + file->description + file->family, QStringLiteral("ABlimits"));
    QVERIFY(file->appliesTo(QStringLiteral("gemini")) && !file->appliesTo(QStringLiteral("openai")));
    QVERIFY(file->limits && file->limits->firstContent == std::chrono::milliseconds(10));
    QVERIFY(file->limits->idle.count() == 20 && file->limits->total.count() == 30);
    QVERIFY(file->expect.status == RunStatus::Failed);
    QCOMPARE(file->expect.errors, (std::vector{ErrorCode::TooManyRequests, ErrorCode::TooManyTokens}));
    QVERIFY(file->expect.attempts == 4);
    QCOMPARE(file->scenario.status, 429);
    QCOMPARE(parseScenarioFile(R"({"status":500})")->scenario.status, 500); // the story is optional
}

void tst_Scenario::namesTheFieldOfAFileThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *json, const char *field) {
        QTest::newRow(json) << QByteArray(json) << QString::fromLatin1(field);
    };
    row("", "scenario");
    row("[1]", "scenario");
    row("{\"title\":\"\"}", "title");
    row("{\"description\":\"a\\nb\"}", "description");
    row("{\"family\":\"none\"}", "family");
    row("{\"kinds\":\"openai\"}", "kinds");
    row("{\"kinds\":[1]}", "kinds");
    row("{\"limits\":{\"idle\":0}}", "limits");
    row("{\"limits\":{\"patience\":5}}", "limits");
    row("{\"expect\":\"completed\"}", "expect");
    row("{\"expect\":{\"status\":\"happy\"}}", "expect");
    row("{\"expect\":{\"status\":\"failed\",\"error\":\"API_ERROR\"}}", "expect");
    row("{\"expect\":{\"status\":\"failed\",\"attempts\":0}}", "expect");
    row("{\"title\":\"A\",\"tokns\":1}", "tokns");
}

void tst_Scenario::namesTheFieldOfAFileThatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, field);
    const auto file = parseScenarioFile(json);
    QVERIFY(!file);
    QCOMPARE(file.error().argument, field);
    QVERIFY(!file.error().detail.isEmpty());
}

void tst_Scenario::weatherIsASmallShareOfTheRequests()
{
    Scenario scenario;
    scenario.weather = {{.probability = 0.1, .status = 429}, {.probability = 0.05, .ending = Scenario::Ending::Cut}};
    int limited = 0;
    int cut = 0;
    for (int request = 0; request < 10'000; ++request) {
        const Scenario today = simulator::underWeather(scenario, request);
        limited += today.status == 429 ? 1 : 0;
        cut += today.ending == Scenario::Ending::Cut ? 1 : 0;
        QCOMPARE(simulator::underWeather(scenario, request).status, today.status); // the same once more
    }
    QVERIFY2(limited > 900 && limited < 1100, qPrintable(QString::number(limited)));
    QVERIFY2(cut > 430 && cut < 570, qPrintable(QString::number(cut)));
    scenario.weatherSeed = 1;
    int other = 0;
    for (int request = 0; request < 1000; ++request)
        other += simulator::underWeather(scenario, request).status == 429 ? 1 : 0;
    QVERIFY(other > 60 && other < 140);
}

QTEST_APPLESS_MAIN(tst_Scenario)
#include "tst_scenario.moc"

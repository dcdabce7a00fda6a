#include "core/base/money.h"
#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QJsonDocument>
#include <QTest>

using namespace burin;

/// Wrong usage and bad input: exit code 2, a message that says what and where, and nothing sent.
class tst_CliUsage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesBadInputBeforeSending_data();
    void refusesBadInputBeforeSending();
    void refusesWrongCalls_data();
    void refusesWrongCalls();
    void refusalIsADocumentWithJson();
    void placesAreNamedInFiles();
    void commonOptionsStandBeforeOrBehindTheCommand();
    void helpAndVersionSucceed_data();
    void helpAndVersionSucceed();
    void estimateSendsNothing();
    void aKnownEncodingIsCountedHere();
    void anExactEstimateAsksTheProvider();
    void anExactEstimateNeedsAProviderThatCounts();
    void modelsAreListed();
    void verifyTellsTheStateOfAKey_data();
    void verifyTellsTheStateOfAKey();
    void simulateServesUntilTerminated();
};

void tst_CliUsage::refusesBadInputBeforeSending_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("message");

    const QStringList user{u"--user"_qs, u"hi"_qs};
    QTest::newRow("unfilled variable") << QStringList{u"--user"_qs, u"a\nto {{who}}"_qs} << u"--user:2:4"_qs;
    QTest::newRow("unfilled in system") << QStringList{u"--system"_qs, u"{{x}}"_qs} + user << u"--system:1:1"_qs;
    QTest::newRow("unclosed braces") << QStringList{u"--user"_qs, u"{{who"_qs} << u"--user:1:1"_qs;
    QTest::newRow("no prompt") << QStringList{} << u"no prompt"_qs;
    QTest::newRow("empty prompt") << QStringList{u"--user"_qs, QString()} << u"no prompt"_qs;
    QTest::newRow("variable without sign") << QStringList{u"--var"_qs, u"who"_qs} + user << u"--var who"_qs;
    QTest::newRow("no such vars file") << QStringList{u"--vars"_qs, u"/nonexistent.json"_qs} + user
                                       << u"/nonexistent.json"_qs;
    QTest::newRow("no such prompt file") << QStringList{u"/nonexistent.txt"_qs} << u"/nonexistent.txt"_qs;
    QTest::newRow("no such prompt") << QStringList{u"a.prompt.yml"_qs} << u"a.prompt.yml"_qs;
    QTest::newRow("case without prompt file") << QStringList{u"--case"_qs, u"x"_qs} + user << u"--case"_qs;
    QTest::newRow("file and user") << QStringList{u"a.txt"_qs} + user << u"exclude each other"_qs;
    QTest::newRow("temperature") << QStringList{u"--param"_qs, u"temperature=hot"_qs} + user << u"temperature=hot"_qs;
    QTest::newRow("max_tokens") << QStringList{u"--param"_qs, u"max_tokens=0"_qs} + user << u"max_tokens=0"_qs;
    QTest::newRow("timeout name") << QStringList{u"--timeout"_qs, u"forever=1"_qs} + user << u"forever"_qs;
    QTest::newRow("timeout value") << QStringList{u"--timeout"_qs, u"idle=soon"_qs} + user << u"idle soon"_qs;
    QTest::newRow("retries") << QStringList{u"--retries"_qs, u"-1"_qs} + user << u"--retries -1"_qs;
    QTest::newRow("price") << QStringList{u"--price"_qs, u"3"_qs} + user << u"--price 3"_qs;
    QTest::newRow("repeat") << QStringList{u"--repeat"_qs, u"0"_qs} + user << u"--repeat 0"_qs;
    QTest::newRow("unknown option") << QStringList{u"--frobnicate"_qs} + user << u"frobnicate"_qs;
    QTest::newRow("a key as argument") << QStringList{u"--api-key"_qs, u"sk-1"_qs} + user << u"api-key"_qs;
    QTest::newRow("knowledge") << QStringList{u"--knowledge"_qs, u"docs"_qs} + user << u"--knowledge"_qs;
    QTest::newRow("prompt") << QStringList{u"--prompt"_qs, u"letter"_qs} + user << u"--prompt"_qs;
}

void tst_CliUsage::refusesBadInputBeforeSending()
{
    QFETCH(QStringList, options);
    QFETCH(QString, message);
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const CliResult result = profile.call(adHocRun(server.url(u"/v1"_qs), options));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.messages.contains(message.toUtf8()), result.messages.constData());
    QVERIFY(result.output.isEmpty());
    QCOMPARE(server.connectionCount(), 0);
    QVERIFY(!QFile::exists(profile.databaseFile()));
}

void tst_CliUsage::refusesWrongCalls_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("message");
    const QString end = u" --model m --user hi"_qs;
    QTest::newRow("nothing") << QString() << u"Commands:"_qs;
    QTest::newRow("unknown command") << u"rnu"_qs << u"rnu"_qs;
    QTest::newRow("later command") << u"knowledge list"_qs << u"not in this version"_qs;
    QTest::newRow("later action") << u"history rename 1"_qs << u"not in this version"_qs;
    QTest::newRow("later db action") << u"db prune"_qs << u"usage: burin-cli db check"_qs;
    QTest::newRow("no provider") << u"run"_qs + end << u"which provider"_qs;
    QTest::newRow("unknown provider") << u"run --provider acme"_qs + end << u"acme"_qs;
    QTest::newRow("unknown kind") << u"run --kind acme --base-url http://127.0.0.1:1"_qs + end << u"acme"_qs;
    QTest::newRow("no model") << u"run --provider simulator --user hi"_qs << u"--model"_qs;
    QTest::newRow("not a URL") << u"run --kind openai --base-url 127.0.0.1:1"_qs + end << u"base URL"_qs;
    QTest::newRow("not http") << u"run --kind openai --base-url ftp://127.0.0.1/v1"_qs + end << u"ftp://127.0.0.1"_qs;
    QTest::newRow("http elsewhere") << u"run --kind openai --base-url http://example.com/v1"_qs + end
                                    << u"not encrypted"_qs;
    QTest::newRow("http to a look-alike")
        << u"run --kind openai --base-url http://127.0.0.1.example.com/v1"_qs + end << u"not encrypted"_qs;
    QTest::newRow("user info") << u"run --kind openai --base-url https://me:pw@example.com/v1"_qs + end
                               << u"base URL"_qs;
    QTest::newRow("bad id") << u"history show first"_qs << u"first"_qs;
    QTest::newRow("no such run") << u"history show 4711"_qs << u"4711"_qs;
    QTest::newRow("bad status") << u"history list --status fine"_qs << u"fine"_qs;
    QTest::newRow("bad day") << u"history list --from yesterday"_qs << u"yesterday"_qs;
    QTest::newRow("bad limit") << u"history list --limit many"_qs << u"many"_qs;
    QTest::newRow("search for nothing") << u"history search"_qs << u"which words"_qs;
    QTest::newRow("bad dimension") << u"costs --by weather"_qs << u"weather"_qs;
    QTest::newRow("bad port") << u"simulate --port 70000"_qs << u"70000"_qs;
}

void tst_CliUsage::refusesWrongCalls()
{
    QFETCH(QString, call);
    QFETCH(QString, message);
    CliProfile profile;
    const CliResult result = profile.call(call.split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.messages.contains(message.toUtf8()), result.messages.constData());
    QVERIFY(!result.messages.contains("me:pw"));
    QVERIFY(result.output.isEmpty());
}

void tst_CliUsage::refusalIsADocumentWithJson()
{
    CliProfile profile;
    profile.setVariable(u"BURIN_API_KEY"_qs, u"sk-with a blank"_qs);
    const CliResult result =
        profile.call(adHocRun(QUrl(u"http://127.0.0.1:9/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs}));
    QCOMPARE(result.exitCode, 2);
    const QJsonObject json = result.document();
    QCOMPARE(json.value(u"status").toString(), u"failed"_qs);
    const QJsonObject error = json.value(u"error").toObject();
    QCOMPARE(error.value(u"category").toString(), u"VALIDATION_ERROR"_qs);
    QCOMPARE(error.value(u"code").toString(), u"bad_key_format"_qs);
    QVERIFY(json.value(u"id").isNull());
    QVERIFY(!QFile::exists(profile.databaseFile()));
}

void tst_CliUsage::placesAreNamedInFiles()
{
    CliProfile profile;
    const QUrl url(u"http://127.0.0.1:9/v1"_qs);
    const QString vars = profile.writeFile(u"values.json"_qs, "{\n  \"a\": 1,\n  \"b\" 2\n}");
    QVERIFY(
        profile.call(adHocRun(url, {u"--user"_qs, u"hi"_qs, u"--vars"_qs, vars})).messages.contains("values.json:3:"));
    const QString prompt = profile.writeFile(u"letter.txt"_qs, "Dear\n  {{who}}\n");
    QVERIFY(profile.call(adHocRun(url, {prompt})).messages.contains("letter.txt:2:3"));
    const QString latin = profile.writeFile(u"latin.txt"_qs, "one\nK\xf6ln");
    QVERIFY(profile.call(adHocRun(url, {latin})).messages.contains("latin.txt:2:2"));
    const QString scenario = profile.writeFile(u"scenario.json"_qs, R"({"tokns": 3})");
    const CliResult simulate = profile.call({u"simulate"_qs, u"--scenario"_qs, scenario});
    QCOMPARE(simulate.exitCode, 2);
    QVERIFY2(simulate.messages.contains("scenario.json") && simulate.messages.contains("tokns"),
             simulate.messages.constData());
}

void tst_CliUsage::commonOptionsStandBeforeOrBehindTheCommand()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const QString elsewhere = profile.folder() + u"-2"_qs;
    const QStringList run = adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"--json"_qs});
    QCOMPARE(profile.call(QStringList{u"--data-dir"_qs, elsewhere} + run).exitCode, 0);
    QVERIFY(QFile::exists(elsewhere + u"/burin.sqlite"_qs));
    QVERIFY(!QFile::exists(profile.databaseFile()));
    for (const QStringList &list : {QStringList{u"--json"_qs, u"--data-dir="_qs + elsewhere, u"history"_qs, u"list"_qs},
                                    QStringList{u"history"_qs, u"list"_qs, u"--data-dir"_qs, elsewhere, u"--json"_qs}})
        QCOMPARE(profile.call(list).document().value(u"model").toString(), u"m-1"_qs);
}

void tst_CliUsage::helpAndVersionSucceed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("-h") << QStringList{u"-h"_qs} << QByteArray("history");
    QTest::newRow("--help") << QStringList{u"--help"_qs} << QByteArray("simulate");
    QTest::newRow("run --help") << QStringList{u"run"_qs, u"--help"_qs} << QByteArray("--base-url");
    QTest::newRow("--version") << QStringList{u"--version"_qs} << QByteArray("burin-cli ");
}

void tst_CliUsage::helpAndVersionSucceed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, output);
    CliProfile profile;
    const CliResult result = profile.call(arguments);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.contains(output), result.output.constData());
    QVERIFY(!result.output.contains("--knowledge"));
}

void tst_CliUsage::estimateSendsNothing()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    QStringList arguments =
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, QString(400, u'x'), u"--price"_qs, u"3,15"_qs, u"--param"_qs,
                                         u"max_tokens=1000"_qs, u"--json"_qs});
    arguments[0] = u"estimate"_qs;
    const CliResult result = profile.call(arguments);
    QCOMPARE(result.exitCode, 0);
    const QJsonObject json = result.document();
    const qint64 input = json.value(u"input_tokens").toInteger();
    QVERIFY(input >= 100);
    QCOMPARE(json.value(u"max_output_tokens").toInteger(), 1000);
    const QJsonObject cost = json.value(u"cost").toObject();
    QCOMPARE(cost.value(u"input_usd").toString(), exactUsd(Money{input * 3'000'000}));
    QCOMPARE(cost.value(u"worst_usd").toString(), exactUsd(Money{input * 3'000'000 + 15'000'000'000}));
    QCOMPARE(server.connectionCount(), 0);
    QVERIFY(!QFile::exists(profile.databaseFile()));
}

void tst_CliUsage::aKnownEncodingIsCountedHere()
{
    const CliResult result =
        CliProfile().call({u"estimate"_qs, u"--kind"_qs, u"openai"_qs, u"--base-url"_qs, u"http://127.0.0.1:9/v1"_qs,
                           u"--model"_qs, u"gpt-4o-mini"_qs, u"--user"_qs, u"hello world"_qs, u"--json"_qs});
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    QCOMPARE(result.document().value(u"input_tokens").toInteger(), 9); // 2 of the text, 1 of the role, 3 + 3
    QCOMPARE(result.document().value(u"source").toString(), u"encoded"_qs);
}

void tst_CliUsage::anExactEstimateAsksTheProvider()
{
    ScriptedServer server({jsonResponse(200, R"({"input_tokens":1234})")});
    const CliResult result = CliProfile().call({u"estimate"_qs, u"--kind"_qs, u"anthropic"_qs, u"--base-url"_qs,
                                                server.url().toString(), u"--model"_qs, u"m"_qs, u"--user"_qs, u"hi"_qs,
                                                u"--price"_qs, u"3,15"_qs, u"--exact"_qs, u"--json"_qs});
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    QCOMPARE(result.document().value(u"input_tokens").toInteger(), 1234);
    QCOMPARE(result.document().value(u"source").toString(), u"counted"_qs);
    QCOMPARE(result.document().value(u"cost").toObject().value(u"input_usd").toString(),
             exactUsd(Money{1234 * 3'000'000LL}));
    QCOMPARE(server.requestCount(), 1);
    QVERIFY(server.requests()[0].target.endsWith("/v1/messages/count_tokens"));
}

void tst_CliUsage::anExactEstimateNeedsAProviderThatCounts()
{
    ScriptedServer server({answer({"ok"})});
    QStringList arguments = adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--exact"_qs});
    arguments[0] = u"estimate"_qs;
    const CliResult result = CliProfile().call(arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.messages.contains("does not count tokens"));
    QCOMPARE(server.requestCount(), 0);
}

void tst_CliUsage::modelsAreListed()
{
    ScriptedServer server({jsonResponse(200, R"({"object":"list","data":[{"id":"m-1"},{"id":"m-2"}]})")});
    CliProfile profile;
    const QStringList where{u"--kind"_qs, u"openai"_qs, u"--base-url"_qs, server.url(u"/v1"_qs).toString()};
    const std::vector<QJsonObject> models = profile.call(QStringList{u"models"_qs, u"--json"_qs} + where).documents();
    QCOMPARE(server.requests().at(0).method, "GET");
    QCOMPARE(server.requests().at(0).target, "/v1/models");
    QCOMPARE(models.size(), size_t(2));
    QCOMPARE(models[0].value(u"id").toString(), u"m-1"_qs);
    QVERIFY(models[0].value(u"input_usd_per_million").isNull());
    QVERIFY(profile.call(QStringList{u"models"_qs} + where).output.contains("m-2"));
}

void tst_CliUsage::verifyTellsTheStateOfAKey_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("exitCode");
    const Script models = jsonResponse(200, R"({"data":[]})");
    QTest::newRow("ok") << models << u"sk-1"_qs << u"ok"_qs << 0;
    QTest::newRow("rejected") << refusal(401, "no such key") << u"sk-1"_qs << u"rejected"_qs << 1;
    QTest::newRow("malformed") << models << u"sk 1"_qs << u"malformed"_qs << 1;
    QTest::newRow("offline") << Script().close() << u"sk-1"_qs << u"offline"_qs << 1;
}

void tst_CliUsage::verifyTellsTheStateOfAKey()
{
    QFETCH(Script, script);
    QFETCH(QString, key);
    ScriptedServer server({script});
    CliProfile profile;
    profile.setVariable(u"BURIN_API_KEY"_qs, key);
    const CliResult result = profile.call(
        {u"verify"_qs, u"--kind"_qs, u"openai"_qs, u"--base-url"_qs, server.url(u"/v1"_qs).toString(), u"--json"_qs});
    QTEST(result.document().value(u"state").toString(), "state");
    QTEST(result.exitCode, "exitCode");
    QCOMPARE(server.requestCount() > 0, key != u"sk 1");
    QVERIFY(!result.output.contains(key.toUtf8()));
}

void tst_CliUsage::simulateServesUntilTerminated()
{
    CliProfile profile;
    const auto simulator = profile.start({u"simulate"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(simulator->canReadLine(), 15'000);
    const QUrl url(QString::fromLatin1(simulator->readLine().trimmed()));
    QVERIFY2(url.isValid(), qUtf8Printable(url.toString()));
    QStringList run = adHocRun(url, {u"--user"_qs, u"hi"_qs, u"--json"_qs});
    run[run.indexOf(u"m-1"_qs)] = u"simulator-fast"_qs;
    QCOMPARE(profile.call(run).document().value(u"status").toString(), u"completed"_qs);
    simulator->terminate();
    QCOMPARE(CliProfile::finish(*simulator).exitCode, 0);
}

Q_DECLARE_METATYPE(burin::Script)
QTEST_GUILESS_MAIN(tst_CliUsage)
#include "tst_cliusage.moc"

#include "tests/e2e/cli/answers.h"
#include "tests/e2e/cli/cliprofile.h"
#include "tests/support/scriptedserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

/// What `run` says and leaves behind, by the way the server behaves.
class tst_CliRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void documentHasEveryFieldOfTheContract();
    void documentTellsTheAnswerItsUsageAndItsCost();
    void sendsWhatWasAskedFor();
    void textStreamsToStdoutAndNothingElse();
    void endsAsTheServerDeserves_data();
    void endsAsTheServerDeserves();
    void retriesAfterABusyServer();
    void zeroRetriesAreOneRequest_data();
    void zeroRetriesAreOneRequest();
    void timeoutOptionsHold();
    void fallbacksAreTriedInOrder();
    void repeatGivesOneDocumentARun();
    void noHistoryLeavesNoDatabase();
    void promptComesFromFileOrStdin_data();
    void promptComesFromFileOrStdin();
    void theSimulatorAnswersWithoutKeyOrNetwork();
    void filesToolsAndASchemaAreSent();
    void filesThatCannotBeSentAreRefused();
    void aRequestIsPrintedInsteadOfSent_data();
    void aRequestIsPrintedInsteadOfSent();
};

namespace {

QJsonObject objectAt(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1StringView(name)).toObject();
}

QString textAt(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1StringView(name)).toString();
}

QJsonArray attemptsOf(const QJsonObject &json)
{
    return json.value(u"attempts").toArray();
}

QJsonObject bodyOf(const ReceivedRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

void tst_CliRun::documentHasEveryFieldOfTheContract()
{
    ScriptedServer server({answer({"Hi"})});
    CliProfile profile;
    const QJsonObject json =
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs})).document();
    for (const char *name : {"id", "status", "provider", "model_requested", "model_served", "text", "reasoning",
                             "tool_calls", "finish_reason", "native_finish_reason", "usage", "cost", "timings_ms",
                             "tokens_per_second", "attempts", "error", "retrieval"})
        QVERIFY2(json.contains(QLatin1StringView(name)), name);
    for (const char *name : {"input", "cached_input", "cache_write", "output", "reasoning", "source"})
        QVERIFY2(objectAt(json, "usage").contains(QLatin1StringView(name)), name);
    for (const char *name : {"usd", "provenance", "lines", "price_source"})
        QVERIFY2(objectAt(json, "cost").contains(QLatin1StringView(name)), name);
    for (const char *name : {"queued", "connect", "first_byte", "first_content", "total"})
        QVERIFY2(objectAt(json, "timings_ms").contains(QLatin1StringView(name)), name);
    QCOMPARE(attemptsOf(json).size(), 1);
    for (const char *name : {"n", "status", "http_status", "category", "code", "retry_after_ms", "waited_ms",
                             "request_id", "duration_ms", "billing"})
        QVERIFY2(attemptsOf(json)[0].toObject().contains(QLatin1StringView(name)), name);
    QVERIFY(json.value(u"error").isNull());
    QVERIFY(json.value(u"retrieval").isNull());
}

void tst_CliRun::documentTellsTheAnswerItsUsageAndItsCost()
{
    ScriptedServer server({answer({"Gr\xc3\xbc", "\xc3\x9f", "e"}, 1000, 500)});
    CliProfile profile;
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--price"_qs, u"3,15"_qs, u"--json"_qs}));
    QCOMPARE(result.exitCode, 0);
    const QJsonObject json = result.document();
    QCOMPARE(textAt(json, "status"), u"completed"_qs);
    QCOMPARE(textAt(json, "text"), u"Grüße"_qs);
    QCOMPARE(textAt(json, "model_requested"), u"m-1"_qs);
    QCOMPARE(textAt(json, "model_served"), u"m-1-served"_qs);
    QCOMPARE(textAt(json, "finish_reason"), u"stop"_qs);
    QCOMPARE(textAt(json, "native_finish_reason"), u"stop"_qs);
    QVERIFY(json.value(u"id").toInteger() > 0);
    const QJsonObject usage = objectAt(json, "usage");
    QCOMPARE(usage.value(u"input").toInteger(), 1000);
    QCOMPARE(usage.value(u"output").toInteger(), 500);
    QVERIFY(usage.value(u"cached_input").isNull());
    QCOMPARE(textAt(usage, "source"), u"reported"_qs);
    QCOMPARE(textAt(objectAt(json, "cost"), "usd"), u"0.010500000000"_qs);
    QCOMPARE(textAt(objectAt(json, "cost"), "provenance"), u"computed"_qs);
    QCOMPARE(textAt(attemptsOf(json)[0].toObject(), "billing"), u"exact"_qs);
    QCOMPARE(textAt(attemptsOf(json)[0].toObject(), "status"), u"completed"_qs);
}

void tst_CliRun::sendsWhatWasAskedFor()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    profile.setVariable(u"BURIN_API_KEY"_qs, u"sk-test-1"_qs);
    const QString values = profile.writeFile(u"values.json"_qs, R"({"place": "Köln", "count": 3, "who": "nobody"})");
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs),
                 {u"--system"_qs, u"- Be {{tone}}"_qs, u"--user"_qs, u"{{count}} words on {{place}} for {{ who }}"_qs,
                  u"--vars"_qs, values, u"--var"_qs, u"tone=terse=short"_qs, u"--var"_qs, u"who={{count}}"_qs,
                  u"--param"_qs, u"temperature=0.5"_qs, u"--param"_qs, u"seed=7"_qs, u"--param"_qs, u"stop=END"_qs,
                  u"--param"_qs, u"logit_bias={\"50256\": -100}"_qs}));
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(server.requests()[0].target, "/v1/chat/completions");
    QCOMPARE(server.requests()[0].header("authorization"), "Bearer sk-test-1");
    const QJsonObject body = bodyOf(server.requests()[0]);
    const QJsonArray messages = body.value(u"messages").toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(textAt(messages[0].toObject(), "content"), u"- Be terse=short"_qs);
    QCOMPARE(textAt(messages[1].toObject(), "content"), u"3 words on Köln for {{count}}"_qs);
    QCOMPARE(body.value(u"temperature").toDouble(), 0.5);
    QCOMPARE(body.value(u"seed").toInteger(), 7);
    QCOMPARE(body.value(u"stop").toArray(), QJsonArray{u"END"_qs});
    QCOMPARE(body.value(u"logit_bias").toObject().value(u"50256").toInteger(), -100);
    QVERIFY(!body.contains(u"top_p"));
}

void tst_CliRun::textStreamsToStdoutAndNothingElse()
{
    ScriptedServer server(
        {sseHead().event(contentEvent("first ")).pause(20s).event(contentEvent("second")).event("[DONE]").end()});
    CliProfile profile;
    const auto process = profile.start(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs}));
    QTRY_COMPARE_WITH_TIMEOUT(process->peek(64).left(6), "first ", 15'000); // long before the answer ends
    process->terminate();
    const CliResult result = CliProfile::finish(*process);
    QCOMPARE(result.output, "first \n");
    QCOMPARE(result.exitCode, 130);
}

void tst_CliRun::endsAsTheServerDeserves_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finishReason");

    const QByteArray half = contentEvent("half");
    QTest::newRow("wrong key") << refusal(401, "no such key") << 1 << "failed"
                               << "AUTHENTICATION_ERROR/rejected_key"
                               << ""
                               << "error";
    QTest::newRow("unknown model") << refusal(404, "The model m-1 does not exist") << 1 << "failed"
                                   << "NOT_FOUND_ERROR/.*"
                                   << ""
                                   << "error";
    QTest::newRow("busy") << refusal(429, "slow down") << 1 << "failed"
                          << "RATE_LIMIT_ERROR/requests"
                          << ""
                          << "error";
    QTest::newRow("no money") << refusal(402, "pay first") << 1 << "failed"
                              << "COST_LIMIT_ERROR/payment_required"
                              << ""
                              << "error";
    QTest::newRow("broken") << refusal(500, "oops") << 1 << "failed"
                            << "API_ERROR/server_error"
                            << ""
                            << "error";
    QTest::newRow("cut in mid-stream") << sseHead().event(half).close() << 1 << "truncated"
                                       << "NETWORK_ERROR/truncated"
                                       << "half"
                                       << "truncated";
    QTest::newRow("error in mid-stream")
        << sseHead().event(half).event(R"({"error":{"message":"boom","code":500}})").end() << 1 << "partial"
        << "API_ERROR/.*"
        << "half"
        << "error";
    QTest::newRow("no terminator, no finish reason") << sseHead().event(half).end() << 1 << "truncated"
                                                     << "NETWORK_ERROR/truncated"
                                                     << "half"
                                                     << "truncated";
    QTest::newRow("a web page") << response(200, "<!doctype html><p>Welcome", {{"Content-Type", "text/html"}}) << 1
                                << "failed"
                                << "NETWORK_ERROR/captive_portal"
                                << ""
                                << "error";
    QTest::newRow("closes without a word") << Script().close() << 1 << "failed"
                                           << "NETWORK_ERROR/.*"
                                           << ""
                                           << "error";
}

void tst_CliRun::endsAsTheServerDeserves()
{
    QFETCH(Script, script);
    QFETCH(QString, error);
    QFETCH(QString, text);
    ScriptedServer server({script});
    CliProfile profile;
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--price"_qs, u"3,15"_qs, u"--json"_qs}));
    QTEST(result.exitCode, "exitCode");
    const QJsonObject json = result.document();
    QTEST(textAt(json, "status"), "status");
    QTEST(textAt(json, "text"), "text");
    QTEST(textAt(json, "finish_reason"), "finishReason");
    const QJsonObject told = objectAt(json, "error");
    const QString pair = textAt(told, "category") + u'/' + textAt(told, "code");
    QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(error)).match(pair).hasMatch(),
             qUtf8Printable(pair));
    QVERIFY(!textAt(told, "message").isEmpty());
    QCOMPARE(server.requestCount(), 1);
    // The history tells the same.
    const QString id = QString::number(json.value(u"id").toInteger());
    QCOMPARE(profile.call({u"history"_qs, u"show"_qs, id, u"--json"_qs}).document(), json);
}

void tst_CliRun::retriesAfterABusyServer()
{
    ScriptedServer server({refusal(429, "slow down", {{"Retry-After", "0.05"}}), refusal(503, "busy"), answer({"ok"})});
    CliProfile profile;
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs, u"--retries"_qs, u"2"_qs,
                                         u"--retry-initial"_qs, u"0.02"_qs, u"--max-delay"_qs, u"0.1"_qs}));
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(server.requestCount(), 3);
    const QJsonArray attempts = attemptsOf(result.document());
    QCOMPARE(attempts.size(), 3);
    QCOMPARE(textAt(attempts[0].toObject(), "category"), u"RATE_LIMIT_ERROR"_qs);
    QCOMPARE(attempts[0].toObject().value(u"retry_after_ms").toInteger(), 50);
    QCOMPARE(attempts[0].toObject().value(u"http_status").toInteger(), 429);
    QCOMPARE(textAt(attempts[0].toObject(), "billing"), u"none"_qs);
    QVERIFY(attempts[1].toObject().value(u"waited_ms").toInteger() >= 50);
    QCOMPARE(textAt(attempts[1].toObject(), "code"), u"overloaded"_qs);
    QCOMPARE(textAt(attempts[2].toObject(), "status"), u"completed"_qs);
    QVERIFY(result.messages.contains("Attempt 2 in "));
}

void tst_CliRun::zeroRetriesAreOneRequest_data()
{
    QTest::addColumn<Script>("script");
    QTest::newRow("closes without a word") << Script().close();
    QTest::newRow("closes inside the status line") << Script().write("HTTP/1.1 2").close();
    QTest::newRow("resets") << Script().reset();
    QTest::newRow("503") << refusal(503, "busy", {{"Retry-After", "0"}});
    QTest::newRow("empty stream") << sseHead().end();
}

void tst_CliRun::zeroRetriesAreOneRequest()
{
    QFETCH(Script, script);
    ScriptedServer server({script});
    CliProfile profile;
    const CliResult result = profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs}));
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(attemptsOf(result.document()).size(), 1);
}

void tst_CliRun::timeoutOptionsHold()
{
    ScriptedServer server({sseHead().event(contentEvent("half")).stall()});
    CliProfile profile;
    const CliResult result = profile.call(adHocRun(
        server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs, u"--timeout"_qs, u"first=20,idle=0.3"_qs}));
    QCOMPARE(result.exitCode, 1);
    const QJsonObject error = objectAt(result.document(), "error");
    QCOMPARE(textAt(error, "category"), u"TIMEOUT_ERROR"_qs);
    QCOMPARE(textAt(error, "code"), u"idle"_qs);
    QCOMPARE(textAt(result.document(), "text"), u"half"_qs);
}

void tst_CliRun::fallbacksAreTriedInOrder()
{
    ScriptedServer server({refusal(503, "busy"), refusal(404, "no such model"), answer({"ok"})});
    CliProfile profile;
    const QStringList options{u"--user"_qs,     u"hi"_qs,  u"--fallback"_qs, u"m-2"_qs,
                              u"--fallback"_qs, u"m-3"_qs, u"--json"_qs};
    const CliResult result = profile.call(adHocRun(server.url(u"/v1"_qs), options));
    QCOMPARE(result.exitCode, 0);
    const QJsonObject json = result.document();
    QCOMPARE(textAt(json, "text"), u"ok"_qs);
    QCOMPARE(textAt(json, "model_requested"), u"m-1"_qs);
    QStringList asked;
    for (const ReceivedRequest &request : server.requests())
        asked += textAt(bodyOf(request), "model");
    QCOMPARE(asked, (QStringList{u"m-1"_qs, u"m-2"_qs, u"m-3"_qs}));
    QCOMPARE(textAt(attemptsOf(json)[2].toObject(), "model_requested"), u"m-3"_qs);
    QVERIFY2(result.messages.contains("m-2"), result.messages.constData());
}

void tst_CliRun::repeatGivesOneDocumentARun()
{
    ScriptedServer server({answer({"one"}), refusal(500, "oops"), answer({"three"})});
    CliProfile profile;
    const CliResult result =
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs, u"--repeat"_qs, u"3"_qs}));
    const std::vector<QJsonObject> documents = result.documents();
    QCOMPARE(documents.size(), size_t(3));
    QCOMPARE(textAt(documents[0], "text"), u"one"_qs);
    QCOMPARE(textAt(documents[1], "status"), u"failed"_qs);
    QCOMPARE(textAt(documents[2], "text"), u"three"_qs);
    QVERIFY(documents[0].value(u"id") != documents[2].value(u"id"));
    QCOMPARE(result.exitCode, 1); // one of them failed
}

void tst_CliRun::noHistoryLeavesNoDatabase()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const CliResult result =
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"hi"_qs, u"--json"_qs, u"--no-history"_qs}));
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.document().value(u"id").isNull());
    QVERIFY(!QFile::exists(profile.databaseFile()));
}

void tst_CliRun::promptComesFromFileOrStdin_data()
{
    QTest::addColumn<bool>("fromStdin");
    QTest::newRow("a file") << false;
    QTest::newRow("stdin") << true;
}

void tst_CliRun::promptComesFromFileOrStdin()
{
    QFETCH(bool, fromStdin);
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const QByteArray text = "\xef\xbb\xbfHello {{name}},\nwrite.\n";
    const QString source = fromStdin ? u"-"_qs : profile.writeFile(u"letter.txt"_qs, text);
    const CliResult result =
        profile.call(adHocRun(server.url(u"/v1"_qs), {source, u"--var"_qs, u"name=Zoë"_qs}), fromStdin ? text : "");
    QCOMPARE(result.exitCode, 0);
    const QJsonArray messages = bodyOf(server.requests().at(0)).value(u"messages").toArray();
    QCOMPARE(textAt(messages[0].toObject(), "content"), u"Hello Zoë,\nwrite.\n"_qs);
}

void tst_CliRun::theSimulatorAnswersWithoutKeyOrNetwork()
{
    CliProfile profile;
    const CliResult result = profile.call({u"run"_qs, u"--provider"_qs, u"simulator"_qs, u"--model"_qs,
                                           u"simulator-fast"_qs, u"--user"_qs, u"hi"_qs, u"--json"_qs});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(textAt(result.document(), "status"), u"completed"_qs);
    QVERIFY(!textAt(result.document(), "text").isEmpty());
}

Q_DECLARE_METATYPE(burin::Script)
void tst_CliRun::filesToolsAndASchemaAreSent()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const QString notes = profile.writeFile(u"notes.md"_qs, "\xef\xbb\xbf# Gr\xc3\xb6\xc3\x9f"
                                                            "e");
    const QString image = profile.writeFile(u"a.png"_qs, "\x89PNG\r\n\x1a\n");
    const QString tools = profile.writeFile(
        u"tools.json"_qs,
        R"([{"name": "now"}, {"type": "function", "function": {"name": "f", "description": "It, {does].",
            "parameters": {"type": "object", "properties": {"z": {}, "a": {}}}}},
            {"name": "g", "input_schema": {"y": "\" : ,", "b": 1}}])");
    const QString schema =
        profile.writeFile(u"my verdict.json"_qs, R"({"type": "object", "properties": {"why": {}, "answer": {}}})");
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"look"_qs, u"--attach"_qs, notes, u"--attach"_qs, image,
                                         u"--tools"_qs, tools, u"--schema"_qs, schema, u"--json"_qs}));
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    const QJsonArray content =
        bodyOf(server.requests().front()).value(u"messages").toArray().last().toObject().value(u"content").toArray();
    QCOMPARE(content.size(), 2);
    QVERIFY(textAt(content[0].toObject(), "text").contains(u"<file name=\"notes.md\">"_qs));
    QVERIFY(textAt(content[0].toObject(), "text").contains(u"# Größe"_qs));
    QCOMPARE(textAt(objectAt(content[1].toObject(), "image_url"), "url"), u"data:image/png;base64,iVBORw0KGgo="_qs);
    const QByteArray body = server.requests().front().body; // the schemas as they were written
    const QByteArrayList parts{R"("parameters":{"type":"object","properties":{"z":{},"a":{}}})",
                               R"("parameters":{"y":"\" : ,","b":1})",
                               R"({"type":"object","properties":{"why":{},"answer":{}}})", R"("name":"my_verdict")",
                               R"({"function":{"name":"now"},"type":"function"})"};
    for (const QByteArray &part : parts)
        QVERIFY2(body.contains(part), body.constData());
}

void tst_CliRun::filesThatCannotBeSentAreRefused()
{
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    const QString archive = profile.writeFile(u"a.zip"_qs, "PK\x03\x04");
    const CliResult result = profile.call(
        adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"look"_qs, u"--attach"_qs, archive, u"--json"_qs}));
    QVERIFY(result.exitCode != 0);
    QCOMPARE(textAt(objectAt(result.document(), "error"), "code"), u"not_taken"_qs);
    QCOMPARE(profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"x"_qs, u"--tools"_qs, archive})).exitCode,
             2);
    const QString object = profile.writeFile(u"o.json"_qs, "{}");
    QCOMPARE(profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"x"_qs, u"--tools"_qs, object})).exitCode, 2);
    QCOMPARE(server.requestCount(), 0);
}

void tst_CliRun::aRequestIsPrintedInsteadOfSent_data()
{
    QTest::addColumn<QString>("part");
    QTest::newRow("curl") << u"curl -N -X POST "_qs;
    QTest::newRow("python") << u"requests.request("_qs;
    QTest::newRow("javascript") << u"await fetch("_qs;
    QTest::newRow("cpp") << u"QNetworkRequest request("_qs;
}

void tst_CliRun::aRequestIsPrintedInsteadOfSent()
{
    QFETCH(QString, part);
    ScriptedServer server({answer({"ok"})});
    CliProfile profile;
    profile.setVariable(u"BURIN_API_KEY"_qs, u"sk-secret"_qs);
    const CliResult result =
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"{{who}} can't"_qs, u"--var"_qs, u"who=Ada"_qs,
                                                      u"--copy-as"_qs, QString::fromLatin1(QTest::currentDataTag())}));
    QVERIFY2(result.exitCode == 0, result.messages.constData());
    const QString printed = QString::fromUtf8(result.output);
    QVERIFY2(printed.contains(part), result.output.constData());
    QVERIFY2(printed.contains(u"Ada can"_qs) && printed.contains(u"BURIN_API_KEY"_qs), result.output.constData());
    QVERIFY(!printed.contains(u"sk-secret"_qs));
    QCOMPARE(server.requestCount(), 0);
    QCOMPARE(
        profile.call(adHocRun(server.url(u"/v1"_qs), {u"--user"_qs, u"x"_qs, u"--copy-as"_qs, u"cobol"_qs})).exitCode,
        2);
}

QTEST_GUILESS_MAIN(tst_CliRun)
#include "tst_clirun.moc"

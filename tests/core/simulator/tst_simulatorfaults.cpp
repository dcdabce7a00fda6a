#include "client.h"

#include "core/simulator/prose.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cerrno>

using namespace burin;
using namespace burin::simulator;
using Ending = Scenario::Ending;

namespace {

Scenario ending(Ending ending, qint64 at)
{
    Scenario scenario = quick(40);
    scenario.ending = ending;
    scenario.cutAt = at;
    return scenario;
}

qint64 wholeBodySize()
{
    return chat(serving(quick(40))->baseUrl(), Model).body.size();
}

} // namespace

class tst_SimulatorFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersWithAnyStatus_data();
    void answersWithAnyStatus();
    void sendsTheErrorBodyAsItIs();
    void failsAsOftenAsItShould();
    void countsFailuresForEachModel();
    void limitedFaultsAreOfAnyKind_data();
    void limitedFaultsAreOfAnyKind();
    void cutsAtTheByte_data();
    void cutsAtTheByte();
    void resetsAtTheByte();
    void stallsAtTheByte();
    void endsShorterAnswersNormally();
    void reportsAnErrorInTheStream();
    void reportsAnErrorBeforeTheFinishAtTheLatest();
    void damagesOneFrame_data();
    void damagesOneFrame();
    void cutsEveryCharacter();
    void cutsCharactersInTheMiddleOfTheAnswer();
    void leavesOutTheUsage();
    void leavesOutTheTerminator();
    void closesBeforeTheHead();
};

void tst_SimulatorFaults::answersWithAnyStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::newRow("400") << 400 << QString() << QByteArray();
    QTest::newRow("401") << 401 << QStringLiteral("invalid_api_key") << QByteArray();
    QTest::newRow("402") << 402 << QStringLiteral("payment_required") << QByteArray();
    QTest::newRow("429") << 429 << QStringLiteral("rate_limit_exceeded") << QByteArray("2");
    QTest::newRow("429, fraction") << 429 << QStringLiteral("rate_limit_exceeded") << QByteArray("0.25");
    QTest::newRow("500") << 500 << QString() << QByteArray();
    QTest::newRow("503") << 503 << QStringLiteral("overloaded") << QByteArray("3600");
    QTest::newRow("529") << 529 << QStringLiteral("overloaded") << QByteArray();
    QTest::newRow("600") << 600 << QString() << QByteArray();
    QTest::newRow("999") << 999 << QString() << QByteArray();
}

void tst_SimulatorFaults::answersWithAnyStatus()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QByteArray, retryAfter);
    Scenario scenario;
    scenario.status = status;
    if (!retryAfter.isEmpty()) scenario.retryAfter = retryAfter.toDouble();
    const auto simulator = serving(scenario);
    const Reply reply = chat(simulator->baseUrl(), Model);
    QCOMPARE(reply.status, status);
    QVERIFY(reply.complete);
    QCOMPARE(reply.header("Retry-After"), retryAfter);
    const QJsonObject error = reply.json().value(u"error").toObject();
    QCOMPARE(error.value(u"code").toString(), code);
    QVERIFY(!error.value(u"message").toString().isEmpty() && !error.value(u"type").toString().isEmpty());
}

void tst_SimulatorFaults::sendsTheErrorBodyAsItIs()
{
    Scenario scenario;
    scenario.status = 502;
    scenario.errorBody = "<html>Bad \xff gateway</html>";
    const auto simulator = serving(scenario);
    QCOMPARE(chat(simulator->baseUrl(), Model).body, scenario.errorBody);
}

void tst_SimulatorFaults::failsAsOftenAsItShould()
{
    Scenario scenario = quick(5);
    scenario.status = 429;
    scenario.retryAfter = 1;
    scenario.failures = 2;
    const auto simulator = serving(scenario);
    QList<int> statuses;
    for (int i = 0; i < 5; ++i) {
        const Reply reply = chat(simulator->baseUrl(), QString::number(i)); // whatever the model
        statuses += reply.status;
        QCOMPARE(reply.header("Retry-After").isEmpty(), reply.status == 200);
    }
    QCOMPARE(statuses, (QList<int>{429, 429, 200, 200, 200}));

    scenario.failures = -1;
    const auto hopeless = serving(scenario);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(chat(hopeless->baseUrl(), Model).status, 429);
    QCOMPARE(hopeless->requestsSeen(), 5);
}

void tst_SimulatorFaults::countsFailuresForEachModel()
{
    const auto simulator = serving({});
    const QJsonObject oneToken{{QStringLiteral("max_tokens"), 1}};
    const auto status = [&](const char *model) {
        return chat(simulator->baseUrl(), QString::fromLatin1(model), oneToken).status;
    };
    QCOMPARE(status("simulator-rate-limited"), 429);
    QCOMPARE(status("simulator-server-error"), 500);
    QCOMPARE(status("simulator-rate-limited"), 429);
    QCOMPARE(status("simulator-fast"), 200);
    QCOMPARE(status("simulator-rate-limited"), 200);
    QCOMPARE(status("simulator-server-error"), 500);
    QCOMPARE(status("simulator-server-error"), 200);
    QCOMPARE(status("simulator-rate-limited"), 429); // and over again, so that it can be shown twice
}

void tst_SimulatorFaults::limitedFaultsAreOfAnyKind_data()
{
    QTest::addColumn<int>("ending");
    QTest::addColumn<bool>("malformed");
    QTest::newRow("cut") << int(Ending::Cut) << false;
    QTest::newRow("closed") << int(Ending::CloseBeforeHead) << false;
    QTest::newRow("error") << int(Ending::ErrorInStream) << false;
    QTest::newRow("malformed") << int(Ending::Normal) << true;
}

void tst_SimulatorFaults::limitedFaultsAreOfAnyKind()
{
    QFETCH(int, ending);
    QFETCH(bool, malformed);
    Scenario scenario = quick(5);
    scenario.ending = Ending(ending);
    scenario.malformedFrames = malformed ? 1 : 0;
    scenario.cutAt = 100;
    scenario.failures = 1;
    const auto simulator = serving(scenario);
    const Reply good = chat(serving(quick(5))->baseUrl(), Model);
    const Reply first = chat(simulator->baseUrl(), Model);
    QVERIFY(first.events().size() != good.events().size());
    QCOMPARE(chat(simulator->baseUrl(), Model).events().size(), good.events().size());
}

void tst_SimulatorFaults::cutsAtTheByte_data()
{
    QTest::addColumn<qint64>("at");
    QTest::addColumn<bool>("stream");
    const qint64 whole = wholeBodySize();
    for (const qint64 at : {qint64(0), qint64(1), qint64(2), qint64(100), qint64(500), qint64(1234), qint64(3000),
                            whole - 15, whole - 14, whole - 1, whole}) {
        QTest::addRow("%lld", at) << at << true;
    }
    QTest::newRow("whole answer 0") << qint64(0) << false;
    QTest::newRow("whole answer 100") << qint64(100) << false;
}

void tst_SimulatorFaults::cutsAtTheByte()
{
    QFETCH(qint64, at);
    QFETCH(bool, stream);
    const QJsonObject changes{{QStringLiteral("stream"), stream}};
    const auto simulator = serving(ending(Ending::Cut, at));
    Client client(simulator->baseUrl());
    client.send(postRequest(chatBody(Model, changes)));
    QVERIFY(client.waitForEnd());
    const Reply reply = takeReply(client.received);
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.complete);
    QCOMPARE(qint64(reply.body.size()), at);
    if (stream) QCOMPARE(rawExchange(simulator->baseUrl(), postRequest(chatBody(Model))).error, 0);
}

void tst_SimulatorFaults::resetsAtTheByte()
{
    for (const qint64 at : {qint64(0), qint64(700), qint64(3000)}) {
        const auto simulator = serving(ending(Ending::Reset, at));
        RawEnd end = rawExchange(simulator->baseUrl(), postRequest(chatBody(Model)));
        QCOMPARE(end.error, ECONNRESET);
        const Reply reply = takeReply(end.received);
        QCOMPARE(reply.status, 200);
        QCOMPARE(qint64(reply.body.size()), at);
        QVERIFY(!reply.complete);
    }
}

void tst_SimulatorFaults::stallsAtTheByte()
{
    const auto good = serving(quick(500));
    for (const qint64 at : {qint64(0), qint64(1500)}) {
        const auto simulator = serving(ending(Ending::Stall, at));
        Client client(simulator->baseUrl());
        client.send(postRequest(chatBody(Model)));
        const auto bodySize = [&client] {
            QByteArray copy = client.received;
            const Reply reply = takeReply(copy);
            return reply.status == 200 ? qint64(reply.body.size()) : -1;
        };
        QTRY_COMPARE(bodySize(), at);
        QVERIFY(chat(good->baseUrl(), Model).complete); // the world goes on
        QCOMPARE(bodySize(), at);
        QCOMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    }
}

void tst_SimulatorFaults::endsShorterAnswersNormally()
{
    for (const Ending how : {Ending::Cut, Ending::Reset, Ending::Stall}) {
        const auto simulator = serving(ending(how, 1'000'000));
        const Reply reply = chat(simulator->baseUrl(), Model);
        QVERIFY(reply.complete);
        QCOMPARE(reply.events().back(), QByteArray("[DONE]"));
    }
}

void tst_SimulatorFaults::reportsAnErrorInTheStream()
{
    const auto simulator = serving(ending(Ending::ErrorInStream, 2000));
    const Reply reply = chat(simulator->baseUrl(), Model);
    QVERIFY(reply.complete);
    const std::vector<QByteArray> events = reply.events();
    const QJsonObject error = QJsonDocument::fromJson(events.back()).object().value(u"error").toObject();
    QCOMPARE(error.value(u"type").toString(), QStringLiteral("server_error"));
    QVERIFY(reply.body.size() > 2000 && reply.body.size() < 2600);
    QVERIFY(simulatorTokens(reply.joined(QStringLiteral("content"))).size() > 3);
    QVERIFY(reply.finishReason().isEmpty());

    const auto atOnce = serving(ending(Ending::ErrorInStream, 0));
    QCOMPARE(chat(atOnce->baseUrl(), Model).events().size(), size_t(1));
    const Reply whole = chat(atOnce->baseUrl(), Model, {{QStringLiteral("stream"), false}});
    QCOMPARE(whole.status, 200);
    QVERIFY(whole.json().contains(QStringLiteral("error")));
}

void tst_SimulatorFaults::reportsAnErrorBeforeTheFinishAtTheLatest()
{
    const auto simulator = serving(ending(Ending::ErrorInStream, 1'000'000));
    const Reply reply = chat(simulator->baseUrl(), Model);
    QCOMPARE(simulatorTokens(reply.joined(QStringLiteral("content"))).size(), size_t(40));
    QVERIFY(reply.events().back().contains("\"error\""));
    QVERIFY(reply.finishReason().isEmpty());
}

void tst_SimulatorFaults::damagesOneFrame_data()
{
    QTest::addColumn<int>("tokens");
    for (const int tokens : {1, 2, 3, 4, 40})
        QTest::addRow("%d", tokens) << tokens;
}

void tst_SimulatorFaults::damagesOneFrame()
{
    QFETCH(int, tokens);
    Scenario scenario = quick(tokens);
    const Reply good = chat(serving(scenario)->baseUrl(), Model);
    scenario.malformedFrames = 1;
    const auto simulator = serving(scenario);
    const Reply reply = chat(simulator->baseUrl(), Model);
    int damaged = 0;
    for (const QByteArray &event : reply.events())
        damaged += event != "[DONE]" && QJsonDocument::fromJson(event).isNull() ? 1 : 0;
    QCOMPARE(damaged, 1);
    QCOMPARE(reply.joined(QStringLiteral("content")), good.joined(QStringLiteral("content")));
    QCOMPARE(reply.finishReason(), QStringLiteral("stop"));
    const Reply whole = chat(simulator->baseUrl(), Model, {{QStringLiteral("stream"), false}});
    QVERIFY(QJsonDocument::fromJson(whole.body).isNull());
}

void tst_SimulatorFaults::cutsEveryCharacter()
{
    Scenario scenario = quick(0);
    scenario.text = QStringLiteral("äöü 日本語 👩‍🚀👍🏽 שלום end");
    scenario.splitUtf8 = true;
    const auto simulator = serving(scenario);
    const Reply reply = chat(simulator->baseUrl(), Model);
    QVERIFY(reply.complete);
    QCOMPARE(reply.joined(QStringLiteral("content")), scenario.text);
    int characters = 0;
    for (const QChar c : scenario.text)
        characters += c.unicode() >= 0x80 && !c.isLowSurrogate() ? 1 : 0;
    int cut = 0;
    for (const QByteArray &chunk : reply.chunks) {
        for (qsizetype i = 0; i < chunk.size(); ++i) {
            if (uchar(chunk[i]) < 0xc0) continue;
            QCOMPARE(i, chunk.size() - 1); // a character begins only where a chunk ends
            ++cut;
        }
    }
    QCOMPARE(cut, characters);
}

void tst_SimulatorFaults::cutsCharactersInTheMiddleOfTheAnswer()
{
    Scenario scenario = quick(0);
    scenario.text = QStringLiteral("日本語").repeated(100);
    scenario.splitUtf8 = true;
    scenario.ending = Ending::Cut;
    scenario.cutAt = 1000;
    const auto simulator = serving(scenario);
    Client client(simulator->baseUrl());
    client.send(postRequest(chatBody(Model)));
    QVERIFY(client.waitForEnd());
    QCOMPARE(takeReply(client.received).body.size(), 1000);
}

void tst_SimulatorFaults::leavesOutTheUsage()
{
    Scenario scenario = quick(5);
    scenario.usage = Scenario::UsageReport::Missing;
    const auto simulator = serving(scenario);
    const Reply streamed = chat(simulator->baseUrl(), Model);
    QVERIFY(!streamed.body.contains("usage"));
    QCOMPARE(streamed.events().back(), QByteArray("[DONE]"));
    QVERIFY(!chat(simulator->baseUrl(), Model, {{QStringLiteral("stream"), false}}).body.contains("usage"));
}

void tst_SimulatorFaults::leavesOutTheTerminator()
{
    const auto simulator = serving(ending(Ending::NoTerminator, 0));
    const Reply reply = chat(simulator->baseUrl(), Model);
    QVERIFY(reply.complete);
    QCOMPARE(reply.finishReason(), QStringLiteral("stop"));
    QVERIFY(!reply.body.contains("[DONE]"));
    QVERIFY(!reply.usage().isEmpty());
}

void tst_SimulatorFaults::closesBeforeTheHead()
{
    const auto simulator = serving(ending(Ending::CloseBeforeHead, 0));
    const RawEnd end = rawExchange(simulator->baseUrl(), postRequest(chatBody(Model)));
    QVERIFY(end.received.isEmpty());
    QCOMPARE(end.error, 0);
    QCOMPARE(simulator->requestsSeen(), 1);
}

QTEST_GUILESS_MAIN(tst_SimulatorFaults)
#include "tst_simulatorfaults.moc"

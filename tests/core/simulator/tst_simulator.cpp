#include "client.h"

#include "core/simulator/connection.h"
#include "core/simulator/prose.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace burin;
using namespace burin::simulator;

class tst_Simulator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void streamsTheShapeOfOpenAi();
    void streamsReasoningFirst();
    void answersWholeWithTheSameText();
    void repeatsItself();
    void honoursTokenLimitAndStop();
    void sendsUsageOnlyWhenAsked();
    void listsItsScenarios();
    void servesQtsOwnClient();
    void reachesFiveThousandTokensASecond();
    void waitsForASlowReader();
    void forgetsClientsThatLeave();
    void servesManyAtOnce();
};

void tst_Simulator::streamsTheShapeOfOpenAi()
{
    const auto simulator = serving(quick(25));
    const Reply reply = chat(simulator->baseUrl(), Model);
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.complete);
    QVERIFY(reply.header("Content-Type").startsWith("text/event-stream"));
    QVERIFY(!reply.header("x-request-id").isEmpty());

    const std::vector<QByteArray> events = reply.events();
    QCOMPARE(events.size(), size_t(1 + 25 + 3));
    const auto json = [&events](size_t i) { return QJsonDocument::fromJson(events[i]).object(); };
    const auto choice = [&json](size_t i) { return json(i).value(u"choices").toArray().at(0).toObject(); };
    const QString id = json(0).value(u"id").toString();
    QVERIFY(!id.isEmpty());
    for (size_t i = 0; i + 1 < events.size(); ++i) {
        QCOMPARE(json(i).value(u"id").toString(), id);
        QCOMPARE(json(i).value(u"object").toString(), QStringLiteral("chat.completion.chunk"));
        QCOMPARE(json(i).value(u"model").toString(), Model);
        QVERIFY(json(i).value(u"created").toInteger() > 1'700'000'000);
    }
    QCOMPARE(choice(0).value(u"delta").toObject().value(u"role").toString(), QStringLiteral("assistant"));
    for (size_t i = 1; i <= 25; ++i) {
        const QString piece = choice(i).value(u"delta").toObject().value(u"content").toString();
        QCOMPARE(simulatorTokens(piece).size(), size_t(1));
        QVERIFY(choice(i).value(u"finish_reason").isNull());
        QVERIFY(json(i).value(u"usage").isNull());
    }
    QCOMPARE(choice(26).value(u"finish_reason").toString(), QStringLiteral("stop"));
    QVERIFY(json(27).value(u"choices").toArray().isEmpty());
    QCOMPARE(json(27).value(u"usage").toObject().value(u"completion_tokens").toInt(), 25);
    QCOMPARE(events[28], QByteArray("[DONE]"));
}

void tst_Simulator::streamsReasoningFirst()
{
    Scenario scenario = quick(10);
    scenario.reasoningTokens = 7;
    const auto simulator = serving(scenario);
    const Reply reply = chat(simulator->baseUrl(), Model);
    QCOMPARE(simulatorTokens(reply.joined(QStringLiteral("reasoning_content"))).size(), size_t(7));
    QCOMPARE(simulatorTokens(reply.joined(QStringLiteral("content"))).size(), size_t(10));
    QVERIFY(reply.body.indexOf("reasoning_content") < reply.body.indexOf("\"delta\":{\"content\""));
    QVERIFY(reply.body.lastIndexOf("\"reasoning_content\"") < reply.body.indexOf("\"delta\":{\"content\""));
    QCOMPARE(reply.usage().value(u"completion_tokens").toInt(), 17);
    QCOMPARE(reply.usage().value(u"completion_tokens_details").toObject().value(u"reasoning_tokens").toInt(), 7);
}

void tst_Simulator::answersWholeWithTheSameText()
{
    Scenario scenario = quick(60);
    scenario.reasoningTokens = 5;
    const auto simulator = serving(scenario);
    const Reply streamed = chat(simulator->baseUrl(), Model);
    const Reply whole = chat(simulator->baseUrl(), Model, {{QStringLiteral("stream"), false}});
    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(whole.json().value(u"object").toString(), QStringLiteral("chat.completion"));
    const QJsonObject choice = whole.json().value(u"choices").toArray().at(0).toObject();
    const QJsonObject message = choice.value(u"message").toObject();
    QCOMPARE(message.value(u"role").toString(), QStringLiteral("assistant"));
    QCOMPARE(message.value(u"content").toString(), streamed.joined(QStringLiteral("content")));
    QCOMPARE(message.value(u"reasoning_content").toString(), streamed.joined(QStringLiteral("reasoning_content")));
    QCOMPARE(choice.value(u"finish_reason").toString(), QStringLiteral("stop"));
    QCOMPARE(whole.usage(), streamed.usage());
}

void tst_Simulator::repeatsItself()
{
    const auto one = serving(quick(0));
    const auto two = serving(quick(0));
    const QString text = chat(one->baseUrl(), Model).joined(QStringLiteral("content"));
    QVERIFY(text.size() > 500);
    QVERIFY(text.contains(QStringLiteral("Tell me about the sea.")));
    QCOMPARE(chat(one->baseUrl(), Model).joined(QStringLiteral("content")), text);
    QCOMPARE(chat(two->baseUrl(), Model).joined(QStringLiteral("content")), text);
    const QJsonArray other{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                       {QStringLiteral("content"), QStringLiteral("Tell me about the moon.")}}};
    QVERIFY(chat(one->baseUrl(), Model, {{QStringLiteral("messages"), other}}).joined(QStringLiteral("content")) !=
            text);
}

void tst_Simulator::honoursTokenLimitAndStop()
{
    const auto simulator = serving(quick(100));
    const QString text = chat(simulator->baseUrl(), Model).joined(QStringLiteral("content"));
    const Reply limited = chat(simulator->baseUrl(), Model, {{QStringLiteral("max_tokens"), 8}});
    QCOMPARE(limited.finishReason(), QStringLiteral("length"));
    QCOMPARE(limited.usage().value(u"completion_tokens").toInt(), 8);
    QVERIFY(text.startsWith(limited.joined(QStringLiteral("content"))));

    const Reply stopped = chat(simulator->baseUrl(), Model, {{QStringLiteral("stop"), QStringLiteral("simulator")}});
    QCOMPARE(stopped.finishReason(), QStringLiteral("stop"));
    QCOMPARE(stopped.joined(QStringLiteral("content")), text.left(text.indexOf(QStringLiteral("simulator"))));
}

void tst_Simulator::sendsUsageOnlyWhenAsked()
{
    const auto simulator = serving(quick(5));
    const Reply asked = chat(simulator->baseUrl(), Model);
    const QJsonObject usage = asked.usage();
    QCOMPARE(usage.value(u"prompt_tokens").toInt(), 5 + 3); // "Tell me about the sea."
    QCOMPARE(usage.value(u"total_tokens").toInt(), 5 + 3 + 5);
    const Reply plain = chat(simulator->baseUrl(), Model, {{QStringLiteral("stream_options"), QJsonValue::Null}});
    QVERIFY(!plain.body.contains("usage"));
    QCOMPARE(plain.events().back(), QByteArray("[DONE]"));
}

void tst_Simulator::listsItsScenarios()
{
    const auto simulator = serving({});
    Client client(simulator->baseUrl());
    client.send(getRequest("/v1/models?x=1"));
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 200);
    const QJsonArray models = reply.json().value(u"data").toArray();
    QCOMPARE(models.size(), qsizetype(builtInScenarios().size()));
    for (qsizetype i = 0; i < models.size(); ++i) {
        QCOMPARE(models.at(i).toObject().value(u"id").toString(), builtInScenarios()[size_t(i)].model);
        QCOMPARE(models.at(i).toObject().value(u"name").toString(), builtInScenarios()[size_t(i)].description);
        QCOMPARE(models.at(i).toObject().value(u"object").toString(), QStringLiteral("model"));
    }
}

void tst_Simulator::servesQtsOwnClient()
{
    const auto simulator = serving(quick(50));
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(simulator->baseUrl().toString() + QStringLiteral("/chat/completions")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    for (int round = 0; round < 3; ++round) {
        const std::unique_ptr<QNetworkReply> answer(manager.post(request, chatBody(Model)));
        QSignalSpy finished(answer.get(), &QNetworkReply::finished);
        QVERIFY(finished.wait());
        QCOMPARE(answer->error(), QNetworkReply::NoError);
        QVERIFY(answer->readAll().endsWith("data: [DONE]\n\n"));
    }
    QCOMPARE(simulator->requestsSeen(), 3);
}

void tst_Simulator::reachesFiveThousandTokensASecond()
{
    Scenario scenario = quick(2000);
    scenario.tokensPerSecond = 5000;
    const auto simulator = serving(scenario);
    const Reply reply = chat(simulator->baseUrl(), Model);
    QCOMPARE(reply.usage().value(u"completion_tokens").toInt(), 2000);
    QCOMPARE(reply.events().size(), size_t(2000 + 4));
}

void tst_Simulator::waitsForASlowReader()
{
    const auto simulator = serving(quick(60'000)); // some 12 MB
    Client client(simulator->baseUrl());
    client.socket.setReadBufferSize(1024);
    client.socket.disconnect(SIGNAL(readyRead()));
    client.send(postRequest(chatBody(Model)));
    QTRY_VERIFY(client.socket.bytesAvailable() > 0);
    const auto *connection = simulator->findChild<Connection *>();
    QVERIFY(connection);
    QTRY_VERIFY(connection->bytesPending() > 0);
    QVERIFY(connection->bytesPending() < 1024 * 1024);

    client.socket.setReadBufferSize(0);
    client.received = client.socket.readAll();
    QObject::connect(&client.socket, &QTcpSocket::readyRead, &client.socket,
                     [&client] { client.received += client.socket.readAll(); });
    QTRY_VERIFY_WITH_TIMEOUT(client.received.endsWith("0\r\n\r\n"), 60'000);
    QCOMPARE(client.received.count("\"delta\":{\"content\":"), 60'000);
}

void tst_Simulator::forgetsClientsThatLeave()
{
    Scenario scenario = quick(100'000);
    scenario.tokensPerSecond = 1000;
    const auto simulator = serving(scenario);
    for (int i = 0; i < 5; ++i) {
        Client client(simulator->baseUrl());
        client.send(postRequest(chatBody(Model)));
        QVERIFY(client.waitForBytes(3000));
        client.socket.abort();
    }
    QTRY_VERIFY(simulator->findChildren<Connection *>().isEmpty());
}

void tst_Simulator::servesManyAtOnce()
{
    Scenario scenario = quick(30);
    scenario.tokensPerSecond = 300;
    const auto simulator = serving(scenario);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 40; ++i) {
        clients.push_back(std::make_unique<Client>(simulator->baseUrl()));
        clients.back()->send(postRequest(chatBody(QString::number(i))));
    }
    for (int i = 0; i < 40; ++i) {
        const Reply reply = clients[size_t(i)]->reply();
        QVERIFY(reply.complete);
        QVERIFY(reply.body.contains("\"model\":\"" + QByteArray::number(i) + '"'));
        QCOMPARE(reply.usage().value(u"completion_tokens").toInt(), 30);
    }
    QCOMPARE(simulator->requestsSeen(), 40);
}

QTEST_GUILESS_MAIN(tst_Simulator)
#include "tst_simulator.moc"

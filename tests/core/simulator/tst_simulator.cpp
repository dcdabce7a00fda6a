#include "client.h"

#include "core/simulator/connection.h"
#include "core/simulator/prose.h"
#include "core/simulator/simulator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <memory>

using namespace burin;

namespace {

Scenario quick(int tokens)
{
    Scenario scenario;
    scenario.firstTokenDelay = {};
    scenario.tokensPerSecond = 0;
    scenario.tokens = tokens;
    return scenario;
}

std::unique_ptr<Simulator> serving(const std::optional<Scenario> &scenario, const QByteArray &key = {})
{
    auto simulator = std::make_unique<Simulator>(Simulator::Options{0, key, scenario});
    return simulator->listen() ? std::move(simulator) : nullptr;
}

const QString Model = QStringLiteral("any");

QByteArray get(const QByteArray &path, const QByteArray &headers = "Host: 127.0.0.1\r\n")
{
    return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
}

} // namespace

class tst_Simulator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listensOnThisComputerOnly();
    void saysWhyItCannotListen();
    void streamsTheShapeOfOpenAi();
    void streamsReasoningFirst();
    void answersWholeWithTheSameText();
    void repeatsItself();
    void honoursTokenLimitAndStop();
    void sendsUsageOnlyWhenAsked();
    void listsItsScenarios();
    void refusesOtherHosts_data();
    void refusesOtherHosts();
    void asksForTheKey();
    void refusesWhatItDoesNotServe_data();
    void refusesWhatItDoesNotServe();
    void keepsConnectionsOpen();
    void answersPipelinedRequestsInOrder();
    void speaksHttp10();
    void invitesTheBody();
    void refusesTooMuch_data();
    void refusesTooMuch();
    void takesLargeBodies();
    void servesQtsOwnClient();
    void reachesFiveThousandTokensASecond();
    void waitsForASlowReader();
    void forgetsClientsThatLeave();
    void servesManyAtOnce();
};

void tst_Simulator::listensOnThisComputerOnly()
{
    Simulator simulator({});
    QVERIFY(simulator.baseUrl().isEmpty());
    const Result<QUrl> url = simulator.listen();
    QVERIFY(url);
    QCOMPARE(url->host(), QStringLiteral("127.0.0.1"));
    QCOMPARE(url->path(), QStringLiteral("/v1"));
    QCOMPARE(*simulator.listen(), *url); // again is no harm
    QCOMPARE(simulator.findChild<QTcpServer *>()->serverAddress(), QHostAddress(QHostAddress::LocalHost));
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback()) continue;
        QTcpSocket socket;
        socket.connectToHost(address, quint16(url->port()));
        QTRY_VERIFY(socket.error() != QAbstractSocket::UnknownSocketError);
        QVERIFY(socket.state() != QAbstractSocket::ConnectedState);
    }
}

void tst_Simulator::saysWhyItCannotListen()
{
    const auto first = serving({});
    Simulator second(Simulator::Options{quint16(first->baseUrl().port()), {}, {}});
    const Result<QUrl> url = second.listen();
    QVERIFY(!url);
    QCOMPARE(url.error().argument, QStringLiteral("port"));
    QVERIFY(!url.error().detail.isEmpty());
    QVERIFY(second.baseUrl().isEmpty());
}

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
    client.send(get("/v1/models?x=1"));
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

void tst_Simulator::refusesOtherHosts_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *headers, int status) { QTest::newRow(headers) << QByteArray(headers) << status; };
    row("Host: 127.0.0.1", 200);
    row("Host: 127.0.0.1:8080", 200);
    row("Host: localhost", 200);
    row("HOST: LocalHost:1", 200);
    row("Host: [::1]:80", 200);
    row("Host: 127.0.0.1\r\nOrigin: http://localhost:3000", 200);
    row("Accept: x", 403);
    row("Host:", 403);
    row("Host: evil.com", 403);
    row("Host: evil.com:80", 403);
    row("Host: 127.0.0.1.evil.com", 403);
    row("Host: localhost.evil.com", 403);
    row("Host: localhost@evil.com", 403);
    row("Host: [::1", 403);
    row("Host: [::2]", 403);
    row("Host: 0.0.0.0", 403);
    row("Host: 192.168.0.1", 403);
    row("Host: 127.0.0.1\r\nOrigin: http://evil.com", 403);
    row("Host: 127.0.0.1\r\nOrigin: null", 403);
    row("Host: 127.0.0.1\r\nOrigin: http://localhost.evil.com", 403);
}

void tst_Simulator::refusesOtherHosts()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    const auto simulator = serving({});
    Client client(simulator->baseUrl());
    client.send(get("/v1/models", headers + "\r\n"));
    QCOMPARE(client.reply().status, status);
}

void tst_Simulator::asksForTheKey()
{
    const auto simulator = serving(quick(3), "sk-test-123");
    const auto status = [&](const QByteArray &headers) {
        Client client(simulator->baseUrl());
        client.send(postRequest(chatBody(Model), headers));
        const Reply reply = client.reply();
        if (reply.status == 401) {
            const QJsonObject error = reply.json().value(u"error").toObject();
            if (error.value(u"code").toString() != QStringLiteral("invalid_api_key")) return -1;
            if (reply.body.contains("sk-test")) return -2;
        }
        return reply.status;
    };
    QCOMPARE(status("Authorization: Bearer sk-test-123\r\n"), 200);
    QCOMPARE(status(""), 401);
    QCOMPARE(status("Authorization: Bearer sk-test-12\r\n"), 401);
    QCOMPARE(status("Authorization: Bearer sk-test-1234\r\n"), 401);
    QCOMPARE(status("Authorization: sk-test-123\r\n"), 401);
    Client client(simulator->baseUrl());
    client.send(get("/v1/models"));
    QCOMPARE(client.reply().status, 401);
}

void tst_Simulator::refusesWhatItDoesNotServe_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &request, int status, const char *code = "") {
        QTest::newRow(name) << request << status << QString::fromLatin1(code);
    };
    row("other path", get("/v1/embeddings"), 404, "not_found");
    row("root", get("/"), 404, "not_found");
    row("GET where POST is due", get("/v1/chat/completions"), 405, "method_not_supported");
    row("POST where GET is due", "POST /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", 405);
    row("no JSON", postRequest("hello"), 400);
    row("no model", postRequest("{\"messages\":[{\"role\":\"user\"}]}"), 400);
    row("unknown model", postRequest(chatBody(QStringLiteral("gpt-5"))), 404, "model_not_found");
    row("no HTTP", "hello\r\n\r\n", 400);
    row("chunked", "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", 501);
}

void tst_Simulator::refusesWhatItDoesNotServe()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QString, code);
    const auto simulator = serving({});
    Client client(simulator->baseUrl());
    client.send(request);
    const Reply reply = client.reply();
    QCOMPARE(reply.status, status);
    QVERIFY(reply.complete);
    const QJsonObject error = reply.json().value(u"error").toObject();
    QVERIFY(!error.value(u"message").toString().isEmpty());
    QVERIFY(!error.value(u"type").toString().isEmpty());
    if (!code.isEmpty()) QCOMPARE(error.value(u"code").toString(), code);
}

void tst_Simulator::keepsConnectionsOpen()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    for (int i = 1; i <= 3; ++i) {
        client.send(postRequest(chatBody(Model)));
        QVERIFY(client.reply().complete);
        client.send(get("/v1/none"));
        QCOMPARE(client.reply().status, 404);
        QCOMPARE(simulator->requestsSeen(), 2 * i);
    }
    QCOMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    client.send(postRequest(chatBody(Model), "Connection: close\r\n"));
    const Reply last = client.reply();
    QVERIFY(last.complete);
    QCOMPARE(last.header("Connection"), QByteArray("close"));
    QVERIFY(client.waitForEnd());
}

void tst_Simulator::answersPipelinedRequestsInOrder()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    client.send(postRequest(chatBody(QStringLiteral("first"))) + get("/v1/models") +
                postRequest(chatBody(QStringLiteral("third"))));
    QVERIFY(client.reply().body.contains("\"model\":\"first\""));
    QVERIFY(client.reply().body.contains("\"object\":\"list\""));
    QVERIFY(client.reply().body.contains("\"model\":\"third\""));
}

void tst_Simulator::speaksHttp10()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    client.send(postRequest(chatBody(Model)).replace("HTTP/1.1", "HTTP/1.0"));
    QVERIFY(client.waitForEnd());
    const Reply reply = takeReply(client.received);
    QVERIFY(reply.header("Transfer-Encoding").isEmpty());
    QCOMPARE(reply.events().back(), QByteArray("[DONE]"));
}

void tst_Simulator::invitesTheBody()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    const QByteArray request = postRequest(chatBody(Model), "Expect: 100-continue\r\n");
    const qsizetype body = request.indexOf("\r\n\r\n") + 4;
    client.send(request.left(body));
    const QByteArray go = "HTTP/1.1 100 Continue\r\n\r\n";
    QVERIFY(client.waitForBytes(go.size()));
    QCOMPARE(client.received, go);
    client.received.clear();
    client.send(request.mid(body));
    QVERIFY(client.reply().complete);
}

void tst_Simulator::refusesTooMuch_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("head") << get("/v1/models", "Host: localhost\r\nA: " + QByteArray(70'000, 'x') + "\r\n") << 431;
    QTest::newRow("body, announced") << QByteArray("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                                   "Content-Length: 67108865\r\n\r\n")
                                     << 413;
    QTest::newRow("body, already coming") << "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                             "Content-Length: 67108865\r\n\r\n" +
                                                 QByteArray(4'000'000, 'x')
                                          << 413;
}

void tst_Simulator::refusesTooMuch()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    const auto simulator = serving({});
    Client client(simulator->baseUrl());
    client.send(request);
    const Reply reply = client.reply();
    QCOMPARE(reply.status, status);
    QVERIFY(reply.complete); // although the rest of the request was still on its way
    QVERIFY(client.waitForEnd());
    QCOMPARE(simulator->requestsSeen(), 0);
}

void tst_Simulator::takesLargeBodies()
{
    const auto simulator = serving(quick(4));
    const QJsonArray messages{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                          {QStringLiteral("content"), QStringLiteral("word ").repeated(1'000'000)}}};
    const Reply reply = chat(simulator->baseUrl(), Model, {{QStringLiteral("messages"), messages}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.usage().value(u"prompt_tokens").toInt(), 1'000'000 + 1 + 3);
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
    Scenario scenario = quick(5000);
    scenario.tokensPerSecond = 5000;
    const auto simulator = serving(scenario);
    const Reply reply = chat(simulator->baseUrl(), Model);
    QCOMPARE(reply.usage().value(u"completion_tokens").toInt(), 5000);
    QCOMPARE(reply.events().size(), size_t(5000 + 4));
}

void tst_Simulator::waitsForASlowReader()
{
    const auto simulator = serving(quick(200'000)); // some 40 MB
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
    QCOMPARE(client.received.count("\"delta\":{\"content\":"), 200'000);
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

#include "client.h"

#include <QJsonArray>
#include <QNetworkInterface>
#include <QTcpServer>
#include <QTest>

using namespace burin;

class tst_SimulatorHttp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listensOnThisComputerOnly();
    void saysWhyItCannotListen();
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
    void tellsAClientThatSendsTooMuchBeforeItReads();
    void takesLargeBodies();
};

void tst_SimulatorHttp::listensOnThisComputerOnly()
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

void tst_SimulatorHttp::saysWhyItCannotListen()
{
    const auto first = serving({});
    Simulator second(Simulator::Options{quint16(first->baseUrl().port()), {}, {}});
    const Result<QUrl> url = second.listen();
    QVERIFY(!url);
    QCOMPARE(url.error().argument, QStringLiteral("port"));
    QVERIFY(!url.error().detail.isEmpty());
    QVERIFY(second.baseUrl().isEmpty());
}

void tst_SimulatorHttp::refusesOtherHosts_data()
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

void tst_SimulatorHttp::refusesOtherHosts()
{
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    const auto simulator = serving({});
    Client client(simulator->baseUrl());
    client.send(getRequest("/v1/models", headers + "\r\n"));
    QCOMPARE(client.reply().status, status);
}

void tst_SimulatorHttp::asksForTheKey()
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
    client.send(getRequest("/v1/models"));
    QCOMPARE(client.reply().status, 401);
}

void tst_SimulatorHttp::refusesWhatItDoesNotServe_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &request, int status, const char *code = "") {
        QTest::newRow(name) << request << status << QString::fromLatin1(code);
    };
    row("other path", getRequest("/v1/files"), 404, "not_found");
    row("root", getRequest("/"), 404, "not_found");
    row("GET where POST is due", getRequest("/v1/chat/completions"), 405, "method_not_supported");
    row("POST where GET is due", "POST /v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", 405);
    row("no JSON", postRequest("hello"), 400);
    row("no model", postRequest("{\"messages\":[{\"role\":\"user\"}]}"), 400);
    row("unknown model", postRequest(chatBody(QStringLiteral("gpt-5"))), 404, "model_not_found");
    row("no HTTP", "hello\r\n\r\n", 400);
    row("chunked", "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", 501);
}

void tst_SimulatorHttp::refusesWhatItDoesNotServe()
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

void tst_SimulatorHttp::keepsConnectionsOpen()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    for (int i = 1; i <= 3; ++i) {
        client.send(postRequest(chatBody(Model)));
        QVERIFY(client.reply().complete);
        client.send(getRequest("/v1/none"));
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

void tst_SimulatorHttp::answersPipelinedRequestsInOrder()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    client.send(postRequest(chatBody(QStringLiteral("first"))) + getRequest("/v1/models") +
                postRequest(chatBody(QStringLiteral("third"))));
    QVERIFY(client.reply().body.contains("\"model\":\"first\""));
    QVERIFY(client.reply().body.contains("\"object\":\"list\""));
    QVERIFY(client.reply().body.contains("\"model\":\"third\""));
}

void tst_SimulatorHttp::speaksHttp10()
{
    const auto simulator = serving(quick(4));
    Client client(simulator->baseUrl());
    client.send(postRequest(chatBody(Model)).replace("HTTP/1.1", "HTTP/1.0"));
    QVERIFY(client.waitForEnd());
    const Reply reply = takeReply(client.received);
    QVERIFY(reply.header("Transfer-Encoding").isEmpty());
    QCOMPARE(reply.events().back(), QByteArray("[DONE]"));
}

void tst_SimulatorHttp::invitesTheBody()
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

void tst_SimulatorHttp::refusesTooMuch_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("head") << getRequest("/v1/models", "Host: localhost\r\nA: " + QByteArray(70'000, 'x') + "\r\n")
                          << 431;
    QTest::newRow("body, announced") << QByteArray("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                                   "Content-Length: 67108865\r\n\r\n")
                                     << 413;
    QTest::newRow("body, already coming") << "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                             "Content-Length: 67108865\r\n\r\n" +
                                                 QByteArray(4'000'000, 'x')
                                          << 413;
}

void tst_SimulatorHttp::refusesTooMuch()
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

/// Most clients read only after they have sent everything.
void tst_SimulatorHttp::tellsAClientThatSendsTooMuchBeforeItReads()
{
    const auto simulator = serving({});
    const QByteArray head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 67108865\r\n\r\n";
    RawEnd end = rawExchange(simulator->baseUrl(), head + QByteArray(20'000'000, 'x'));
    QCOMPARE(end.error, 0);
    const Reply reply = takeReply(end.received);
    QCOMPARE(reply.status, 413);
    QVERIFY(reply.body.contains("request_too_large"));
}

void tst_SimulatorHttp::takesLargeBodies()
{
    const auto simulator = serving(quick(4));
    const QJsonArray messages{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                          {QStringLiteral("content"), QStringLiteral("word ").repeated(200'000)}}};
    const Reply reply = chat(simulator->baseUrl(), Model, {{QStringLiteral("messages"), messages}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.usage().value(u"prompt_tokens").toInt(), 200'000 + 1 + 3);
}

QTEST_GUILESS_MAIN(tst_SimulatorHttp)
#include "tst_simulatorhttp.moc"

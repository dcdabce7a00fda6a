#include "app/desktop/localservers.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace burin;

namespace {

/// Answers every request with the same bytes and closes; with none, it stays silent.
class OneAnswer : public QTcpServer {
public:
    explicit OneAnswer(const QByteArray &answer)
    {
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer] {
                request += socket->readAll();
                if (answer.isEmpty() || !request.endsWith("\r\n\r\n")) return;
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        listen(QHostAddress::LocalHost);
    }
    LocalProbe probe(const QString &id) const
    {
        return {id, QUrl(QStringLiteral("http://127.0.0.1:%1/api/version").arg(serverPort())),
                QStringLiteral("version")};
    }
    QByteArray request;
};

QByteArray answer(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class tst_LocalServers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recognises_data();
    void recognises();
    void findsNothingWhereNobodyListens();
    void keepsTheOrderOfTheProbes();
    void silenceEndsTheProbe();
    void doesNotFollowARedirect();
    void sendsNothingButAnEmptyGet();
    void knowsTheUsualPorts();
};

void tst_LocalServers::recognises_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("found");
    QTest::newRow("server") << answer("200 OK", R"({"version":"0.6.2"})") << true;
    QTest::newRow("still loading") << answer("503 Busy", R"({"error":{"message":"Loading model","code":503}})") << true;
    QTest::newRow("another program") << answer("200 OK", "<html>Jenkins</html>") << false;
    QTest::newRow("another JSON") << answer("200 OK", R"({"hello":1})") << false;
    QTest::newRow("not found") << answer("404 Not Found", R"({"version":"1"})") << false;
    QTest::newRow("overloaded proxy") << answer("503 Busy", "busy") << false;
    QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH\r\n") << false;
    QTest::newRow("too long") << answer("200 OK", R"({"version":")" + QByteArray(3'000'000, 'x') + R"("})") << false;
}

void tst_LocalServers::recognises()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, found);
    const OneAnswer server(answer);
    LocalServers servers({server.probe(QStringLiteral("ollama"))});
    QSignalSpy finished(&servers, &LocalServers::finished);
    servers.probe();
    QCOMPARE(finished.size(), 0);
    QVERIFY(finished.wait());
    QCOMPARE(finished[0][0].toStringList(), found ? QStringList{QStringLiteral("ollama")} : QStringList());
}

void tst_LocalServers::findsNothingWhereNobodyListens()
{
    LocalProbe probe;
    {
        const OneAnswer gone{QByteArray()};
        probe = gone.probe(QStringLiteral("ollama"));
    }
    LocalServers servers({probe});
    QSignalSpy finished(&servers, &LocalServers::finished);
    servers.probe();
    QVERIFY(finished.wait());
    QCOMPARE(finished[0][0].toStringList(), QStringList());
}

void tst_LocalServers::keepsTheOrderOfTheProbes()
{
    const QByteArray good = answer("200 OK", R"({"version":"1"})");
    const OneAnswer first(good), silent{QByteArray()}, third(good);
    LocalServers servers(
        {first.probe(QStringLiteral("a")), silent.probe(QStringLiteral("b")), third.probe(QStringLiteral("c"))});
    QSignalSpy finished(&servers, &LocalServers::finished);
    servers.probe();
    QVERIFY(finished.wait());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toStringList(), QStringList({QStringLiteral("a"), QStringLiteral("c")}));
}

void tst_LocalServers::silenceEndsTheProbe()
{
    const OneAnswer silent{QByteArray()};
    LocalServers servers({silent.probe(QStringLiteral("ollama"))});
    QSignalSpy finished(&servers, &LocalServers::finished);
    servers.probe();
    QVERIFY(finished.wait());
    QVERIFY(!silent.request.isEmpty());
    QCOMPARE(finished[0][0].toStringList(), QStringList());
}

void tst_LocalServers::doesNotFollowARedirect()
{
    const OneAnswer target(answer("200 OK", R"({"version":"1"})"));
    const QByteArray location = target.probe(QString()).url.toEncoded();
    const OneAnswer server("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    LocalServers servers({server.probe(QStringLiteral("ollama"))});
    QSignalSpy finished(&servers, &LocalServers::finished);
    servers.probe();
    QVERIFY(finished.wait());
    QCOMPARE(finished[0][0].toStringList(), QStringList());
    QVERIFY(target.request.isEmpty());
}

void tst_LocalServers::sendsNothingButAnEmptyGet()
{
    const OneAnswer server(answer("200 OK", R"({"version":"1"})"));
    LocalServers servers({server.probe(QStringLiteral("ollama"))});
    QSignalSpy finished(&servers, &LocalServers::finished);
    servers.probe();
    QVERIFY(finished.wait());
    QVERIFY(server.request.startsWith("GET /api/version HTTP/1.1\r\n"));
    QVERIFY(server.request.contains("User-Agent: Burin/"));
    QVERIFY(!server.request.contains("Authorization"));
    QVERIFY(!server.request.contains("Cookie"));
}

void tst_LocalServers::knowsTheUsualPorts()
{
    QList<int> ports;
    for (const LocalProbe &probe : usualLocalServers()) {
        QCOMPARE(probe.url.host(), QStringLiteral("127.0.0.1"));
        ports += probe.url.port();
    }
    QCOMPARE(ports, QList<int>({11434, 1234, 8080}));
}

QTEST_GUILESS_MAIN(tst_LocalServers)
#include "tst_localservers.moc"

#include "core/net/httpstream.h"
#include "core/net/networkrequest.h"
#include "tests/core/net/exchange.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/tlsidentity.h"

#include <QSslConfiguration>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

class tst_HttpTls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void talksToATrustedServer();
    void refusesACertificate_data();
    void refusesACertificate();
    void tellsABrokenHandshakeFromABadCertificate_data();
    void tellsABrokenHandshakeFromABadCertificate();
    void cutAnswersAreKept();
    void speaksHttp1Only();
    void insistsOnTls12AndOnTheCertificate();
};

void tst_HttpTls::talksToATrustedServer()
{
    const TrustTestAuthority trust;
    ScriptedServer server({jsonResponse(200, "{}"), sseResponse({"a"})});
    server.setTls(tlsConfiguration(TlsIdentity::Valid));
    HttpExchange exchange(postTo(server.url(), QByteArray(300'000, 'x')));
    QVERIFY(exchange.run());
    QVERIFY2(exchange.result.fault == TransportFault::None, qPrintable(exchange.result.detail));
    QCOMPARE(exchange.bytes, "{}");
    QCOMPARE(server.requests().at(0).body.size(), 300'000);
    QVERIFY(exchange.result.connect);
}

void tst_HttpTls::refusesACertificate_data()
{
    QTest::addColumn<TlsIdentity>("identity");
    QTest::newRow("self-signed") << TlsIdentity::SelfSigned;
    QTest::newRow("wrong host") << TlsIdentity::WrongHost;
    QTest::newRow("expired") << TlsIdentity::Expired;
}

void tst_HttpTls::refusesACertificate()
{
    QFETCH(TlsIdentity, identity);
    const TrustTestAuthority trust;
    ScriptedServer server({jsonResponse(200, "{}")});
    server.setTls(tlsConfiguration(identity));
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::Tls);
    QVERIFY(!exchange.result.sent);
    QVERIFY(!exchange.result.detail.isEmpty());
    QCOMPARE(server.requestCount(), 0);
}

void tst_HttpTls::tellsABrokenHandshakeFromABadCertificate_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<ScriptedServer::Accept>("accept");
    QTest::addColumn<TransportFault>("fault");
    using Accept = ScriptedServer::Accept;
    QTest::newRow("closed") << QByteArray() << Accept::Close << TransportFault::TlsInterrupted;
    QTest::newRow("reset") << QByteArray() << Accept::Reset << TransportFault::TlsInterrupted;
    // An alert "protocol version", as a server says that knows only TLS 1.0 or 1.1.
    QTest::newRow("old version") << QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7) << Accept::Serve
                                 << TransportFault::Tls;
    QTest::newRow("not TLS") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << Accept::Serve << TransportFault::Tls;
}

void tst_HttpTls::tellsABrokenHandshakeFromABadCertificate()
{
    QFETCH(QByteArray, greeting);
    QFETCH(ScriptedServer::Accept, accept);
    ScriptedServer server;
    server.setAccept(accept);
    server.setGreeting(greeting);
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    HttpExchange exchange(postTo(url));
    QVERIFY(exchange.run());
    QTEST(exchange.result.fault, "fault");
    QVERIFY(!exchange.result.sent);
    QVERIFY(!exchange.result.detail.isEmpty());
}

void tst_HttpTls::cutAnswersAreKept()
{
    const TrustTestAuthority trust;
    ScriptedServer server({sseHead().event("a").pause(50ms).reset()});
    server.setTls(tlsConfiguration(TlsIdentity::Valid));
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.status, 200);
    QCOMPARE(exchange.bytes, "data: a\n\n");
    QCOMPARE(exchange.result.fault, TransportFault::ClosedLate);
    QCOMPARE(server.requestCount(), 1);
}

void tst_HttpTls::speaksHttp1Only()
{
    const TrustTestAuthority trust;
    ScriptedServer server({jsonResponse(200, "{}")});
    QSslConfiguration configuration = tlsConfiguration(TlsIdentity::Valid);
    configuration.setAllowedNextProtocols(
        {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
    server.setTls(configuration);
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.bytes, "{}");
    QVERIFY(server.requests().at(0).head.startsWith("POST / HTTP/1.1\r\n"));
}

/// Also where the program, or something in it, has set weaker defaults.
void tst_HttpTls::insistsOnTls12AndOnTheCertificate()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration weak = before;
    weak.setProtocol(QSsl::AnyProtocol);
    weak.setPeerVerifyMode(QSslSocket::QueryPeer);
    QSslConfiguration::setDefaultConfiguration(weak);
    const QSslConfiguration used =
        toNetworkRequest(postTo(QUrl(QStringLiteral("https://api.example.com/v1")))).sslConfiguration();
    QSslConfiguration::setDefaultConfiguration(before);
    QCOMPARE(used.protocol(), QSsl::TlsV1_2OrLater);
    QCOMPARE(used.peerVerifyMode(), QSslSocket::VerifyPeer);
}

Q_DECLARE_METATYPE(TlsIdentity)
QTEST_GUILESS_MAIN(tst_HttpTls)
#include "tst_httptls.moc"

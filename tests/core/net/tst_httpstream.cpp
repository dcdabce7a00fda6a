#include "core/net/httpstream.h"
#include "tests/core/net/exchange.h"
#include "tests/support/scriptedserver.h"

#include <QLoggingCategory>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

HttpHeaders chunked()
{
    return {{"Transfer-Encoding", "chunked"}};
}

} // namespace

class tst_HttpStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversHeadThenBytesThenFinished();
    void sendsExactlyTheseHeaders();
    void sendsGetWithoutBody();
    void sendsNothingForAWrongRequest_data();
    void sendsNothingForAWrongRequest();
    void deliversEveryStatusAsAnAnswer_data();
    void deliversEveryStatusAsAnAnswer();
    void namesTheTransportFault_data();
    void namesTheTransportFault();
    void readsOddButCompleteAnswers_data();
    void readsOddButCompleteAnswers();
    void neverFollowsARedirect_data();
    void neverFollowsARedirect();
    void doesNotSendAnythingToARefusedConnection();
    void namesAnUnknownHost();
    void saysWhenTheServerDidNotTakeTheBody();
    void refusesToResendOnAStaleConnection();
    void measuresANewConnectionOnly();
    void deliversAllBytesBeforeAClose_data();
    void deliversAllBytesBeforeAClose();
    void boundsWhatQtBuffers();
    void stopsAtTheByteCap();
    void ignoresCompression();
    void keepsNoCookies();
    void redactsTheKeyInDetails();
    void logsNoSecrets();
};

void tst_HttpStream::deliversHeadThenBytesThenFinished()
{
    ScriptedServer server({sseHead({{"X-Id", "7"}}).event("a").pause(20ms).event("b").end()});
    HttpExchange exchange(postTo(server.url(QStringLiteral("/v1"))));
    exchange.stream->start();
    QCOMPARE(exchange.events.size(), 0); // nothing from inside start()
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.events.first(), "head 200");
    QCOMPARE(exchange.events.last(), "finished");
    QVERIFY(exchange.events.count("bytes") >= 2);
    QCOMPARE(exchange.bytes, "data: a\n\ndata: b\n\n");
    QCOMPARE(headerValue(exchange.headers, "x-id"), "7");
    QCOMPARE(exchange.result.fault, TransportFault::None);
    QCOMPARE(exchange.result.status, 200);
    QCOMPARE(exchange.result.bytes, exchange.bytes.size());
    QVERIFY(exchange.result.sent);
    QVERIFY(exchange.result.firstByte && *exchange.result.firstByte <= exchange.result.duration);
    QCOMPARE(server.requests().at(0).target, "/v1");
    QCOMPARE(server.requests().at(0).body, "{\"q\":1}");
}

void tst_HttpStream::sendsExactlyTheseHeaders()
{
    ScriptedServer server({jsonResponse(200, "{}")});
    HttpRequest request = postTo(server.url());
    request.headers = {{"X-Title", "Burin"}, {"Accept", "text/event-stream"}};
    HttpExchange exchange(request);
    QVERIFY(exchange.run());
    QMap<QByteArray, QByteArray> sent;
    for (const auto &[name, value] : server.requests().at(0).headers)
        sent.insert(name.toLower(), value);
    sent.remove("host");
    const QMap<QByteArray, QByteArray> expected{{"accept", "text/event-stream"},
                                                {"accept-encoding", "identity"},
                                                {"accept-language", "*"},
                                                {"authorization", "Bearer sk-canary-0123456789"},
                                                {"connection", "Keep-Alive"},
                                                {"content-length", "7"},
                                                {"content-type", "application/json"},
                                                {"user-agent", "Burin/" BURIN_VERSION},
                                                {"x-title", "Burin"}};
    QCOMPARE(sent, expected);
}

void tst_HttpStream::sendsGetWithoutBody()
{
    ScriptedServer server({jsonResponse(200, "[1]")});
    HttpExchange exchange(getFrom(server.url(QStringLiteral("/v1/models"))));
    QVERIFY(exchange.run());
    QCOMPARE(server.requests().at(0).method, "GET");
    QCOMPARE(server.requests().at(0).header("content-length"), QByteArray());
    QCOMPARE(exchange.bytes, "[1]");
    QVERIFY(exchange.result.sent);
}

void tst_HttpStream::sendsNothingForAWrongRequest_data()
{
    QTest::addColumn<QString>("address"); // empty = the server's
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("no scheme") << QStringLiteral("//127.0.0.1/") << HttpHeaders{} << QByteArray("k");
    QTest::newRow("file") << QStringLiteral("file:///etc/hostname") << HttpHeaders{} << QByteArray("k");
    QTest::newRow("no host") << QStringLiteral("http:///v1") << HttpHeaders{} << QByteArray("k");
    QTest::newRow("key with a line break") << QString() << HttpHeaders{} << QByteArray("k\r\nX-Other: 1");
    QTest::newRow("key with NUL") << QString() << HttpHeaders{} << QByteArray("k\0y", 3);
    QTest::newRow("header with a line break") << QString() << HttpHeaders{{"X-A", "1\n2"}} << QByteArray("k");
    QTest::newRow("header name with a space") << QString() << HttpHeaders{{"X A", "1"}} << QByteArray("k");
    QTest::newRow("header without a name") << QString() << HttpHeaders{{"", "1"}} << QByteArray("k");
}

void tst_HttpStream::sendsNothingForAWrongRequest()
{
    QFETCH(QString, address);
    QFETCH(HttpHeaders, headers);
    QFETCH(QByteArray, key);
    ScriptedServer server({jsonResponse(200, "{}")});
    HttpRequest request = postTo(address.isEmpty() ? server.url() : QUrl(address));
    request.headers = headers;
    request.key = Secret(key);
    HttpExchange exchange(request);
    exchange.stream->start();
    QCOMPARE(exchange.finishedCount, 0);
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.result.fault, TransportFault::Other);
    QVERIFY(!exchange.result.sent);
    QVERIFY(!exchange.result.detail.isEmpty());
    QCOMPARE(server.connectionCount(), 0);
}

void tst_HttpStream::deliversEveryStatusAsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 299, 300, 304, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 415,
                             418, 422, 425, 429, 451, 500, 501, 502, 503, 504, 505, 520, 524, 529, 600, 999})
        QTest::addRow("%d", status) << status;
}

void tst_HttpStream::deliversEveryStatusAsAnAnswer()
{
    QFETCH(int, status);
    const QByteArray body = status == 304 ? QByteArray() : QByteArray("{\"error\":{\"message\":\"m\"}}");
    ScriptedServer server(
        {jsonResponse(status, body, {{"Retry-After", "3"}, {"WWW-Authenticate", "Basic realm=\"x\""}})});
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::None);
    QCOMPARE(exchange.result.status, status);
    QCOMPARE(exchange.bytes, body);
    QCOMPARE(headerValue(exchange.result.headers, "retry-after"), "3");
    QCOMPARE(server.requestCount(), 1);
}

void tst_HttpStream::namesTheTransportFault_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray head = responseHead(200, chunked());
    QTest::newRow("closed without an answer") << Script().close() << TransportFault::ClosedEarly << 0 << QByteArray();
    QTest::newRow("reset without an answer") << Script().reset() << TransportFault::ClosedEarly << 0 << QByteArray();
    QTest::newRow("closed in the status line")
        << Script().write("HTTP/1.1 20").close() << TransportFault::ClosedEarly << 0 << QByteArray();
    QTest::newRow("closed in the head") << Script().write("HTTP/1.1 200 OK\r\nContent-Ty").close()
                                        << TransportFault::ClosedEarly << 0 << QByteArray();
    QTest::newRow("fixed length cut") << Script().write(responseHead(200, {{"Content-Length", "9"}}) + "abc").close()
                                      << TransportFault::ClosedLate << 200 << QByteArray("abc");
    QTest::newRow("chunk cut") << Script().write(head + "9\r\nabc").pause(50ms).close() << TransportFault::ClosedLate
                               << 200 << QByteArray("abc");
    QTest::newRow("error answer cut") << Script().write(responseHead(500, {{"Content-Length", "9"}}) + "abc").close()
                                      << TransportFault::ClosedLate << 500 << QByteArray("abc");
    // Qt cannot tell these from a server that says goodbye; the protocol's terminator does.
    QTest::newRow("closed at the end of an unbounded body")
        << Script().write(responseHead(200) + "abc").close() << TransportFault::None << 200 << QByteArray("abc");
}

void tst_HttpStream::namesTheTransportFault()
{
    QFETCH(Script, script);
    ScriptedServer server({script});
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QTEST(exchange.result.fault, "fault");
    QTEST(exchange.result.status, "status");
    QTEST(exchange.bytes, "bytes");
    QVERIFY(exchange.result.sent);
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(exchange.finishedCount, 1);
}

void tst_HttpStream::readsOddButCompleteAnswers_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray ok = responseHead(200, {{"Content-Length", "2"}}) + "hi";
    QTest::newRow("100 first") << Script().write("HTTP/1.1 100 Continue\r\n\r\n" + ok) << 200 << QByteArray("hi");
    QTest::newRow("103 stays the answer of Qt")
        << Script().write("HTTP/1.1 103 Early Hints\r\n\r\n" + ok) << 103 << QByteArray();
    QTest::newRow("head byte by byte") << Script().writeInPieces(ok, 1) << 200 << QByteArray("hi");
    QTest::newRow("chunks byte by byte")
        << Script().write(responseHead(200, chunked())).writeInPieces("1\r\nh\r\n1;x=y\r\ni\r\n0\r\n\r\n", 1) << 200
        << QByteArray("hi");
    QTest::newRow("HTTP/1.0") << Script().write("HTTP/1.0 200 OK\r\n\r\nhi").close() << 200 << QByteArray("hi");
    QTest::newRow("no content") << Script().write(responseHead(204)) << 204 << QByteArray();
    QTest::newRow("no reason phrase") << Script().write("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi") << 200
                                      << QByteArray("hi");
}

void tst_HttpStream::readsOddButCompleteAnswers()
{
    QFETCH(Script, script);
    ScriptedServer server({script});
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::None);
    QTEST(exchange.result.status, "status");
    QTEST(exchange.bytes, "bytes");
}

void tst_HttpStream::neverFollowsARedirect_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("elsewhere");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d same host", status) << status << false;
        QTest::addRow("%d another host", status) << status << true;
    }
}

void tst_HttpStream::neverFollowsARedirect()
{
    QFETCH(int, status);
    QFETCH(bool, elsewhere);
    ScriptedServer other({jsonResponse(200, "{}")});
    ScriptedServer server;
    const QByteArray target = elsewhere ? other.url(QStringLiteral("/x")).toEncoded() : QByteArray("/x");
    server.answerWith([&](const ReceivedRequest &) { return response(status, "moved", {{"Location", target}}); });
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::None);
    QCOMPARE(exchange.result.status, status);
    QCOMPARE(headerValue(exchange.result.headers, "location"), target);
    QCOMPARE(server.requestCount(), 1);
    QCOMPARE(other.connectionCount(), 0);
}

void tst_HttpStream::doesNotSendAnythingToARefusedConnection()
{
    QUrl url;
    {
        ScriptedServer gone;
        url = gone.url();
    }
    HttpExchange exchange(postTo(url));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::Refused);
    QVERIFY(!exchange.result.sent);
    QCOMPARE(exchange.result.status, 0);
    QVERIFY(!exchange.result.detail.isEmpty());
}

void tst_HttpStream::namesAnUnknownHost()
{
    HttpExchange exchange(postTo(QUrl(QStringLiteral("http://no-such-host.invalid/"))));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::HostNotFound);
    QVERIFY(!exchange.result.sent);
}

void tst_HttpStream::saysWhenTheServerDidNotTakeTheBody()
{
    ScriptedServer server({Script().beforeBody().pause(20ms).reset()});
    HttpExchange exchange(postTo(server.url(), QByteArray(50'000'000, 'x')));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::ClosedDuringUpload);
    QVERIFY(exchange.result.sent);
    QCOMPARE(server.requestCount(), 1);
}

void tst_HttpStream::refusesToResendOnAStaleConnection()
{
    ScriptedServer server({jsonResponse(200, "{}"), Script().close(), jsonResponse(200, "{}")});
    HttpExchange first(postTo(server.url()));
    QVERIFY(first.run());
    HttpStream again(first.manager, postTo(server.url()), {});
    QSignalSpy finished(&again, &HttpStream::finished);
    again.start();
    QVERIFY(finished.wait());
    const HttpResult result = finished.at(0).at(0).value<HttpResult>();
    QCOMPARE(server.requests().at(1).connection, 0); // on the connection of the first
    QCOMPARE(result.fault, TransportFault::ResendRefused);
    QVERIFY(result.sent);
    QCOMPARE(server.requestCount(), 2);
}

void tst_HttpStream::measuresANewConnectionOnly()
{
    ScriptedServer server({jsonResponse(200, "{}")});
    HttpExchange first(postTo(server.url()));
    QVERIFY(first.run());
    QVERIFY(first.result.connect);
    HttpStream again(first.manager, postTo(server.url()), {});
    QSignalSpy finished(&again, &HttpStream::finished);
    again.start();
    QVERIFY(finished.wait());
    QVERIFY(!finished.at(0).at(0).value<HttpResult>().connect);
    QCOMPARE(server.connectionCount(), 1);
}

void tst_HttpStream::deliversAllBytesBeforeAClose_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<TransportFault>("fault");
    QTest::newRow("ends by closing") << HttpHeaders{} << TransportFault::None;
    QTest::newRow("exact length") << HttpHeaders{{"Content-Length", "5000000"}} << TransportFault::None;
    QTest::newRow("one byte short") << HttpHeaders{{"Content-Length", "5000001"}} << TransportFault::ClosedLate;
}

void tst_HttpStream::deliversAllBytesBeforeAClose()
{
    QFETCH(HttpHeaders, headers);
    const QByteArray part(1000, 'x');
    ScriptedServer server({Script().write(responseHead(200, headers)).writeRepeatedly(part, 5000).close()});
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.bytes.size(), 5'000'000);
    QTEST(exchange.result.fault, "fault");
}

void tst_HttpStream::boundsWhatQtBuffers()
{
    ScriptedServer server({jsonResponse(200, "{}")});
    HttpExchange exchange(postTo(server.url()));
    qint64 bound = 0;
    connect(exchange.stream.get(), &HttpStream::headReceived, this,
            [&] { bound = exchange.manager.findChild<QNetworkReply *>()->readBufferSize(); });
    QVERIFY(exchange.run());
    QVERIFY(bound > 0); // without it a server that is faster than this thread fills the memory
}

void tst_HttpStream::stopsAtTheByteCap()
{
    const QByteArray megabyte(1024 * 1024, 'x');
    ScriptedServer server({Script().write(responseHead(200)).writeRepeatedly(megabyte, 500)});
    HttpStream::Options options;
    options.byteCap = 3'000'000;
    HttpExchange exchange(postTo(server.url()), options);
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::TooLarge);
    QCOMPARE(exchange.bytes.size(), 3'000'000);
    QCOMPARE(exchange.result.bytes, 3'000'000);
    QTRY_COMPARE(server.openConnections(), 0);

    ScriptedServer exact({response(200, QByteArray(1000, 'x'))});
    options.byteCap = 1000;
    HttpExchange fits(postTo(exact.url()), options);
    QVERIFY(fits.run());
    QCOMPARE(fits.result.fault, TransportFault::None);
    QCOMPARE(fits.bytes.size(), 1000);
}

void tst_HttpStream::ignoresCompression()
{
    ScriptedServer server({response(200, "\x1F\x8B not really", {{"Content-Encoding", "gzip"}})});
    HttpExchange exchange(postTo(server.url()));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.bytes, "\x1F\x8B not really"); // the caller sees the header and says what is wrong
    QCOMPARE(headerValue(exchange.headers, "content-encoding"), "gzip");
}

void tst_HttpStream::keepsNoCookies()
{
    ScriptedServer server({jsonResponse(200, "{}", {{"Set-Cookie", "a=b; Path=/"}})});
    HttpExchange first(postTo(server.url()));
    QVERIFY(first.run());
    HttpStream again(first.manager, postTo(server.url()), {});
    QSignalSpy finished(&again, &HttpStream::finished);
    again.start();
    QVERIFY(finished.wait());
    QCOMPARE(server.requests().at(1).header("cookie"), QByteArray());
}

void tst_HttpStream::redactsTheKeyInDetails()
{
    // Qt's words name the host, and with some errors the whole address.
    HttpExchange exchange(
        postTo(QUrl(QStringLiteral("http://sk-canary-0123456789.invalid/?key=AIzaSyCanaryCanaryCanary"))));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::HostNotFound);
    QVERIFY(exchange.result.detail.contains(u"[redacted]"));
    QVERIFY2(!exchange.result.detail.contains(u"canary", Qt::CaseInsensitive), qPrintable(exchange.result.detail));
}

void tst_HttpStream::logsNoSecrets()
{
    static QString logged;
    QLoggingCategory::setFilterRules(QStringLiteral("*=true"));
    const QtMessageHandler before =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) { logged += text; });
    ScriptedServer server({jsonResponse(401, "{}"), Script().close()});
    for (int round = 0; round < 2; ++round) {
        HttpExchange exchange(postTo(server.url(), "{\"prompt\":\"canary\"}"));
        exchange.run();
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QCOMPARE(server.requestCount(), 2);
    QVERIFY2(!logged.contains(u"canary"), qPrintable(logged));
}

Q_DECLARE_METATYPE(Script)
QTEST_GUILESS_MAIN(tst_HttpStream)
#include "tst_httpstream.moc"

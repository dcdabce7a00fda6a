#include "core/net/httpstream.h"
#include "tests/core/net/exchange.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

#include <sys/socket.h>

using namespace burin;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// Everything off but what a test sets.
HttpStream::Options noLimits()
{
    HttpStream::Options options;
    options.timeouts = {.connect = 0ms, .firstContent = 0ms, .idle = 0ms, .total = 0ms};
    return options;
}

HttpStream::Options limitedBy(milliseconds HttpTimeouts::*timer, milliseconds time)
{
    HttpStream::Options options = noLimits();
    options.timeouts.*timer = time;
    return options;
}

} // namespace

/// Timers, abort() and deletion: how a request ends from our side.
class tst_HttpStreamEnds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void connectTimerEndsWhenTheRequestIsWritten();
    void connectTimerFiresOnASilentPort();
    void connectTimerCoversTheTlsHandshake();
    void firstContentTimerFires_data();
    void firstContentTimerFires();
    void contentKeepsTheIdleTimerFromFiring();
    void idleTimerFiresOnBytesWithoutContent();
    void totalTimerFiresDuringContent();
    void aServerThatTakesNothingMoreEndsTheUpload();
    void aServerThatTakesSlowlyDoesNot();
    void abortDeliversWhatHasArrivedAndEndsLater();
    void abortInsideAHandlerIsSafe_data();
    void abortInsideAHandlerIsSafe();
    void abortBeforeStartSendsNothing();
    void firstReasonStays();
    void abortAfterTheEndDoesNothing();
    void abortBehindTheLastByteIsTheReason();
    void deletionIsSilent_data();
    void deletionIsSilent();
    void deletionInsideAHandlerIsSafe_data();
    void deletionInsideAHandlerIsSafe();
    void cancelsAtAnyMomentEndExactlyOnce();
};

void tst_HttpStreamEnds::connectTimerEndsWhenTheRequestIsWritten()
{
    ScriptedServer server({Script().pause(400ms).write(responseHead(200, {{"Content-Length", "0"}}))});
    HttpExchange exchange(postTo(server.url()), limitedBy(&HttpTimeouts::connect, 150ms));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::None);
}

void tst_HttpStreamEnds::connectTimerFiresOnASilentPort()
{
    // A full backlog: the system answers no further connection.
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QVERIFY(listener >= 0 && listen(listener, 0) == 0);
    QTcpServer server;
    QVERIFY(server.setSocketDescriptor(listener));
    server.pauseAccepting();
    std::vector<std::unique_ptr<QTcpSocket>> fillers;
    for (int count = 0; count < 4; ++count) {
        fillers.push_back(std::make_unique<QTcpSocket>());
        fillers.back()->connectToHost(QHostAddress::LocalHost, server.serverPort());
    }
    QUrl url(QStringLiteral("http://127.0.0.1/"));
    url.setPort(server.serverPort());
    QTRY_COMPARE(fillers.front()->state(), QAbstractSocket::ConnectedState);
    HttpExchange exchange(postTo(url), limitedBy(&HttpTimeouts::connect, 300ms));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::ConnectTimeout);
    QVERIFY(!exchange.result.sent);
    QCOMPARE(exchange.result.status, 0);
}

void tst_HttpStreamEnds::connectTimerCoversTheTlsHandshake()
{
    ScriptedServer server; // speaks plain HTTP and waits for a request that never comes
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    HttpExchange exchange(postTo(url), limitedBy(&HttpTimeouts::connect, 200ms));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::ConnectTimeout);
    QVERIFY(!exchange.result.sent);
}

void tst_HttpStreamEnds::firstContentTimerFires_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<TransportFault>("fault");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no head") << Script().stall() << TransportFault::FirstByteTimeout << QByteArray();
    QTest::newRow("half a head") << Script().write("HTTP/1.1 200 OK\r\nX-A: ").stall()
                                 << TransportFault::FirstByteTimeout << QByteArray();
    Script dribble = Script().write("HTTP/1.1 200 OK\r\nX-A: ");
    for (int count = 0; count < 200; ++count)
        dribble.pause(5ms).write("x");
    QTest::newRow("head letter by letter") << dribble << TransportFault::FirstByteTimeout << QByteArray();
    QTest::newRow("head only") << sseHead().stall() << TransportFault::FirstContentTimeout << QByteArray();
    QTest::newRow("comments only") << sseHead().comment("x").stall() << TransportFault::FirstContentTimeout
                                   << QByteArray(": x\n\n");
}

void tst_HttpStreamEnds::firstContentTimerFires()
{
    QFETCH(Script, script);
    ScriptedServer server({script});
    HttpExchange exchange(postTo(server.url()), limitedBy(&HttpTimeouts::firstContent, 250ms));
    QVERIFY(exchange.run());
    QTEST(exchange.result.fault, "fault");
    QTEST(exchange.bytes, "bytes");
    QVERIFY(exchange.result.sent);
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_HttpStreamEnds::contentKeepsTheIdleTimerFromFiring()
{
    Script script = sseHead();
    for (int count = 0; count < 12; ++count)
        script.event("x").pause(50ms);
    ScriptedServer server({script.end()});
    HttpStream::Options options = limitedBy(&HttpTimeouts::idle, 300ms);
    options.timeouts.firstContent = 300ms;
    HttpExchange exchange(postTo(server.url()), options);
    connect(exchange.stream.get(), &HttpStream::bytesReceived, exchange.stream.get(), &HttpStream::noteContent);
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::None);
    QCOMPARE(exchange.bytes.count("data: x"), 12);
}

void tst_HttpStreamEnds::idleTimerFiresOnBytesWithoutContent()
{
    Script script = sseHead().event("content");
    for (int count = 0; count < 100; ++count)
        script.comment("still here").pause(20ms);
    ScriptedServer server({script.end()});
    HttpExchange exchange(postTo(server.url()), limitedBy(&HttpTimeouts::idle, 200ms));
    connect(exchange.stream.get(), &HttpStream::bytesReceived, exchange.stream.get(), [&](const QByteArray &bytes) {
        if (bytes.contains("content")) exchange.stream->noteContent();
    });
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::IdleTimeout);
    QVERIFY(exchange.bytes.startsWith("data: content\n\n: still here"));
}

void tst_HttpStreamEnds::totalTimerFiresDuringContent()
{
    Script script = sseHead();
    for (int count = 0; count < 100; ++count)
        script.event("x").pause(20ms);
    ScriptedServer server({script.end()});
    HttpStream::Options options = limitedBy(&HttpTimeouts::total, 300ms);
    options.timeouts.idle = 10s;
    HttpExchange exchange(postTo(server.url()), options);
    connect(exchange.stream.get(), &HttpStream::bytesReceived, exchange.stream.get(), &HttpStream::noteContent);
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::TotalTimeout);
    QVERIFY(exchange.bytes.count("data: x") > 1);
}

void tst_HttpStreamEnds::aServerThatTakesNothingMoreEndsTheUpload()
{
    ScriptedServer server;
    server.setAccept(ScriptedServer::Accept::Ignore);
    HttpExchange exchange(postTo(server.url(), QByteArray(20'000'000, 'x')),
                          limitedBy(&HttpTimeouts::firstContent, 300ms));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::FirstByteTimeout);
    QVERIFY(exchange.result.sent);
}

void tst_HttpStreamEnds::aServerThatTakesSlowlyDoesNot()
{
    // The whole takes longer than the timer allows, but what the system buffers is taken in much less.
    constexpr qint64 Body = 40'000'000;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    qint64 taken = 0;
    QTimer reader;
    QTcpSocket *socket = nullptr;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        socket = server.nextPendingConnection();
        socket->setReadBufferSize(512 * 1024);
        reader.start(15);
    });
    connect(&reader, &QTimer::timeout, this, [&] {
        taken += socket->read(512 * 1024).size();
        if (taken < Body) return;
        socket->write(responseHead(200, {{"Content-Length", "0"}}));
        reader.stop();
    });
    QUrl url(QStringLiteral("http://127.0.0.1/"));
    url.setPort(server.serverPort());
    HttpExchange exchange(postTo(url, QByteArray(Body, 'x')), limitedBy(&HttpTimeouts::firstContent, 800ms));
    QVERIFY(exchange.run());
    QCOMPARE(exchange.result.fault, TransportFault::None);
    QCOMPARE(exchange.result.status, 200);
}

void tst_HttpStreamEnds::abortDeliversWhatHasArrivedAndEndsLater()
{
    const QByteArray body(100'000, 'x');
    ScriptedServer server({Script().write(responseHead(200) + "a").pause(30ms).write(body).stall()});
    HttpExchange exchange(postTo(server.url()), noLimits());
    exchange.stream->start();
    QTRY_COMPARE(exchange.bytes.size(), 100'001);
    exchange.stream->abort();
    QCOMPARE(exchange.finishedCount, 0); // never from inside abort()
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.result.fault, TransportFault::Cancelled);
    QCOMPARE(exchange.result.status, 200);
    QCOMPARE(exchange.result.bytes, 100'001);
    QTRY_COMPARE(server.openConnections(), 0);
}

void tst_HttpStreamEnds::abortInsideAHandlerIsSafe_data()
{
    QTest::addColumn<bool>("inHead");
    QTest::newRow("headReceived") << true;
    QTest::newRow("bytesReceived") << false;
}

void tst_HttpStreamEnds::abortInsideAHandlerIsSafe()
{
    QFETCH(bool, inHead);
    ScriptedServer server({Script().write(responseHead(200) + "abc").stall()});
    HttpExchange exchange(postTo(server.url()), noLimits());
    bool inside = false;
    bool nested = false;
    const auto stop = [&] {
        inside = true;
        const qsizetype before = exchange.events.size();
        exchange.stream->abort();
        exchange.stream->abort(TransportFault::TotalTimeout);
        nested |= exchange.events.size() != before;
        inside = false;
    };
    connect(exchange.stream.get(), &HttpStream::headReceived, exchange.stream.get(), [&] {
        if (inHead) stop();
    });
    connect(exchange.stream.get(), &HttpStream::bytesReceived, exchange.stream.get(), [&] {
        nested |= inside;
        if (!inHead) stop();
    });
    QVERIFY(exchange.run());
    QVERIFY(!nested);
    QCOMPARE(exchange.result.fault, TransportFault::Cancelled);
    QCOMPARE(exchange.finishedCount, 1);
    QCOMPARE(exchange.events.first(), "head 200");
    if (!inHead) QCOMPARE(exchange.bytes, "abc");
}

void tst_HttpStreamEnds::abortBeforeStartSendsNothing()
{
    ScriptedServer server({jsonResponse(200, "{}")});
    HttpExchange exchange(postTo(server.url()));
    exchange.stream->abort();
    QCOMPARE(exchange.finishedCount, 0);
    exchange.stream->start();
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.result.fault, TransportFault::Cancelled);
    QVERIFY(!exchange.result.sent);
    QCOMPARE(server.connectionCount(), 0);
    QCOMPARE(exchange.finishedCount, 1);
}

void tst_HttpStreamEnds::firstReasonStays()
{
    ScriptedServer server({sseHead().event("x").stall()});
    HttpExchange exchange(postTo(server.url()), noLimits());
    exchange.stream->start();
    QTRY_VERIFY(!exchange.bytes.isEmpty());
    exchange.stream->abort(TransportFault::IdleTimeout);
    exchange.stream->abort(TransportFault::Cancelled);
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.result.fault, TransportFault::IdleTimeout);
    QCOMPARE(exchange.finishedCount, 1);
}

void tst_HttpStreamEnds::abortAfterTheEndDoesNothing()
{
    ScriptedServer server({jsonResponse(200, "{}")});
    HttpExchange exchange(postTo(server.url()));
    connect(exchange.stream.get(), &HttpStream::finished, exchange.stream.get(), [&] { exchange.stream->abort(); });
    QVERIFY(exchange.run());
    exchange.stream->abort();
    exchange.stream->start();
    exchange.stream->noteContent();
    QTRY_COMPARE(server.requestCount(), 1);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(exchange.finishedCount, 1);
    QCOMPARE(exchange.result.fault, TransportFault::None);
}

void tst_HttpStreamEnds::abortBehindTheLastByteIsTheReason()
{
    ScriptedServer server({sseResponse({"[DONE]"})});
    HttpExchange exchange(postTo(server.url()));
    connect(exchange.stream.get(), &HttpStream::bytesReceived, exchange.stream.get(),
            [&] { exchange.stream->abort(); });
    QVERIFY(exchange.run());
    QCOMPARE(exchange.bytes, "data: [DONE]\n\n");
    QCOMPARE(exchange.result.fault, TransportFault::Cancelled);
}

void tst_HttpStreamEnds::deletionIsSilent_data()
{
    QTest::addColumn<QByteArray>("lastEvent");
    QTest::newRow("at once") << QByteArray();
    QTest::newRow("behind the head") << QByteArray("head 200");
    QTest::newRow("in the body") << QByteArray("bytes");
}

void tst_HttpStreamEnds::deletionIsSilent()
{
    QFETCH(QByteArray, lastEvent);
    const bool withBody = lastEvent == "bytes";
    ScriptedServer server({withBody ? sseHead().event("x").stall() : sseHead().stall()});
    HttpExchange exchange(postTo(server.url(), QByteArray(3'000'000, 'x')), noLimits());
    exchange.stream->start();
    if (!lastEvent.isEmpty()) QTRY_COMPARE(exchange.events.value(exchange.events.size() - 1), lastEvent);
    exchange.stream.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(exchange.finishedCount, 0);
}

void tst_HttpStreamEnds::deletionInsideAHandlerIsSafe_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("headReceived") << QByteArray("head");
    QTest::newRow("bytesReceived") << QByteArray("bytes");
    QTest::newRow("finished") << QByteArray("finished");
}

void tst_HttpStreamEnds::deletionInsideAHandlerIsSafe()
{
    QFETCH(QByteArray, event);
    ScriptedServer server({Script().write(responseHead(200, {{"Content-Length", "3"}}) + "abc")});
    QNetworkAccessManager manager;
    QPointer<HttpStream> stream = new HttpStream(manager, postTo(server.url()), noLimits());
    int deletions = 0;
    const auto remove = [&](const QByteArray &here) {
        if (here != event) return;
        ++deletions;
        delete stream.data();
    };
    connect(stream, &HttpStream::headReceived, this, [&] { remove("head"); });
    connect(stream, &HttpStream::bytesReceived, this, [&] { remove("bytes"); });
    connect(stream, &HttpStream::finished, this, [&] { remove("finished"); });
    stream->start();
    QTRY_COMPARE(deletions, 1);
    QTRY_VERIFY(!stream);
}

void tst_HttpStreamEnds::cancelsAtAnyMomentEndExactlyOnce()
{
    Script script = Script().pause(2ms).write(responseHead(200, {{"Transfer-Encoding", "chunked"}})).pause(2ms);
    for (int count = 0; count < 10; ++count)
        script.event(QByteArray(500, 'x')).pause(1ms);
    ScriptedServer server({script.end()});
    std::vector<std::unique_ptr<HttpExchange>> exchanges;
    for (int count = 0; count < 150; ++count) {
        exchanges.push_back(std::make_unique<HttpExchange>(postTo(server.url()), noLimits()));
        HttpStream *stream = exchanges.back()->stream.get();
        stream->start();
        QTimer::singleShot(count % 30, Qt::PreciseTimer, stream, [stream] { stream->abort(); });
        if (count % 5 == 4) QVERIFY(exchanges.back()->wait());
    }
    for (const auto &exchange : exchanges) {
        QVERIFY(exchange->wait());
        QCOMPARE(exchange->finishedCount, 1);
        QCOMPARE(exchange->result.bytes, exchange->bytes.size());
        QCOMPARE(exchange->events.last(), "finished");
        const TransportFault fault = exchange->result.fault;
        QVERIFY(fault == TransportFault::Cancelled || fault == TransportFault::None);
    }
    QVERIFY(server.requestCount() <= 150);
}

Q_DECLARE_METATYPE(Script)
QTEST_GUILESS_MAIN(tst_HttpStreamEnds)
#include "tst_httpstreamends.moc"

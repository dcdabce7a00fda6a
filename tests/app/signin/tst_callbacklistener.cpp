#include "app/signin/callbacklistener.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace burin;
using namespace std::chrono_literals;

namespace {

/// What the listener answers to @p request.
QByteArray visit(const QUrl &callback, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(callback.port()));
    if (!socket.waitForConnected(5'000)) return {};
    socket.write(request);
    QSignalSpy closed(&socket, &QTcpSocket::disconnected);
    if (!closed.wait(5'000)) return {};
    return socket.readAll();
}

QByteArray get(const QUrl &callback, const QByteArray &target, const QByteArray &host = "localhost")
{
    return visit(callback, "GET " + target + " HTTP/1.1\r\nHost: " + host + ':' + QByteArray::number(callback.port()) +
                               "\r\n\r\n");
}

} // namespace

class tst_CallbackListener : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesTheOneCode();
    void refusesWhatIsNotTheVisit_data();
    void refusesWhatIsNotTheVisit();
    void listensOnThisComputerOnly();
    void givesUp();
};

void tst_CallbackListener::takesTheOneCode()
{
    CallbackListener listener("s3cret", 60s);
    QSignalSpy code(&listener, &CallbackListener::codeReceived);
    const QUrl callback = listener.listen();
    QCOMPARE(callback.host(), QStringLiteral("localhost"));
    QVERIFY(get(callback, "/callback?state=s3cret&code=a%2Bb").startsWith("HTTP/1.1 200 "));
    QCOMPARE(code.size(), 1);
    QCOMPARE(code.first().first().toString(), QStringLiteral("a+b"));
    QTcpSocket again;
    again.connectToHost(QHostAddress::LocalHost, quint16(callback.port()));
    QVERIFY(!again.waitForConnected(5'000)); // nothing listens any more
}

void tst_CallbackListener::refusesWhatIsNotTheVisit_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("host");
    const auto row = [](const char *name, const char *target, const char *host = "localhost") {
        QTest::newRow(name) << QByteArray(target) << QByteArray(host);
    };
    row("wrong state", "/callback?state=other&code=c");
    row("no state", "/callback?code=c");
    row("no code", "/callback?state=s3cret");
    row("another path", "/favicon.ico");
    row("another host's name", "/callback?state=s3cret&code=c", "evil.example");
    row("no target", "nothing");
}

void tst_CallbackListener::refusesWhatIsNotTheVisit()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, host);
    CallbackListener listener("s3cret", 60s);
    QSignalSpy code(&listener, &CallbackListener::codeReceived);
    const QUrl callback = listener.listen();
    QVERIFY(get(callback, target, host).startsWith("HTTP/1.1 404 "));
    QVERIFY(visit(callback, "POST /callback?state=s3cret&code=c HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .startsWith("HTTP/1.1 404 "));
    QCOMPARE(code.size(), 0);
    QVERIFY(get(callback, "/callback?state=s3cret&code=c").startsWith("HTTP/1.1 200 ")); // it goes on waiting
}

void tst_CallbackListener::listensOnThisComputerOnly()
{
    CallbackListener listener("s", 60s);
    const QUrl callback = listener.listen();
    QTcpSocket other;
    other.connectToHost(QHostAddress(QStringLiteral("127.0.0.2")), quint16(callback.port()));
    QVERIFY(!other.waitForConnected(2'000));
}

void tst_CallbackListener::givesUp()
{
    CallbackListener listener("s", 20ms);
    QSignalSpy gaveUp(&listener, &CallbackListener::gaveUp);
    QVERIFY(!listener.listen().isEmpty());
    QVERIFY(gaveUp.wait());
}

QTEST_GUILESS_MAIN(tst_CallbackListener)
#include "tst_callbacklistener.moc"

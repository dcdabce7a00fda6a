#include "core/net/connectionpool.h"
#include "core/net/httpstream.h"
#include "tests/core/net/exchange.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTest>

#include <functional>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr int Requests = 3'000;
constexpr int InFlight = 24;

/// What the server does with a request: half of them are answered on a connection that stays, the others end in or
/// before the head, or are answered and the connection goes at once, so that the next request meets its end.
Script weather(quint32 roll)
{
    const QByteArray ok = responseHead(200, {{"Content-Length", "2"}}) + "ok";
    switch (roll % 16) {
    case 0:
        return Script().close();
    case 1:
        return Script().reset();
    case 2:
        return Script().write("HTTP/1.1 20").close();
    case 3:
        return Script().write("HTTP/1.1 200 OK\r\nContent-Le").reset();
    case 4:
        return Script().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n").close();
    case 5:
        return Script().pause(1ms).close();
    case 6:
        return Script().write(ok).close();
    case 7:
        return Script().write(ok).pause(1ms).reset();
    default:
        return Script().write(ok);
    }
}

/// Counts how often each id arrives.
class StormServer {
public:
    StormServer()
    {
        m_server.answerWith([this](const ReceivedRequest &request) {
            ++m_arrivals[request.header("x-id")];
            return weather(m_random.generate());
        });
    }

    QUrl url() const { return m_server.url(); }
    int requestsSeen() const { return m_server.requestCount(); }
    qsizetype idsSeen() const { return m_arrivals.size(); }
    int idsSeenTwice() const
    {
        return static_cast<int>(
            std::count_if(m_arrivals.begin(), m_arrivals.end(), [](int count) { return count > 1; }));
    }

private:
    ScriptedServer m_server;
    QHash<QByteArray, int> m_arrivals;
    QRandomGenerator m_random{4711};
};

/// Sends request after request, so many at the same time; send(id, done) sends one.
class Storm : public QObject {
    Q_OBJECT
public:
    using Send = std::function<void(const QByteArray &, std::function<void()>)>;
    explicit Storm(Send send) : m_send(std::move(send)) {}

    bool run()
    {
        QSignalSpy over(this, &Storm::over);
        for (int count = 0; count < InFlight; ++count)
            next();
        return over.wait(120'000) && m_done == Requests;
    }

Q_SIGNALS:
    void over();

private:
    void next()
    {
        if (m_started == Requests) return;
        m_send(QByteArray::number(m_started++), [this] {
            if (++m_done == Requests) Q_EMIT over();
            next();
        });
    }

    Send m_send;
    int m_started = 0;
    int m_done = 0;
};

} // namespace

class tst_AtMostOnce : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noRequestOfAStormArrivesTwice();
    void theSameStormThroughPlainQtDuplicates();
};

void tst_AtMostOnce::noRequestOfAStormArrivesTwice()
{
    StormServer server;
    ConnectionPool pool;
    int answered = 0;
    int faults = 0;
    int unsent = 0;
    Storm storm([&](const QByteArray &id, const std::function<void()> &done) {
        HttpRequest request = postTo(server.url());
        request.headers = {{"X-Id", id}};
        auto lease = std::make_shared<ConnectionPool::Lease>(pool.acquire());
        auto *stream = new HttpStream(lease->manager(), request, {}, &pool);
        connect(stream, &HttpStream::finished, stream, [&, lease, stream, done](const HttpResult &result) mutable {
            ++(result.fault == TransportFault::None ? answered : faults);
            unsent += !result.sent;
            lease.reset();
            stream->deleteLater();
            done();
        });
        stream->start();
    });
    QVERIFY(storm.run());
    qInfo("%d requests, %d arrived, %d answered, %d faults, %d twice", Requests, server.requestsSeen(), answered,
          faults, server.idsSeenTwice());
    QCOMPARE(server.idsSeenTwice(), 0);
    QCOMPARE(server.requestsSeen(), server.idsSeen());
    QCOMPARE(answered + faults, Requests);
    QVERIFY(answered > Requests / 3 && faults > Requests / 5); // the weather was as bad as meant
    QVERIFY(server.requestsSeen() + unsent <= Requests);       // what came in was reported as sent
}

void tst_AtMostOnce::theSameStormThroughPlainQtDuplicates()
{
    // Teeth: if plain Qt stopped to send twice, the test above would prove nothing.
    StormServer server;
    std::vector<std::unique_ptr<QNetworkAccessManager>> managers;
    for (int count = 0; count < InFlight / ConnectionPool::ConnectionsPerManager; ++count)
        managers.push_back(std::make_unique<QNetworkAccessManager>());
    Storm storm([&](const QByteArray &id, const std::function<void()> &done) {
        QNetworkRequest request(server.url());
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setRawHeader("X-Id", id);
        QNetworkReply *reply =
            managers.at(static_cast<size_t>(id.toInt()) % managers.size())->post(request, QByteArray("{}"));
        connect(reply, &QNetworkReply::finished, reply, [reply, done] {
            reply->deleteLater();
            done();
        });
    });
    QVERIFY(storm.run());
    qInfo("%d requests, %d arrived, %d twice", Requests, server.requestsSeen(), server.idsSeenTwice());
    QVERIFY(server.idsSeenTwice() > Requests / 20);
}

QTEST_GUILESS_MAIN(tst_AtMostOnce)
#include "tst_atmostonce.moc"

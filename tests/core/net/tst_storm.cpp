#include "core/net/connectionpool.h"
#include "core/net/httpstream.h"
#include "tests/core/net/exchange.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <functional>

using namespace burin;
using namespace std::chrono_literals;

namespace {

constexpr int Requests = 10'000;
constexpr int InFlight = 24;

/// Every way in which a server lets a client down: before the head, in it, behind it, or after a good answer, when the
/// next request is already on its way.
std::vector<Script> faults()
{
    const QByteArray ok = responseHead(200, {{"Content-Length", "2"}}) + "ok";
    const QByteArray longer = responseHead(200, {{"Content-Length", "9"}}) + "ok";
    const QByteArray redirect = responseHead(307, {{"Location", "/elsewhere"}, {"Content-Length", "0"}});
    return {
        Script().close(),
        Script().reset(),
        Script().pause(1ms).close(),
        Script().pause(1ms).reset(),
        Script().write("HTTP/1.1 20").close(),
        Script().write("HTTP/1.1 20").reset(),
        Script().write("HTTP/1.1 200 OK\r\nContent-Le").reset(),
        Script().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n").close(),
        Script().write("this is not HTTP\r\n\r\n").close(),
        Script().write("HTTP/1.1 100 Continue\r\n\r\n").close(),
        Script().write("HTTP/1.1 103 Early Hints\r\n\r\n" + ok).close(),
        Script().write(ok).close(),
        Script().write(ok).pause(1ms).reset(),
        Script().write(longer).close(),
        Script().write(longer).pause(1ms).reset(),
        sseHead().event("a").close(),
        sseHead().event("a").pause(1ms).reset(),
        sseHead().write("zz\r\nrubbish").close(),
        Script().write(responseHead(200) + "no length").close(),
        Script().write(redirect),
        Script().write(redirect).close(),
        response(401, "who?", {{"WWW-Authenticate", "Basic realm=\"x\""}}),
        response(429, "later", {{"Retry-After", "1"}}),
        response(503, "busy").close(),
        Script().stall(),
        sseHead().event("a").stall(),
    };
}

/// Half of the requests are answered well, on a connection that stays; the others meet a fault.
Script weather(quint32 roll)
{
    static const std::vector<Script> all = faults();
    if (roll % 2) return response(200, "ok");
    return all.at((roll / 2) % all.size());
}

/// Stalls end soon, all else has the time it needs.
HttpTimeouts impatience()
{
    return {.connect = 60s, .firstContent = 150ms, .idle = 60s, .total = 60s};
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
        return over.wait(240'000) && m_done == Requests;
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

class tst_Storm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noRequestOfAStormArrivesTwice();
    void theSameStormThroughPlainQtDuplicates();
};

void tst_Storm::noRequestOfAStormArrivesTwice()
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
        auto *stream = new HttpStream(lease->manager(), request, {.timeouts = impatience()}, &pool);
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
    QVERIFY(::faults().size() >= 19);
    QVERIFY(answered > Requests / 3 && faults > Requests / 5); // the weather was as bad as meant
    QVERIFY(server.requestsSeen() + unsent <= Requests);       // what came in was reported as sent
}

void tst_Storm::theSameStormThroughPlainQtDuplicates()
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
        // What Qt sends again because it was redirected is not what is counted here.
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        QNetworkReply *reply =
            managers.at(static_cast<size_t>(id.toInt()) % managers.size())->post(request, QByteArray("{}"));
        QTimer::singleShot(150ms, reply, &QNetworkReply::abort); // the stalls
        connect(reply, &QNetworkReply::finished, reply, [reply, done] {
            reply->deleteLater();
            done();
        });
    });
    QVERIFY(storm.run());
    qInfo("%d requests, %d arrived, %d twice", Requests, server.requestsSeen(), server.idsSeenTwice());
    QVERIFY(server.idsSeenTwice() > Requests / 20);
}

QTEST_GUILESS_MAIN(tst_Storm)
#include "tst_storm.moc"

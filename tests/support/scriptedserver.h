#pragma once

#include "core/net/httprequest.h"
#include "tests/support/script.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <optional>
#include <vector>

namespace burin {

/// A request as it came in.
struct ReceivedRequest {
    QByteArray method;
    QByteArray target; ///< Path and query.
    QByteArray head;   ///< All bytes up to and with the empty line.
    HttpHeaders headers;
    QByteArray body;
    int connection = 0; ///< Number of the connection it came on, from 0.

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
};

/// An HTTP/1.1 server on 127.0.0.1 that does what its scripts say, one script a request in the order of arrival, the
/// last one for all further requests. It keeps every request and counts. Runs on the event loop of the test's thread
/// and never blocks; wait for it with QSignalSpy and QTRY_COMPARE.
///
///     ScriptedServer server({jsonResponse(503, "{}"), sseResponse({"{\"a\":1}", "[DONE]"})});
///     start(server.url(QStringLiteral("/v1/chat/completions")));
///     QCOMPARE(server.requestCount(), 2);
///     QCOMPARE(server.requests().at(0).header("authorization"), "Bearer sk-test");
class ScriptedServer : public QTcpServer {
    Q_OBJECT
public:
    /// What happens to a connection before any request is read.
    enum class Accept { Serve, Close, Reset, Ignore };
    using Handler = std::function<Script(const ReceivedRequest &)>;

    explicit ScriptedServer(std::vector<Script> scripts = {}, QObject *parent = nullptr);
    ~ScriptedServer() override;

    /// Asks @p handler instead of the list; use it where the answer depends on the request. It is asked when the
    /// request has arrived whole, so beforeBody() has no effect.
    void answerWith(Handler handler) { m_handler = std::move(handler); }
    void setAccept(Accept accept) { m_accept = accept; }
    /// Written to each new connection at once, before any request.
    void setGreeting(const QByteArray &bytes) { m_greeting = bytes; }
    /// Speaks TLS with this configuration, see tlsidentity.h; url() is https then.
    void setTls(const QSslConfiguration &configuration) { m_tls = configuration; }

    QUrl url(const QString &path = QStringLiteral("/")) const;
    const std::vector<ReceivedRequest> &requests() const { return m_requests; }
    int requestCount() const { return static_cast<int>(m_requests.size()); }
    int connectionCount() const { return m_connections; } ///< Ever accepted.
    int openConnections() const { return m_open; }
    int maximumConcurrency() const { return m_maximumConcurrency; } ///< Most requests in work at the same time.

Q_SIGNALS:
    void requestReceived(int index); ///< In requests().
    void clientLeft();               ///< A connection ended, by either side.

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    friend class ScriptedConnection;
    Script begin(const ReceivedRequest &request);
    Script scriptFor(const ReceivedRequest &request) const;
    bool startsBeforeBody(const ReceivedRequest &request) const;
    void amendBody(size_t index, const QByteArray &body) { m_requests[index].body = body; }
    void noteDone() { --m_concurrency; }
    void noteLeft();

    std::vector<Script> m_scripts;
    Handler m_handler;
    Accept m_accept = Accept::Serve;
    QByteArray m_greeting;
    std::optional<QSslConfiguration> m_tls;
    std::vector<ReceivedRequest> m_requests;
    int m_connections = 0;
    int m_open = 0;
    int m_concurrency = 0;
    int m_maximumConcurrency = 0;
};

} // namespace burin

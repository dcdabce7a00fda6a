#include "tests/support/scriptedserver.h"

#include "tests/support/scriptedconnection.h"

#include <QSslSocket>

namespace burin {

namespace {

/// Requests may come in by the hundred at once; the system's default refuses some.
constexpr int Backlog = 512;

} // namespace

ScriptedServer::ScriptedServer(std::vector<Script> scripts, QObject *parent)
    : QTcpServer(parent), m_scripts(std::move(scripts))
{
    setListenBacklogSize(Backlog);
    const bool listening = listen(QHostAddress::LocalHost);
    if (!listening) qFatal("ScriptedServer cannot listen on 127.0.0.1");
}

ScriptedServer::~ScriptedServer() = default;

QUrl ScriptedServer::url(const QString &path) const
{
    QUrl url;
    url.setScheme(m_tls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(serverPort());
    return url.resolved(QUrl(path));
}

void ScriptedServer::incomingConnection(qintptr descriptor)
{
    auto *socket = m_tls ? new QSslSocket : new QTcpSocket;
    socket->setSocketDescriptor(descriptor);
    auto *connection = new ScriptedConnection(socket, m_connections, this);
    ++m_connections;
    ++m_open;
    if (!m_greeting.isEmpty()) socket->write(m_greeting);
    switch (m_accept) {
    case Accept::Serve:
        if (auto *encrypted = qobject_cast<QSslSocket *>(socket)) {
            encrypted->setSslConfiguration(*m_tls);
            encrypted->startServerEncryption();
        }
        break;
    case Accept::Close:
        socket->disconnectFromHost();
        break;
    case Accept::Reset:
        connection->reset();
        break;
    case Accept::Ignore:
        socket->blockSignals(true);
        break;
    }
}

Script ScriptedServer::begin(const ReceivedRequest &request)
{
    Script script = scriptFor(request);
    m_requests.push_back(request);
    m_maximumConcurrency = std::max(m_maximumConcurrency, ++m_concurrency);
    Q_EMIT requestReceived(requestCount() - 1);
    return script;
}

bool ScriptedServer::startsBeforeBody(const ReceivedRequest &request) const
{
    return !m_handler && scriptFor(request).startsBeforeBody();
}

Script ScriptedServer::scriptFor(const ReceivedRequest &request) const
{
    if (m_handler) return m_handler(request);
    if (m_scripts.empty()) return response(500, "no script");
    return m_scripts.at(std::min(m_requests.size(), m_scripts.size() - 1));
}

void ScriptedServer::noteLeft()
{
    --m_open;
    Q_EMIT clientLeft();
}

} // namespace burin

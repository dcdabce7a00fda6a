#include "app/signin/callbacklistener.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

namespace burin {

namespace {

constexpr qsizetype LongestRequest = 16 * 1024;

QByteArray hostOf(const QByteArray &request)
{
    for (const QByteArray &line : request.split('\n'))
        if (line.toLower().startsWith("host:")) return line.mid(5).trimmed().toLower();
    return {};
}

/// The target of "GET /callback?code=… HTTP/1.1"; empty for anything else.
QUrl targetOf(const QByteArray &request)
{
    const QList<QByteArray> words = request.left(request.indexOf('\r')).split(' ');
    if (words.size() != 3 || words[0] != "GET") return {};
    return QUrl::fromEncoded(words[1], QUrl::StrictMode);
}

} // namespace

CallbackListener::CallbackListener(QByteArray state, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent), m_state(std::move(state)), m_server(new QTcpServer(this))
{
    connect(m_server, &QTcpServer::newConnection, this, &CallbackListener::accept);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_server->close();
        Q_EMIT gaveUp();
    });
}

CallbackListener::~CallbackListener() = default;

QUrl CallbackListener::listen()
{
    if (!m_server->listen(QHostAddress::LocalHost)) return {};
    m_patience.start();
    return QUrl(QStringLiteral("http://localhost:%1/callback?state=%2")
                    .arg(m_server->serverPort())
                    .arg(QString::fromLatin1(m_state)));
}

void CallbackListener::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    }
}

void CallbackListener::read(QTcpSocket *socket)
{
    const QByteArray request = socket->peek(LongestRequest);
    if (!request.contains("\r\n\r\n")) {
        if (request.size() >= LongestRequest) socket->abort();
        return;
    }
    socket->skip(request.size());
    const QUrl target = targetOf(request);
    const QUrlQuery query(target);
    const QByteArray port = ':' + QByteArray::number(m_server->serverPort());
    const QByteArray host = hostOf(request);
    const QString code = query.queryItemValue(QStringLiteral("code"), QUrl::FullyDecoded);
    const bool expected = m_server->isListening() && (host == "localhost" + port || host == "127.0.0.1" + port) &&
                          target.path() == QLatin1StringView("/callback") && !code.isEmpty() &&
                          query.queryItemValue(QStringLiteral("state")).toLatin1() == m_state;
    if (!expected) return answer(socket, "404 Not Found", tr("This is not what Burin waits for."));
    m_server->close();
    m_patience.stop();
    answer(socket, "200 OK", tr("You are signed in. Close this page and go back to Burin."));
    Q_EMIT codeReceived(code);
}

void CallbackListener::answer(QTcpSocket *socket, const QByteArray &status, const QString &text)
{
    const QByteArray body = text.toUtf8();
    socket->write("HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n" +
                  "Referrer-Policy: no-referrer\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                  body);
    socket->disconnectFromHost();
}

} // namespace burin

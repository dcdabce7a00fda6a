#include "core/simulator/connection.h"

#include "core/simulator/complaint.h"

#include <QDateTime>
#include <QLocale>
#include <QTcpSocket>

#include <chrono>
#include <sys/socket.h>

namespace burin::simulator {

namespace {

constexpr qint64 ReadBuffer = 256 * 1024;
/// A refused client that goes on sending is closed when it was quiet for so long: closing earlier would destroy the
/// answer on its way.
constexpr std::chrono::milliseconds DrainTime{500};

QByteArray headBytes(const HttpHead &head, const HttpHeaders &framing)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(head.status) + ' ' + reasonPhrase(head.status) + "\r\n";
    bytes += "Server: Burin-Simulator\r\nDate: " + httpDate(QDateTime::currentDateTimeUtc()) + "\r\n";
    for (const HttpHeaders *headers : {&head.headers, &framing}) {
        for (const auto &[name, value] : *headers)
            bytes += name + ": " + value + "\r\n";
    }
    return bytes + "\r\n";
}

} // namespace

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1();
}

Connection::Connection(QTcpSocket *socket, QObject *parent) : QObject(parent), m_socket(socket)
{
    socket->setParent(this);
    socket->setReadBufferSize(ReadBuffer);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // every token is its own segment
    m_closing.setSingleShot(true);
    connect(&m_closing, &QTimer::timeout, this, &Connection::close);
    connect(socket, &QTcpSocket::readyRead, this, &Connection::read);
    connect(socket, &QTcpSocket::bytesWritten, this, &Connection::bytesWritten);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void Connection::read()
{
    if (m_closing.isActive()) {
        m_socket->readAll();
        m_closing.start(DrainTime);
        return;
    }
    if (m_answering) return;
    m_reader.append(m_socket->readAll());
    const std::optional<Result<HttpMessage, BadHttp>> next = m_reader.next();
    if (m_reader.takeContinue() && !next) m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!next) return;
    m_answering = true;
    if (!*next) {
        refuse(next->error());
        return;
    }
    m_keepAlive = next->value().keepAlive;
    m_chunksAllowed = next->value().chunksAllowed;
    Q_EMIT requestRead(next->value());
}

void Connection::refuse(const BadHttp &bad)
{
    m_keepAlive = true; // closed below instead, when the client had the time to read
    m_closing.start(DrainTime);
    reply(bad.status, {{"Content-Type", "application/json"}, {"Connection", "close"}},
          openAiError(complaintFor(bad.status, {}, QString::fromLatin1(bad.reason))));
    m_answering = true;
}

void Connection::reply(int status, const HttpHeaders &headers, const QByteArray &body)
{
    beginBody({status, headers, body.size()});
    writeBody(body);
    endBody();
}

void Connection::beginBody(const HttpHead &head)
{
    HttpHeaders framing;
    m_chunked = !head.contentLength && m_chunksAllowed;
    if (head.contentLength)
        framing.emplace_back("Content-Length", QByteArray::number(*head.contentLength));
    else if (m_chunksAllowed)
        framing.emplace_back("Transfer-Encoding", "chunked");
    else
        m_keepAlive = false;
    if (!m_keepAlive) framing.emplace_back("Connection", "close");
    m_socket->write(headBytes(head, framing));
}

void Connection::writeBody(const QByteArray &bytes)
{
    if (bytes.isEmpty()) return;
    m_socket->write(m_chunked ? QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n" : bytes);
}

void Connection::writeRaw(const QByteArray &bytes)
{
    m_socket->write(bytes);
}

void Connection::endBody()
{
    if (m_chunked) m_socket->write("0\r\n\r\n");
    if (!m_keepAlive) {
        close();
        return;
    }
    m_answering = false;
    // The next request may be here already; not from inside this one's answer.
    QMetaObject::invokeMethod(this, &Connection::read, Qt::QueuedConnection);
}

void Connection::close()
{
    m_socket->disconnectFromHost();
}

void Connection::reset()
{
    const linger atOnce{1, 0};
    setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket->abort();
}

qint64 Connection::bytesPending() const
{
    return m_socket->bytesToWrite();
}

} // namespace burin::simulator

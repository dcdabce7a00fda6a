#include "core/net/httpstream.h"

#include "core/base/redact.h"
#include "core/net/networkrequest.h"
#include "core/net/transportfault.h"
#include "core/net/uploadonce.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslError>

namespace burin {

using std::chrono::milliseconds;

namespace {

constexpr qint64 Piece = 64 * 1024; ///< What a backlog is decoded in, so that its frames never exist all at once.
/// Bounds what Qt holds for us while this thread is busy. Far more than a busy thread ever leaves waiting: when the
/// connection breaks off while the bound is reached, Qt 6.4 drops what it has not handed on.
constexpr qint64 ReadBufferBytes = 16 * 1024 * 1024;

void restart(QTimer &timer, milliseconds timeout)
{
    if (timeout > milliseconds(0)) timer.start(timeout);
}

/// The server may repeat the key in any of them, and what comes from here is stored, shown and logged.
HttpHeaders headersOf(const QNetworkReply &reply, const Secret &key)
{
    HttpHeaders headers;
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        const bool isCookie = name.compare("set-cookie", Qt::CaseInsensitive) == 0;
        const QString harmless = redacted(QString::fromLatin1(value), {key});
        headers.emplace_back(name, isCookie ? QByteArrayLiteral("[redacted]") : harmless.toLatin1());
    }
    return headers;
}

QString joined(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors)
        texts.append(error.errorString());
    return texts.join(QStringLiteral("; "));
}

/// The proxy that stands between us and @p url, without its user and password; empty if there is none.
QString proxyBefore(const QUrl &url)
{
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    if (proxies.isEmpty() || proxies.first().hostName().isEmpty()) return {};
    return proxies.first().hostName() + u':' + QString::number(proxies.first().port());
}

} // namespace

HttpStream::HttpStream(QNetworkAccessManager &manager, HttpRequest request, const Options &options, QObject *parent)
    : QObject(parent), m_manager(manager), m_request(std::move(request)), m_options(options)
{
    for (QTimer *timer : {&m_connectTimer, &m_firstContentTimer, &m_idleTimer, &m_totalTimer}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_connectTimer, &QTimer::timeout, this, [this] { abort(TransportFault::ConnectTimeout); });
    connect(&m_firstContentTimer, &QTimer::timeout, this, [this] {
        abort(m_headAnnounced ? TransportFault::FirstContentTimeout : TransportFault::FirstByteTimeout);
    });
    connect(&m_idleTimer, &QTimer::timeout, this, &HttpStream::checkIdle);
    connect(&m_totalTimer, &QTimer::timeout, this, [this] { abort(TransportFault::TotalTimeout); });
}

HttpStream::~HttpStream()
{
    if (!m_reply) return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpStream::start()
{
    if (m_clock.isValid() || m_settled) return;
    m_clock.start();
    const QString reason = reasonNotToSend(m_request);
    if (!reason.isEmpty()) {
        settle(TransportFault::Other, reason);
        return;
    }
    restart(m_connectTimer, m_options.timeouts.connect);
    restart(m_totalTimer, m_options.timeouts.total);
    send();
}

void HttpStream::send()
{
    const QNetworkRequest request = toNetworkRequest(m_request);
    if (m_request.method == "POST") {
        m_upload = new UploadOnce(m_request.body);
        connect(m_upload, &UploadOnce::taken, this, &HttpStream::noteWritten);
        m_reply = m_manager.post(request, m_upload);
        m_upload->setParent(m_reply); // the upload may go on after this stream is gone
    } else {
        m_reply = m_manager.get(request);
    }
    follow(*m_reply);
}

void HttpStream::follow(QNetworkReply &reply)
{
    connect(&reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_freshConnection = true; });
    connect(&reply, &QNetworkReply::requestSent, this, &HttpStream::noteWritten);
    connect(&reply, &QNetworkReply::metaDataChanged, this, &HttpStream::noteHead);
    connect(&reply, &QNetworkReply::readyRead, this, &HttpStream::deliver);
    connect(&reply, &QNetworkReply::finished, this, &HttpStream::conclude);
    connect(&reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_certificateErrors = joined(errors); });
}

/// A part of the request went out.
void HttpStream::noteWritten()
{
    if (!m_result.sent) {
        m_result.sent = true;
        if (m_freshConnection) m_result.connect = elapsed();
        m_connectTimer.stop();
    }
    if (!m_idleTimer.isActive() && !m_stop && !m_headAnnounced)
        restart(m_firstContentTimer, m_options.timeouts.firstContent);
}

void HttpStream::noteContent()
{
    if (m_settled || m_stop || !m_reply) return;
    m_firstContentTimer.stop();
    m_lastContent = elapsed();
    if (!m_idleTimer.isActive()) restart(m_idleTimer, m_options.timeouts.idle);
}

/// The timer is not started again with each piece of content, which would cost more than reading the piece.
void HttpStream::checkIdle()
{
    const milliseconds left = m_options.timeouts.idle - (elapsed() - m_lastContent);
    if (left > milliseconds(0))
        m_idleTimer.start(left);
    else
        abort(TransportFault::IdleTimeout);
}

void HttpStream::noteHead()
{
    // Only from here on does Qt heed the size; set earlier it is ignored.
    if (m_reply) m_reply->setReadBufferSize(ReadBufferBytes);
    deliver();
}

void HttpStream::abort(TransportFault reason)
{
    if (m_settled || m_stop) return;
    m_stop = reason;
    if (!m_delivering) deliver();
}

/// Hands on the head and all bytes that are there, in order and never from inside a handler of them, then closes if
/// that was asked for. False if this stream is gone.
bool HttpStream::deliver()
{
    if (m_delivering || m_settled) return true;
    m_delivering = true;
    if (m_reply && !(announceHead() && emitBytes())) return false;
    m_delivering = false;
    if (m_stop && !m_settled) close();
    return true;
}

bool HttpStream::announceHead()
{
    const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (m_headAnnounced || !status.isValid()) return true;
    m_headAnnounced = true;
    m_connectTimer.stop();
    m_result.sent = true;
    m_result.status = status.toInt();
    m_result.headers = headersOf(*m_reply, m_request.key);
    m_result.firstByte = elapsed();
    const QPointer<HttpStream> alive(this);
    Q_EMIT headReceived(m_result.status, m_result.headers);
    return alive;
}

bool HttpStream::emitBytes()
{
    const QPointer<HttpStream> alive(this);
    while (alive && m_reply && m_reply->bytesAvailable() > 0) {
        QByteArray bytes = m_reply->read(std::min(m_reply->bytesAvailable(), Piece));
        const qint64 room = m_options.byteCap - m_result.bytes;
        const bool tooLarge = bytes.size() > room;
        if (tooLarge) bytes.truncate(room);
        m_result.bytes += bytes.size();
        if (tooLarge && !m_stop) m_stop = TransportFault::TooLarge;
        if (!bytes.isEmpty()) Q_EMIT bytesReceived(bytes);
        if (tooLarge) break;
    }
    return alive;
}

/// The reply is over by itself.
void HttpStream::conclude()
{
    if (!deliver() || m_settled) return;
    ReplyEnd end;
    end.error = m_reply->error();
    end.status = m_result.status;
    end.sent = m_result.sent;
    end.bodyTaken = !m_upload || m_upload->isTaken();
    end.freshConnection = m_freshConnection;
    end.encrypted = m_request.url.scheme() == u"https";
    end.proxied = !end.sent && !proxyBefore(m_request.url).isEmpty();
    end.endsByClosing = headerValue(m_result.headers, "content-length").isEmpty() &&
                        headerValue(m_result.headers, "transfer-encoding").isEmpty();
    const TransportFault fault = faultOf(end);
    const QString words = wordsFor(fault, *m_reply);
    m_reply->disconnect(this);
    m_reply->deleteLater();
    m_reply = nullptr;
    settle(fault, words);
}

QString HttpStream::wordsFor(TransportFault fault, const QNetworkReply &reply) const
{
    if (fault == TransportFault::None) return {};
    if (!m_certificateErrors.isEmpty()) return m_certificateErrors;
    const QString proxy = fault == TransportFault::Proxy ? proxyBefore(m_request.url) : QString();
    if (!proxy.isEmpty()) return proxy + QStringLiteral(": ") + reply.errorString();
    // Qt has no words of its own for this one.
    return reply.error() == QNetworkReply::ContentReSendError ? tr("The server closed the connection.")
                                                              : reply.errorString();
}

/// Ends the reply for the reason in m_stop.
void HttpStream::close()
{
    if (m_reply) {
        m_reply->disconnect(this);
        if (m_upload) m_upload->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    settle(*m_stop, {});
}

void HttpStream::settle(TransportFault fault, const QString &detail)
{
    m_settled = true;
    for (QTimer *timer : {&m_connectTimer, &m_firstContentTimer, &m_idleTimer, &m_totalTimer})
        timer->stop();
    m_result.fault = fault;
    m_result.detail = redacted(detail, {m_request.key});
    m_result.duration = elapsed();
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT finished(m_result); }, Qt::QueuedConnection);
}

milliseconds HttpStream::elapsed() const
{
    return milliseconds(m_clock.isValid() ? m_clock.elapsed() : 0);
}

} // namespace burin

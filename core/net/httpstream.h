#pragma once

#include "core/net/httprequest.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace burin {

class UploadOnce;

/// One HTTP request whose answer arrives piece by piece. One attempt: it never retries, never follows a redirect,
/// never sends the body twice, and asks for HTTP/1.1 without compression. Lives on the thread of its manager.
///
/// The timers of HttpTimeouts are its own: connect runs until the request can be written, firstContent from there to
/// the first noteContent() (a part of the body taken by the server starts it anew), idle between two noteContent()
/// calls, total over everything. A timer of zero or less is off.
///
/// Deleting it at any time, also from a handler of its own signals, closes the connection and emits nothing more.
class HttpStream : public QObject {
    Q_OBJECT
public:
    struct Options {
        HttpTimeouts timeouts;
        /// Of the body; more is a TooLarge fault. Some 250 bytes a token: an answer of a million tokens fits in.
        qint64 byteCap = 512 * 1024 * 1024;
    };

    /// @p manager outlives the stream; the caller sees to at most six streams per host on one manager.
    HttpStream(QNetworkAccessManager &manager, HttpRequest request, const Options &options, QObject *parent = nullptr);
    ~HttpStream() override;

    /// Sends. Call once; finished() follows later, never from inside.
    void start();
    /// The decoder understood some content: restarts the idle timer, ends the first-content timer.
    void noteContent();
    /// Delivers what has already arrived through bytesReceived(), then closes; finished() follows with @p reason.
    /// Called from a handler of bytesReceived() or headReceived(), it does so when that handler has returned.
    /// The first reason stays; without effect after the end.
    void abort(TransportFault reason = TransportFault::Cancelled);

Q_SIGNALS:
    void headReceived(int status, const burin::HttpHeaders &headers);
    void bytesReceived(const QByteArray &bytes);
    void finished(const burin::HttpResult &result); ///< Exactly once.

private:
    void send();
    void follow(QNetworkReply &reply);
    void noteWritten();
    void checkIdle();
    void noteHead();
    bool announceHead();
    bool deliver();
    bool emitBytes();
    void conclude();
    QString wordsFor(TransportFault fault, const QNetworkReply &reply) const;
    void close();
    void settle(TransportFault fault, const QString &detail);
    std::chrono::milliseconds elapsed() const;

    QNetworkAccessManager &m_manager;
    HttpRequest m_request;
    Options m_options;
    HttpResult m_result;
    QElapsedTimer m_clock;
    QTimer m_connectTimer;
    QTimer m_firstContentTimer;
    QTimer m_idleTimer;
    std::chrono::milliseconds m_lastContent{0}; ///< As elapsed().
    QTimer m_totalTimer;
    QPointer<QNetworkReply> m_reply;
    QPointer<UploadOnce> m_upload;
    QString m_certificateErrors;
    std::optional<TransportFault> m_stop; ///< Why it is being closed by us.
    bool m_freshConnection = false;
    bool m_headAnnounced = false;
    bool m_delivering = false;
    bool m_settled = false;
};

} // namespace burin

#pragma once

#include "core/net/httprequest.h"

#include <QObject>

class QNetworkAccessManager;

namespace burin {

/// One HTTP request whose answer arrives piece by piece. One attempt: it never retries, never follows a redirect,
/// never sends the body twice, and asks for HTTP/1.1 without compression. Lives on the thread of its manager.
///
/// The timers of HttpTimeouts are its own: connect runs until the request can be written, firstContent from there to
/// the first noteContent(), idle between two noteContent() calls, total over everything.
class HttpStream : public QObject {
    Q_OBJECT
public:
    struct Options {
        HttpTimeouts timeouts;
        qint64 byteCap = 64 * 1024 * 1024; ///< Of the body; more is a TooLarge fault.
    };

    /// @p manager outlives the stream; the caller sees to at most six streams per host on one manager.
    HttpStream(QNetworkAccessManager &manager, HttpRequest request, const Options &options, QObject *parent = nullptr);
    ~HttpStream() override;

    /// Sends. Call once; finished() follows later, never from inside.
    void start();
    /// The decoder understood some content: restarts the idle timer, ends the first-content timer.
    void noteContent();
    /// Delivers what has already arrived through bytesReceived(), then closes; finished() follows with @p reason.
    void abort(TransportFault reason = TransportFault::Cancelled);

Q_SIGNALS:
    void headReceived(int status, const burin::HttpHeaders &headers);
    void bytesReceived(const QByteArray &bytes);
    void finished(const burin::HttpResult &result); ///< Exactly once.
};

} // namespace burin

#pragma once

#include "core/net/httpstream.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>

#include <memory>

namespace burin {

/// One HttpStream and all it said, in order; for tests.
class HttpExchange {
public:
    QNetworkAccessManager manager;
    std::unique_ptr<HttpStream> stream;
    QByteArrayList events; ///< "head 200", "bytes", "finished".
    QByteArray bytes;
    HttpHeaders headers;
    HttpResult result;
    int finishedCount = 0;

    explicit HttpExchange(HttpRequest request, const HttpStream::Options &options = {})
        : stream(std::make_unique<HttpStream>(manager, std::move(request), options))
    {
        QObject::connect(stream.get(), &HttpStream::headReceived, stream.get(),
                         [this](int status, const HttpHeaders &received) {
                             events.append("head " + QByteArray::number(status));
                             headers = received;
                         });
        QObject::connect(stream.get(), &HttpStream::bytesReceived, stream.get(), [this](const QByteArray &piece) {
            events.append("bytes");
            bytes += piece;
        });
        QObject::connect(stream.get(), &HttpStream::finished, stream.get(), [this](const HttpResult &ended) {
            events.append("finished");
            ++finishedCount;
            result = ended;
        });
    }

    /// Waits for finished(); false if it does not come.
    bool wait(int milliseconds = 20'000)
    {
        if (finishedCount > 0) return true;
        QSignalSpy spy(stream.get(), &HttpStream::finished);
        return spy.wait(milliseconds);
    }

    bool run()
    {
        stream->start();
        return wait();
    }
};

/// A POST with a small JSON body and a key.
inline HttpRequest postTo(const QUrl &url, const QByteArray &body = "{\"q\":1}")
{
    HttpRequest request;
    request.url = url;
    request.keyHeader = "Authorization";
    request.keyPrefix = "Bearer ";
    request.key = Secret("sk-canary-0123456789");
    request.body = body;
    return request;
}

inline HttpRequest getFrom(const QUrl &url)
{
    HttpRequest request = postTo(url, {});
    request.method = "GET";
    return request;
}

} // namespace burin

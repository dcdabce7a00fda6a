#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <optional>
#include <utility>
#include <vector>

namespace burin::simulator {

/// One HTTP/1.x request as it came in.
struct HttpMessage {
    QByteArray method;
    QByteArray path;  ///< Without the query.
    QByteArray query; ///< Behind the "?", empty if there is none.
    bool keepAlive = true;
    bool chunksAllowed = true; ///< False for HTTP/1.0.
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// The first header of that name, whatever its case; empty if there is none.
    QByteArray header(const QByteArray &name) const;
};

/// A request that cannot be taken; the connection must be closed after the answer.
struct BadHttp {
    int status = 400;
    QByteArray reason;
};

/// Cuts what arrives on a connection into requests. Pure; bodies need a Content-Length.
class RequestReader {
public:
    static constexpr qsizetype MaximumHead = 64 * 1024;
    static constexpr qsizetype MaximumBody = 64 * 1024 * 1024;

    void append(const QByteArray &bytes) { m_buffer += bytes; }
    /// The next request; nullopt = more bytes are needed. After BadHttp the reader is of no more use.
    std::optional<Result<HttpMessage, BadHttp>> next();
    /// True once per request whose sender waits for a "100 Continue" before it sends the body.
    bool takeContinue() { return std::exchange(m_continue, false); }

private:
    std::optional<BadHttp> readHead(const QByteArray &head);

    QByteArray m_buffer;
    qsizetype m_searched = 0;
    std::optional<HttpMessage> m_message; ///< Its head is complete, its body is not.
    qsizetype m_bodySize = 0;
    bool m_continue = false;
};

} // namespace burin::simulator

#pragma once

#include "core/base/secret.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace burin {

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// The value of the header @p name, compared without case; empty if there is none.
QByteArray headerValue(const HttpHeaders &headers, QByteArrayView name);

/// What goes out. The key is apart from the other headers, so that these can be stored and shown.
struct HttpRequest {
    QByteArray method = "POST"; ///< "GET" or "POST".
    QUrl url;
    HttpHeaders headers;
    QByteArray keyHeader; ///< Such as "Authorization"; empty = no key is sent.
    QByteArray keyPrefix; ///< Such as "Bearer ".
    Secret key;
    QByteArray body;
};

/// How a request ended as far as the transport can tell. None does not mean that the answer is complete: only the
/// protocol's terminator says so (Qt reports no error for many truncated streams).
enum class TransportFault {
    None,
    Cancelled,
    ConnectTimeout,
    FirstByteTimeout, ///< No response head in time.
    FirstContentTimeout,
    IdleTimeout,
    TotalTimeout,
    Refused,
    HostNotFound,
    Unreachable,
    ClosedEarly,        ///< Before a complete response head.
    ClosedLate,         ///< Inside the body.
    ResendRefused,      ///< Sent at most once, outcome unknown (Qt wanted to send the body again).
    ClosedDuringUpload, ///< The server did not take the whole request; probably too large.
    Tls,
    TlsInterrupted,
    Proxy,
    TooLarge,    ///< More bytes than the cap.
    BadResponse, ///< Not HTTP.
    Other,
};

struct HttpTimeouts {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds firstContent{60'000};
    std::chrono::milliseconds idle{30'000};
    std::chrono::milliseconds total{120'000};
};

/// How one request ended. Redirects are never followed: a 3xx is an answer with a "location" header.
struct HttpResult {
    TransportFault fault = TransportFault::None;
    int status = 0;                                     ///< 0 = no response head.
    HttpHeaders headers;                                ///< Of the response, redacted.
    QString detail;                                     ///< The system's words, redacted.
    bool sent = false;                                  ///< At least a part of the request may have left this computer.
    qint64 bytes = 0;                                   ///< Of the body.
    std::optional<std::chrono::milliseconds> connect;   ///< From start() to the connection standing, if it was new.
    std::optional<std::chrono::milliseconds> firstByte; ///< From start() to the response head.
    std::chrono::milliseconds duration{0};
};

} // namespace burin

Q_DECLARE_METATYPE(burin::HttpResult)
Q_DECLARE_METATYPE(burin::HttpHeaders)

#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <utility>
#include <vector>

namespace burin {

/// Bytes of a response's body as they came from the socket.
struct WirePiece {
    std::chrono::microseconds at{0}; ///< Since the attempt began; opening the connection counts.
    QByteArray bytes;
    bool operator==(const WirePiece &) const = default;
};

/// What one attempt sent and received, so that it can be played again offline. Holds no secret: the key and whatever
/// looks like one was left out of the headers when it was made.
struct WireRecording {
    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    int attempt = 1;
    QString kind;       ///< Wire format, such as "anthropic": which decoder it is for.
    QString providerId; ///< Whose quirks the decoder must know; one it does not know has none.
    QByteArray method;
    QString url;
    Headers requestHeaders;
    QByteArray requestBody;
    int status = 0; ///< 0 = no response head.
    Headers responseHeaders;
    std::chrono::microseconds headAt{0}; ///< When the response's head was there.
    std::vector<WirePiece> pieces;
    qint64 bytesLeftOut = 0;            ///< Beyond the cap; the pieces are the beginning of the body.
    std::chrono::microseconds endAt{0}; ///< When it was over: closed, cancelled, or given up.
    QString fault;                      ///< Of the transport, such as "idle_timeout"; empty = none.
    bool operator==(const WireRecording &) const = default;
};

} // namespace burin

Q_DECLARE_METATYPE(burin::WireRecording)

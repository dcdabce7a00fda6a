#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace burin {

enum class Framing { ServerSentEvents, JsonLines };

/// One unit of a stream: an SSE event or comment, or a JSON line.
struct Frame {
    enum class Kind { Event, Comment, Line };
    Kind kind = Kind::Event;
    QByteArray event = "message"; ///< SSE event type.
    QByteArray data;              ///< SSE data lines joined by LF; or the line.
    QByteArray id;                ///< SSE last event id.
    QByteArray errorField;        ///< Value of a non-standard SSE field "error" (gpustack sends one), else empty.
    bool unterminated = false;    ///< The stream ended inside it; never a sign of completion.
    bool operator==(const Frame &) const = default;
};

/// Cuts a byte stream into frames; the result does not depend on how the bytes are split.
class StreamFramer {
public:
    virtual ~StreamFramer() = default;
    /// The frames that @p bytes complete. Nothing more comes after a cap was exceeded.
    virtual std::vector<Frame> feed(QByteArrayView bytes) = 0;
    /// What is pending at the end of the stream, if it holds data; flagged unterminated.
    virtual std::vector<Frame> finish() = 0;
    /// True once a line or event was larger than its cap; the stream must be given up.
    virtual bool exceeded() const = 0;
    /// The last valid SSE "retry" field in milliseconds.
    virtual std::optional<qint64> retryMilliseconds() const { return std::nullopt; }
};

struct FramerCaps {
    qsizetype line = 16 * 1024 * 1024;  ///< Bytes.
    qsizetype event = 32 * 1024 * 1024; ///< Bytes.
};

std::unique_ptr<StreamFramer> makeFramer(Framing framing, FramerCaps caps = {});

} // namespace burin

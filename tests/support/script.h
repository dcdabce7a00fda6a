#pragma once

#include "core/net/httprequest.h"

#include <QByteArray>
#include <QByteArrayList>

#include <chrono>
#include <variant>
#include <vector>

namespace burin {

/// What a ScriptedServer does with one request: a value, built by chaining. The steps run in order once the request
/// has arrived whole. Without close(), drop(), reset() or stall() at the end, the connection then waits for the next
/// request.
///
///     Script().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
///     Script().write("HTTP/1.1 20").close()                    // closed inside the status line
///     Script().reset()                                         // the request was read, then RST
///     sseHead().event("{\"a\":1}").pause(50ms).event("[DONE]").end()
///     sseHead().event("{\"a\":1}").reset()                     // cut after one event
class Script {
public:
    struct Write {
        QByteArray bytes;
        qsizetype pieceSize = 0; ///< 0 = all at once; else in pieces of so many bytes, each sent on its own.
        int times = 1;           ///< Written so often, as fast as the client takes it.
    };
    struct Pause {
        std::chrono::milliseconds time;
    };
    struct Close {}; ///< FIN behind what was written.
    struct Drop {};  ///< FIN without the goodbye of TLS, as when a server dies.
    struct Reset {}; ///< RST; what the client has not read yet may be lost to it, so put a pause() before.
    struct Stall {}; ///< Nothing more until the client leaves.
    using Step = std::variant<Write, Pause, Close, Drop, Reset, Stall>;

    Script &write(const QByteArray &bytes);
    Script &writeInPieces(const QByteArray &bytes, qsizetype pieceSize);
    Script &writeRepeatedly(const QByteArray &bytes, int times);
    Script &pause(std::chrono::milliseconds time);
    Script &close();
    Script &drop();
    Script &reset();
    Script &stall();

    /// @p bytes as one chunk of a chunked body.
    Script &chunk(const QByteArray &bytes);
    /// A server-sent event without a name; @p data may have several lines. In a chunk of its own.
    Script &event(const QByteArray &data);
    /// A server-sent comment, in a chunk of its own.
    Script &comment(const QByteArray &text);
    /// The last chunk: the body is complete.
    Script &end();

    /// Starts when the head has arrived, without waiting for the body (an early 413).
    Script &beforeBody();
    bool startsBeforeBody() const { return m_beforeBody; }
    const std::vector<Step> &steps() const { return m_steps; }

private:
    std::vector<Step> m_steps;
    bool m_beforeBody = false;
};

/// "HTTP/1.1 200 OK" and so on with @p headers and an empty line.
QByteArray responseHead(int status, const HttpHeaders &headers = {});

/// A complete answer with a Content-Length; the connection stays open.
Script response(int status, const QByteArray &body, const HttpHeaders &headers = {});
/// The same with "Content-Type: application/json".
Script jsonResponse(int status, const QByteArray &body, const HttpHeaders &headers = {});

/// The head of a chunked text/event-stream; go on with event(), comment() and end().
Script sseHead(const HttpHeaders &headers = {});
/// A complete stream of unnamed events, one chunk each.
Script sseResponse(const QByteArrayList &events, const HttpHeaders &headers = {});

} // namespace burin

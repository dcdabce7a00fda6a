#pragma once

#include "core/simulator/requestreader.h"

#include <QObject>
#include <QTimer>

#include <optional>

class QTcpSocket;

namespace burin::simulator {

/// As in the headers Date and Retry-After.
QByteArray httpDate(const QDateTime &time);

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// The first lines of an answer. Without a length the body is sent in chunks, or until the end for HTTP/1.0.
struct HttpHead {
    int status = 200;
    HttpHeaders headers;
    std::optional<qint64> contentLength;
};

/// One client of the simulator: reads requests one after the other and writes what it is told. Lives on the
/// simulator's thread and deletes itself when the client is gone.
class Connection : public QObject {
    Q_OBJECT
public:
    /// Takes ownership of @p socket.
    Connection(QTcpSocket *socket, QObject *parent);

    /// Head and body at once; then the next request is read.
    void reply(int status, const HttpHeaders &headers, const QByteArray &body);
    void beginBody(const HttpHead &head);
    /// One chunk.
    void writeBody(const QByteArray &bytes);
    /// Bytes outside of any framing: a head of one's own, or what breaks the framing.
    void writeRaw(const QByteArray &bytes);
    /// The body is complete; then the next request is read, if the client keeps the connection.
    void endBody();
    /// Ends with a FIN after what was written, whatever is missing.
    void close();
    /// Ends with an RST.
    void reset();
    qint64 bytesPending() const;

Q_SIGNALS:
    /// A whole request. It is answered before the next one is read.
    void requestRead(const burin::simulator::HttpMessage &request);
    void bytesWritten();

private:
    void read();
    void refuse(const BadHttp &bad);

    QTcpSocket *m_socket;
    RequestReader m_reader;
    QTimer m_closing; ///< Runs after a refusal; what the client still sends is read and forgotten.
    bool m_answering = false;
    bool m_keepAlive = true;
    bool m_chunksAllowed = true;
    bool m_chunked = false;
};

} // namespace burin::simulator

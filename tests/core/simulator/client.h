#pragma once

#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

#include <vector>

/// What a server sent, taken apart by a reader that shares no code with the program.
struct Reply {
    int status = 0;
    QByteArray head; ///< With the status line.
    QByteArray body; ///< Chunks joined.
    std::vector<QByteArray> chunks;
    bool complete = false; ///< The length or the last chunk was there.

    QByteArray header(const QByteArray &name) const;
    QJsonObject json() const;
    /// The data of the events that are complete.
    std::vector<QByteArray> events() const;
    /// choices[0].delta.@p key of all events, joined.
    QString joined(const QString &key) const;
    QString finishReason() const;
    QJsonObject usage() const;
};

/// The first reply in @p bytes; what follows it is removed from them when it is complete.
Reply takeReply(QByteArray &bytes);

QByteArray postRequest(const QByteArray &body, const QByteArray &extraHeaders = {});
/// A chat request with one user message, streamed unless @p changes says otherwise.
QByteArray chatBody(const QString &model, const QJsonObject &changes = {});

/// A plain socket that writes what it is told and keeps what it gets.
class Client {
public:
    explicit Client(const QUrl &server);

    void send(const QByteArray &bytes) { socket.write(bytes); }
    /// Waits for the next whole reply, or for the end of the connection.
    Reply reply();
    /// Waits until the server ended the connection.
    bool waitForEnd();
    bool waitForBytes(qint64 count);

    QTcpSocket socket;
    QByteArray received;
};

/// One chat request on its own connection.
Reply chat(const QUrl &server, const QString &model, const QJsonObject &changes = {});

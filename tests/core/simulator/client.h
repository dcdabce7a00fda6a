#pragma once

#include "core/simulator/simulator.h"

#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

#include <memory>
#include <vector>

/// Any model name will do where the scenario is fixed.
inline const QString Model = QStringLiteral("any");

/// A good server that does not take its time.
burin::Scenario quick(int tokens);
/// A listening simulator; without a scenario the model's name decides.
std::unique_ptr<burin::Simulator> serving(const std::optional<burin::Scenario> &scenario, const QByteArray &key = {});

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

QByteArray getRequest(const QByteArray &path, const QByteArray &headers = "Host: 127.0.0.1\r\n");
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

/// What a client below Qt sees, which does not tell a FIN from an RST.
struct RawEnd {
    QByteArray received;
    int error = 0; ///< errno of the last call; 0 = FIN.
};

/// Sends the whole @p request, then reads to the end; blocking, in a thread of its own, while the simulator works on
/// this one.
RawEnd rawExchange(const QUrl &server, const QByteArray &request);

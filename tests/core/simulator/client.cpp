#include "client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QThread>

#include <arpa/inet.h>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace {

/// Whether a line ended at @p from; then it is put into @p line and @p from stands behind it.
bool takeLine(const QByteArray &bytes, qsizetype &from, QByteArray &line)
{
    const qsizetype end = bytes.indexOf("\r\n", from);
    if (end < 0) return false;
    line = bytes.mid(from, end - from);
    from = end + 2;
    return true;
}

/// Reads chunks; returns the position behind the last one, or -1 when it is not there yet.
qsizetype takeChunks(const QByteArray &bytes, qsizetype from, Reply &reply)
{
    for (QByteArray line; takeLine(bytes, from, line);) {
        const qsizetype size = line.toLongLong(nullptr, 16);
        if (size == 0) return bytes.mid(from, 2) == "\r\n" ? from + 2 : -1;
        if (bytes.size() < from + size + 2) {
            reply.body += bytes.mid(from, size);
            return -1;
        }
        reply.chunks.push_back(bytes.mid(from, size));
        reply.body += reply.chunks.back();
        from += size + 2;
    }
    return -1;
}

QJsonObject firstChoice(const QByteArray &event)
{
    return QJsonDocument::fromJson(event).object().value(u"choices").toArray().at(0).toObject();
}

RawEnd readToTheEnd(quint16 port, const QByteArray &request)
{
    RawEnd end;
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    char buffer[4096];
    ssize_t size = ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0
                       ? ::send(socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL)
                       : -1;
    while (size > 0) {
        size = ::recv(socket, buffer, sizeof buffer, 0);
        if (size > 0) end.received.append(buffer, size);
    }
    if (size < 0) end.error = errno;
    ::close(socket);
    return end;
}

} // namespace

burin::Scenario quick(int tokens)
{
    burin::Scenario scenario;
    scenario.firstTokenDelay = {};
    scenario.tokensPerSecond = 0;
    scenario.tokens = tokens;
    return scenario;
}

std::unique_ptr<burin::Simulator> serving(const std::optional<burin::Scenario> &scenario, const QByteArray &key)
{
    auto simulator = std::make_unique<burin::Simulator>(burin::Simulator::Options{0, key, scenario});
    if (!simulator->listen()) qFatal("the simulator cannot listen");
    return simulator;
}

QByteArray Reply::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':')) return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

QJsonObject Reply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

std::vector<QByteArray> Reply::events() const
{
    std::vector<QByteArray> list;
    qsizetype from = 0;
    for (qsizetype end = body.indexOf("\n\n"); end >= 0; end = body.indexOf("\n\n", from)) {
        QByteArray event = body.mid(from, end - from);
        if (event.startsWith("data: ")) list.push_back(event.mid(6));
        from = end + 2;
    }
    return list;
}

QString Reply::joined(const QString &key) const
{
    QString text;
    for (const QByteArray &event : events())
        text += firstChoice(event).value(u"delta").toObject().value(key).toString();
    return text;
}

QString Reply::finishReason() const
{
    QString reason;
    for (const QByteArray &event : events()) {
        const QString value = firstChoice(event).value(u"finish_reason").toString();
        if (!value.isEmpty()) reason = value;
    }
    return reason;
}

QJsonObject Reply::usage() const
{
    QJsonObject usage = json().value(u"usage").toObject();
    for (const QByteArray &event : events()) {
        const QJsonValue value = QJsonDocument::fromJson(event).object().value(u"usage");
        if (value.isObject()) usage = value.toObject();
    }
    return usage;
}

Reply takeReply(QByteArray &bytes)
{
    Reply reply;
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0) return reply;
    reply.head = bytes.left(headEnd);
    reply.status = reply.head.mid(9, 3).toInt();
    const qsizetype from = headEnd + 4;
    qsizetype behind = -1;
    if (reply.header("Transfer-Encoding") == "chunked") {
        behind = takeChunks(bytes, from, reply);
    } else if (!reply.header("Content-Length").isEmpty()) {
        const qsizetype size = reply.header("Content-Length").toLongLong();
        reply.body = bytes.mid(from, size);
        behind = reply.body.size() == size ? from + size : -1;
    } else {
        reply.body = bytes.mid(from);
    }
    reply.complete = behind >= 0;
    if (reply.complete) bytes.remove(0, behind);
    return reply;
}

QByteArray getRequest(const QByteArray &path, const QByteArray &headers)
{
    return "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
}

QByteArray postRequest(const QByteArray &body, const QByteArray &extraHeaders)
{
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + extraHeaders +
           "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray chatBody(const QString &model, const QJsonObject &changes)
{
    QJsonObject body{{QStringLiteral("model"), model},
                     {QStringLiteral("stream"), true},
                     {QStringLiteral("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}}},
                     {QStringLiteral("messages"),
                      QJsonArray{QJsonObject{{QStringLiteral("role"), QStringLiteral("user")},
                                             {QStringLiteral("content"), QStringLiteral("Tell me about the sea.")}}}}};
    for (auto it = changes.begin(); it != changes.end(); ++it)
        body.insert(it.key(), it.value());
    return QJsonDocument(body).toJson();
}

Client::Client(const QUrl &server)
{
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
    socket.connectToHost(server.host(), quint16(server.port()));
}

Reply Client::reply()
{
    Reply reply;
    const auto isThere = [&] {
        reply = takeReply(received);
        return reply.complete || socket.state() == QAbstractSocket::UnconnectedState;
    };
    if (!QTest::qWaitFor(isThere, 20'000)) qWarning("no reply");
    return reply;
}

bool Client::waitForEnd()
{
    return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000);
}

bool Client::waitForBytes(qint64 count)
{
    return QTest::qWaitFor([this, count] { return received.size() >= count; }, 20'000);
}

Reply chat(const QUrl &server, const QString &model, const QJsonObject &changes)
{
    Client client(server);
    client.send(postRequest(chatBody(model, changes)));
    return client.reply();
}

RawEnd rawExchange(const QUrl &server, const QByteArray &request)
{
    RawEnd end;
    const quint16 port = quint16(server.port());
    const std::unique_ptr<QThread> thread(
        QThread::create([&end, port, request] { end = readToTheEnd(port, request); }));
    thread->start();
    if (!QTest::qWaitFor([&thread] { return thread->isFinished(); }, 20'000)) qFatal("the client hangs");
    return end;
}

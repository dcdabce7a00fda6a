#include "tests/bench/streamserver.h"
#include "tests/bench/wiretext.h"
#include "tests/support/tlsidentity.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSslServer>
#include <QSslSocket>

#include <sys/prctl.h>

#include <csignal>
#include <cstdio>

namespace burin::bench {

namespace {

void answer(QTcpSocket *socket, const QByteArray &request)
{
    const Ask ask = askOf(request.toStdString());
    const auto send = [socket](const std::string &bytes) {
        socket->write(bytes.data(), qint64(bytes.size()));
        socket->flush(); // a record of its own, as a provider flushes each event
    };
    send(streamHead());
    for (int i = 0; i < ask.count; ++i)
        send(tokenChunk(tokenText(i)));
    send(streamTail(ask.count));
    socket->disconnectFromHost();
}

} // namespace

int serveTlsStreams()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    QSslServer server;
    server.setSslConfiguration(tlsConfiguration(TlsIdentity::Valid));
    QObject::connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, request = QByteArray()]() mutable {
            request += socket->readAll();
            // The body ends with the brace that closes it: enough for a client that we wrote.
            if (request.endsWith('}')) answer(socket, std::exchange(request, {}));
        });
    });
    if (!server.listen(QHostAddress::LocalHost)) return 1;
    std::printf("%d\n", server.serverPort());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

QUrl startServer(QProcess &process, const QString &argument)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {argument});
    if (!process.waitForReadyRead()) qFatal("the server did not start");
    const QString scheme =
        argument == QLatin1StringView("--serve-tls") ? QStringLiteral("https") : QStringLiteral("http");
    return QUrl(QStringLiteral("%1://127.0.0.1:%2/v1").arg(scheme).arg(process.readLine().trimmed().toInt()));
}

} // namespace burin::bench

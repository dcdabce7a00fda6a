#include "core/simulator/headfaults.h"

#include "core/simulator/connection.h"

namespace burin::simulator {

namespace {

using Ending = Scenario::Ending;

constexpr std::chrono::milliseconds BetweenBytes{100};

/// A header that never ends; dies with the connection.
void dribble(Connection *connection)
{
    connection->writeRaw("HTTP/1.1 200 OK\r\nX-Slow: ");
    auto *const timer = new QTimer(connection);
    QObject::connect(timer, &QTimer::timeout, connection, [connection] { connection->writeRaw("x"); });
    timer->start(BetweenBytes);
}

} // namespace

bool breaksHead(Ending ending)
{
    switch (ending) {
    case Ending::CloseBeforeHead:
    case Ending::ResetBeforeHead:
    case Ending::StallBeforeHead:
    case Ending::DribbledHead:
    case Ending::HalfHead:
    case Ending::GarbageHead:
        return true;
    default:
        return false;
    }
}

void breakHead(Connection *connection, Ending ending)
{
    switch (ending) {
    case Ending::ResetBeforeHead:
        connection->reset();
        return;
    case Ending::StallBeforeHead:
        return;
    case Ending::DribbledHead:
        dribble(connection);
        return;
    case Ending::HalfHead:
        connection->writeRaw("HTTP/1.1 20");
        break;
    case Ending::GarbageHead:
        connection->writeRaw("220 mail.example ESMTP\r\n");
        break;
    default:
        break;
    }
    connection->close();
}

} // namespace burin::simulator

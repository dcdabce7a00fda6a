#include "tests/support/scriptedconnection.h"

#include <sys/socket.h>

namespace burin {

using namespace std::chrono_literals;

namespace {

/// More is not put into the socket at once, so that "as fast as the client takes it" needs no memory.
constexpr qint64 WriteAhead = 256 * 1024;

} // namespace

ScriptedConnection::ScriptedConnection(QTcpSocket *socket, int number, ScriptedServer *server)
    : QObject(server), m_server(server), m_socket(socket), m_number(number)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        advance();
        play();
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &ScriptedConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &ScriptedConnection::leave);
    // Queued: it is emitted from inside flush(), in the midst of a step.
    connect(m_socket, &QTcpSocket::bytesWritten, this, &ScriptedConnection::resume, Qt::QueuedConnection);
}

void ScriptedConnection::read()
{
    if (m_left) return;
    m_input += m_socket->readAll();
    while (!m_left && !m_input.isEmpty()) {
        if (m_inRequest)
            readBody();
        else if (m_playing || !takeHead())
            return; // a request sent ahead of its answer waits; half a head too
    }
}

bool ScriptedConnection::takeHead()
{
    const qsizetype end = m_input.indexOf("\r\n\r\n");
    if (end < 0) return false;
    m_request = {};
    m_request.connection = m_number;
    m_request.head = m_input.first(end + 4);
    m_input.remove(0, end + 4);
    const QByteArrayList lines = m_request.head.trimmed().split('\n');
    const QByteArrayList words = lines.first().trimmed().split(' ');
    m_request.method = words.value(0);
    m_request.target = words.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        m_request.headers.emplace_back(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    m_bodySize = m_request.header("content-length").toLongLong();
    m_inRequest = true;
    m_index.reset();
    if (m_server->startsBeforeBody(m_request)) beginScript();
    if (m_inRequest && m_bodySize == 0) readBody();
    return true;
}

void ScriptedConnection::readBody()
{
    const qsizetype taken = std::min(m_bodySize - m_request.body.size(), m_input.size());
    m_request.body += m_input.first(taken);
    m_input.remove(0, taken);
    if (m_request.body.size() < m_bodySize) return;
    m_inRequest = false;
    if (m_index)
        m_server->amendBody(*m_index, m_request.body);
    else
        beginScript();
}

void ScriptedConnection::beginScript()
{
    m_index = m_server->m_requests.size();
    m_script = m_server->begin(m_request);
    m_step = 0;
    m_written = 0;
    m_playing = true;
    play();
}

void ScriptedConnection::resume()
{
    if (!m_pause.isActive()) play();
}

void ScriptedConnection::play()
{
    while (m_playing && !m_left) {
        if (m_step == m_script.steps().size()) {
            end();
            return;
        }
        if (!std::visit([this](const auto &step) { return play(step); }, m_script.steps().at(m_step))) return;
        advance();
    }
}

bool ScriptedConnection::play(const Script::Write &step)
{
    const qsizetype total = step.bytes.size() * step.times;
    const qsizetype before = m_written;
    while (m_written < total && m_socket->bytesToWrite() < WriteAhead) {
        const qsizetype from = m_written % step.bytes.size();
        const qsizetype rest = step.bytes.size() - from;
        const qsizetype size = step.pieceSize > 0 ? std::min(step.pieceSize, rest) : rest;
        m_written += size;
        m_socket->write(step.bytes.sliced(from, size));
        m_socket->flush();
        if (m_left) return false;
        const bool enough = step.pieceSize > 0 || m_written - before >= WriteAhead;
        if (enough && m_written < total) {
            // The next piece goes with the next turn of the event loop: a packet of its own, and time for the client,
            // which may live on this thread.
            QMetaObject::invokeMethod(this, &ScriptedConnection::resume, Qt::QueuedConnection);
            return false;
        }
    }
    return m_written >= total;
}

bool ScriptedConnection::play(const Script::Pause &step)
{
    m_pause.start(step.time);
    return false;
}

bool ScriptedConnection::play(const Script::Close &)
{
    end();
    m_socket->disconnectFromHost();
    return false;
}

bool ScriptedConnection::play(const Script::Drop &)
{
    // Behind the socket's back, so that TLS cannot say goodbye.
    end();
    shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_RDWR);
    return false;
}

bool ScriptedConnection::play(const Script::Reset &)
{
    reset();
    return false;
}

bool ScriptedConnection::play(const Script::Stall &)
{
    return false;
}

void ScriptedConnection::advance()
{
    ++m_step;
    m_written = 0;
}

/// The script is played; a request that came meanwhile is next.
void ScriptedConnection::end()
{
    if (!std::exchange(m_playing, false)) return;
    m_server->noteDone();
    if (!m_input.isEmpty()) QMetaObject::invokeMethod(this, &ScriptedConnection::read, Qt::QueuedConnection);
}

void ScriptedConnection::reset()
{
    // Closing with a linger time of zero makes the system send RST.
    const linger now{1, 0};
    setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
    leave();
}

void ScriptedConnection::leave()
{
    if (std::exchange(m_left, true)) return;
    m_pause.stop();
    end();
    m_server->noteLeft();
    deleteLater();
}

} // namespace burin

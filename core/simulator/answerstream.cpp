#include "core/simulator/answerstream.h"

#include <algorithm>

namespace burin::simulator {

namespace {

using namespace std::chrono_literals;
using Ending = Scenario::Ending;

/// More unsent bytes than this, and the stream waits for the client.
constexpr qint64 HighWater = 256 * 1024;
/// Tokens that are due within this time go out together.
constexpr std::chrono::milliseconds ShortestTick = 4ms;
/// A timer's range is limited; after this the stream looks again.
constexpr std::chrono::milliseconds LongestTick = 1h;
/// Long enough for the client to read the pieces one by one.
constexpr std::chrono::milliseconds BetweenPieces = 1ms;
/// An RST may overtake bytes the client has not read yet.
constexpr std::chrono::milliseconds BeforeReset = 30ms;

bool endsAtByte(Ending ending)
{
    return ending == Ending::Cut || ending == Ending::Reset || ending == Ending::Stall;
}

/// @p frame cut inside each of its characters of several bytes.
std::deque<QByteArray> cutCharacters(const QByteArray &frame)
{
    std::deque<QByteArray> pieces;
    qsizetype start = 0;
    for (qsizetype i = 0; i < frame.size(); ++i) {
        if (uchar(frame[i]) < 0xc0) continue;
        pieces.push_back(frame.mid(start, i + 1 - start));
        start = i + 1;
    }
    pieces.push_back(frame.mid(start));
    return pieces;
}

} // namespace

AnswerStream::AnswerStream(AnswerScript script, Scenario scenario, Connection *connection)
    : QObject(connection), m_script(std::move(script)), m_scenario(std::move(scenario)), m_connection(connection)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &AnswerStream::advance);
    connect(connection, &Connection::bytesWritten, this, [this] {
        if (!m_timer.isActive()) advance();
    });
}

void AnswerStream::start(const HttpHead &head)
{
    m_clock.start();
    m_connection->beginBody(head);
    if (endsAtByte(m_scenario.ending) && m_scenario.cutAt == 0)
        breakOff();
    else
        advance();
}

void AnswerStream::advance()
{
    while (!m_over && m_connection->bytesPending() < HighWater) {
        if (!m_pieces.empty()) {
            sendPiece();
            return;
        }
        if (errorIsDue()) {
            if (write(m_script.errorFrame())) finish();
            return;
        }
        if (m_step == m_script.size()) {
            finish();
            return;
        }
        if (m_script.isToken(m_step)) {
            if (!isDue()) {
                waitForNextToken();
                return;
            }
            ++m_tokensSent;
        }
        if (!sendFrame(m_script.frame(m_step++))) return;
    }
}

bool AnswerStream::errorIsDue() const
{
    return m_scenario.ending == Ending::ErrorInStream &&
           (m_bodyBytes >= m_scenario.cutAt || m_step >= m_script.firstOfEnd());
}

bool AnswerStream::isDue() const
{
    const std::chrono::duration<double> writing =
        std::chrono::nanoseconds(m_clock.nsecsElapsed()) - m_scenario.firstTokenDelay;
    if (writing.count() < 0) return false;
    return m_scenario.tokensPerSecond <= 0 || double(m_tokensSent) <= writing.count() * m_scenario.tokensPerSecond;
}

void AnswerStream::waitForNextToken()
{
    std::chrono::duration<double> due = m_scenario.firstTokenDelay;
    if (m_scenario.tokensPerSecond > 0) due += std::chrono::duration<double>(m_tokensSent / m_scenario.tokensPerSecond);
    const auto wait =
        std::chrono::ceil<std::chrono::milliseconds>(due - std::chrono::nanoseconds(m_clock.nsecsElapsed()));
    m_timer.start(std::clamp<std::chrono::milliseconds>(wait, ShortestTick, LongestTick));
}

bool AnswerStream::sendFrame(const QByteArray &frame)
{
    if (!m_scenario.splitUtf8) return write(frame);
    m_pieces = cutCharacters(frame);
    return true;
}

void AnswerStream::sendPiece()
{
    const QByteArray piece = m_pieces.front();
    m_pieces.pop_front();
    if (write(piece)) m_timer.start(m_pieces.empty() ? 0ms : BetweenPieces);
}

bool AnswerStream::write(const QByteArray &bytes)
{
    const qint64 room = m_scenario.cutAt - m_bodyBytes;
    if (endsAtByte(m_scenario.ending) && bytes.size() >= room) {
        m_connection->writeBody(bytes.left(room));
        breakOff();
        return false;
    }
    m_connection->writeBody(bytes);
    m_bodyBytes += bytes.size();
    return true;
}

void AnswerStream::breakOff()
{
    m_over = true;
    if (m_scenario.ending == Ending::Cut) m_connection->close();
    if (m_scenario.ending == Ending::Reset) QTimer::singleShot(BeforeReset, m_connection, &Connection::reset);
}

void AnswerStream::finish()
{
    m_over = true;
    m_connection->endBody();
    deleteLater();
}

} // namespace burin::simulator

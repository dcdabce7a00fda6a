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

/// Pings come more often than any limit on silence.
constexpr std::chrono::milliseconds BetweenPings = 100ms;

/// Endings that break an answer off before its end.
bool breaksOff(Ending ending)
{
    switch (ending) {
    case Ending::Cut:
    case Ending::Reset:
    case Ending::Stall:
    case Ending::Pings:
    case Ending::BadChunk:
    case Ending::NegativeChunk:
    case Ending::HugeChunk:
    case Ending::ShortLength:
        return true;
    default:
        return false;
    }
}

/// What stands where the size of a chunk should.
QByteArray brokenChunk(Ending ending)
{
    switch (ending) {
    case Ending::BadChunk:
        return "zz\r\nno chunk\r\n";
    case Ending::NegativeChunk:
        return "-5\r\nno chunk\r\n";
    case Ending::HugeChunk:
        return "FFFFFFFFFFFFFFFFFF\r\nno chunk\r\n";
    default:
        return {};
    }
}

/// Behind the first byte of the first character of several bytes; -1 if there is none.
qsizetype insideCharacter(const QByteArray &frame)
{
    const auto lead = std::ranges::find_if(frame, [](char c) { return uchar(c) >= 0xc0; });
    return lead == frame.end() ? -1 : lead - frame.begin() + 1;
}

std::deque<QByteArray> singleBytes(const QByteArray &frame)
{
    std::deque<QByteArray> pieces;
    for (const char byte : frame)
        pieces.emplace_back(1, byte);
    return pieces;
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
    : QObject(connection),
      m_script(std::move(script)),
      m_scenario(std::move(scenario)),
      m_connection(connection),
      m_breaks(breaksOff(m_scenario.ending))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &AnswerStream::advance);
    connect(&m_pings, &QTimer::timeout, this, [this] { m_connection->writeBody(m_script.keepAlive()); });
    connect(connection, &Connection::bytesWritten, this, [this] {
        if (!m_timer.isActive()) advance();
    });
}

void AnswerStream::start(const HttpHead &head)
{
    m_clock.start();
    m_connection->beginBody(head);
    if (m_breaks && m_scenario.cutPlace == Scenario::CutPlace::Byte && m_scenario.cutAt == 0)
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
            if (write(m_script.errorFrame(complaintFor(500, m_scenario.error)))) finish();
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
            if (breaksHere()) {
                breakInside(m_script.frame(m_step++));
                continue;
            }
            ++m_tokensSent;
        }
        if (!sendFrame(m_script.frame(m_step++))) return;
    }
}

bool AnswerStream::breaksHere() const
{
    return m_breaks && m_scenario.cutPlace != Scenario::CutPlace::Byte && m_tokensSent >= m_scenario.cutAfter;
}

void AnswerStream::breakInside(const QByteArray &frame)
{
    qsizetype length = 0;
    if (m_scenario.cutPlace == Scenario::CutPlace::Json) length = frame.size() / 2;
    if (m_scenario.cutPlace == Scenario::CutPlace::Character) length = insideCharacter(frame);
    m_connection->writeBody(length < 0 ? frame : frame.left(length));
    ++m_tokensSent;
    if (length >= 0) breakOff();
}

bool AnswerStream::errorIsDue() const
{
    if (m_scenario.ending != Ending::ErrorInStream) return false;
    const bool there = m_scenario.cutPlace == Scenario::CutPlace::Byte ? m_bodyBytes >= m_scenario.cutAt
                                                                       : m_tokensSent >= m_scenario.cutAfter;
    return there || m_step >= m_script.firstOfEnd();
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
    const bool slowly = m_scenario.byteDelay.count() > 0;
    if (!slowly && !m_scenario.splitUtf8) return write(frame);
    m_pieces = slowly ? singleBytes(frame) : cutCharacters(frame);
    return true;
}

void AnswerStream::sendPiece()
{
    const QByteArray piece = m_pieces.front();
    m_pieces.pop_front();
    const std::chrono::milliseconds pause = std::max(BetweenPieces, m_scenario.byteDelay);
    if (write(piece)) m_timer.start(m_pieces.empty() ? 0ms : pause);
}

bool AnswerStream::write(const QByteArray &bytes)
{
    const qint64 room = m_scenario.cutAt - m_bodyBytes;
    if (m_breaks && m_scenario.cutPlace == Scenario::CutPlace::Byte && bytes.size() >= room) {
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
    switch (m_scenario.ending) {
    case Ending::Stall:
        return;
    case Ending::Pings:
        m_pings.start(BetweenPings);
        return;
    case Ending::Reset:
        QTimer::singleShot(BeforeReset, m_connection, &Connection::reset);
        return;
    default:
        m_connection->writeRaw(brokenChunk(m_scenario.ending));
        m_connection->close();
    }
}

void AnswerStream::finish()
{
    m_over = true;
    if (m_scenario.ending == Ending::ShortLength)
        m_connection->close();
    else
        m_connection->endBody();
    deleteLater();
}

} // namespace burin::simulator

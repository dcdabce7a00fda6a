#include "core/engine/replayer.h"

#include <algorithm>
#include <cmath>

namespace burin {

Replayer::Replayer(ReplayTimeline timeline, double speed, QObject *parent)
    : QObject(parent), m_timeline(std::move(timeline)), m_speed(speed)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Replayer::advance);
}

void Replayer::play()
{
    if (m_clock.isValid()) return;
    m_clock.start();
    m_timer.start(0);
}

void Replayer::pause()
{
    m_base = position();
    m_clock.invalidate();
    m_timer.stop();
}

microseconds Replayer::position() const
{
    if (!m_clock.isValid()) return m_base;
    if (m_speed <= 0) return m_timeline.end;
    const double played = double(m_clock.nsecsElapsed()) / 1000 * m_speed;
    return std::min(m_timeline.end, m_base + microseconds(std::llround(played)));
}

void Replayer::seek(microseconds position)
{
    m_base = std::clamp(position, microseconds(0), m_timeline.end);
    m_reached = momentAt(m_timeline, m_base);
    if (!m_clock.isValid()) return;
    m_clock.start();
    m_timer.start(0);
}

void Replayer::advance()
{
    const microseconds now = position();
    const ReplayMoment before = std::exchange(m_reached, momentAt(m_timeline, now));
    const ReplayMoment after = m_reached; // a handler may seek
    if (now >= m_timeline.end)
        pause();
    else
        waitForNext();
    if (after.reasoning > before.reasoning)
        Q_EMIT reasoningAdded(m_timeline.reasoning.sliced(before.reasoning, after.reasoning - before.reasoning));
    if (after.text > before.text) Q_EMIT textAdded(m_timeline.text.sliced(before.text, after.text - before.text));
    if (now >= m_timeline.end) Q_EMIT finished();
}

void Replayer::waitForNext()
{
    const auto index = size_t(m_reached.points);
    const microseconds next = index < m_timeline.points.size() ? m_timeline.points[index].at : m_timeline.end;
    const double wait = double((next - position()).count()) / 1000 / m_speed;
    m_timer.start(int(std::clamp(std::ceil(wait), 0.0, 60'000.0))); // wakes up early at most: advance() looks again
}

} // namespace burin

#include "ui/history/replayclock.h"

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto Frame = 33ms;

} // namespace

ReplayClock::ReplayClock(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(Frame);
    connect(&m_timer, &QTimer::timeout, this, &ReplayClock::tick);
}

void ReplayClock::reset(Time length)
{
    pause();
    m_length = length;
    moveTo({});
}

void ReplayClock::play()
{
    if (isPlaying()) return;
    if (m_position >= m_length) moveTo({});
    m_sinceTick.start();
    m_timer.start();
    Q_EMIT playingChanged(true);
}

void ReplayClock::pause()
{
    if (!isPlaying()) return;
    m_timer.stop();
    Q_EMIT playingChanged(false);
}

void ReplayClock::seek(Time position)
{
    moveTo(std::clamp(position, Time(0), m_length));
}

void ReplayClock::setSpeed(double factor)
{
    m_speed = factor;
}

void ReplayClock::tick()
{
    const double passed = double(m_sinceTick.nsecsElapsed()) / 1000 * m_speed;
    m_sinceTick.start();
    const Time next = m_speed > 0 ? m_position + Time(std::llround(passed)) : m_length;
    moveTo(std::min(next, m_length));
    if (m_position >= m_length) pause();
}

void ReplayClock::moveTo(Time position)
{
    m_position = position;
    Q_EMIT moved(position);
}

} // namespace burin

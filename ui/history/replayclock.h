#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace burin {

/// Where in a recording one is: moved by hand, or by time while it plays.
class ReplayClock : public QObject {
    Q_OBJECT
public:
    using Time = std::chrono::microseconds;

    explicit ReplayClock(QObject *parent = nullptr);

    /// Goes back to the beginning of a recording of @p length.
    void reset(Time length);
    Time length() const { return m_length; }
    Time position() const { return m_position; }
    bool isPlaying() const { return m_timer.isActive(); }

    /// From the beginning when it is at the end.
    void play();
    void pause();
    void seek(Time position);
    /// 1 = as it was, 4 = four times as fast, 0 = at once.
    void setSpeed(double factor);

Q_SIGNALS:
    void moved(std::chrono::microseconds position);
    void playingChanged(bool playing);

private:
    void tick();
    void moveTo(Time position);

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    Time m_length{0};
    Time m_position{0};
    double m_speed = 1;
};

} // namespace burin

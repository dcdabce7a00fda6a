#pragma once

#include "core/domain/replay.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace burin {

/// Plays an answer as it came, faster or slower; needs no network. Emits the pieces of content that momentAt() says
/// are new, so the state at any time is a pure function. Lives on one thread; its owner deletes it.
class Replayer : public QObject {
    Q_OBJECT
public:
    /// @p speed: 1 = as it was, 10 = ten times as fast, 0 = at once.
    Replayer(ReplayTimeline timeline, double speed, QObject *parent = nullptr);

    /// Goes on from position(). Signals follow later, never from inside.
    void play();
    void pause();
    /// The time that has been played, within the timeline.
    microseconds position() const;
    /// Goes to @p position without playing what lies between; reached() says how much is there then.
    void seek(microseconds position);
    const ReplayMoment &reached() const { return m_reached; }

Q_SIGNALS:
    void textAdded(const QString &text);
    void reasoningAdded(const QString &text);
    void finished(); ///< The end was reached by playing; play() after seek() can reach it again.

private:
    void advance();
    void waitForNext();

    ReplayTimeline m_timeline;
    double m_speed;
    ReplayMoment m_reached;
    microseconds m_base{0}; ///< Position when the clock was started.
    QElapsedTimer m_clock;  ///< Valid while playing.
    QTimer m_timer;
};

} // namespace burin

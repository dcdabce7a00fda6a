#pragma once

#include "core/domain/replay.h"

#include <QWidget>

namespace burin {

/// An answer over time, drawn: a tick where content arrived, the time to the first one and the longest gap shaded, and
/// a line where one is. A click or a drag moves it; the keyboard uses the slider below it.
class ReplayStrip : public QWidget {
    Q_OBJECT
public:
    explicit ReplayStrip(QWidget *parent = nullptr);

    void setTimeline(const ReplayTimeline &timeline);
    void setPosition(std::chrono::microseconds position);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void seekRequested(std::chrono::microseconds position);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QRect band() const;
    int xOf(std::chrono::microseconds time) const;
    void paintSpan(QPainter &painter, const ReplayGap &span, const QColor &color) const;
    void paintTicks(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;
    void seekTo(int x);

    ReplayTimeline m_timeline;
    ReplayPace m_pace;
    std::chrono::microseconds m_position{0};
};

} // namespace burin

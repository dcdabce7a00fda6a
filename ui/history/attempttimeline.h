#pragma once

#include "ui/history/attemptchart.h"

#include <QWidget>

namespace burin {

/// The attempts of a run drawn as bars over one axis of time: what each waited for, connected, streamed, and why it was
/// followed by another. The table of attempts has the same figures.
class AttemptTimeline : public QWidget {
    Q_OBJECT
public:
    explicit AttemptTimeline(QWidget *parent = nullptr);

    void setChart(const AttemptChart &chart);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int xOf(milliseconds time) const;
    QRect rowRect(int row) const;
    QRect phaseRect(const AttemptPhase &phase, int row) const;
    int rowHeight() const;
    int barHeight() const;
    /// The height of the lines of the legend; draws it where there is a painter.
    int legend(QPainter *painter, int width) const;
    void paintBar(QPainter &painter, int row) const;
    void paintAxis(QPainter &painter) const;

    AttemptChart m_chart;
};

} // namespace burin

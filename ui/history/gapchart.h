#pragma once

#include "core/domain/replay.h"

#include <QWidget>

namespace burin {

/// The silences of an answer over its time: a bar for each gap between two pieces as high as it was long, with lines at
/// the median and at the length that 95 of 100 do not exceed.
class GapChart : public QWidget {
    Q_OBJECT
public:
    explicit GapChart(QWidget *parent = nullptr);

    void setTimeline(const ReplayTimeline &timeline);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QRect plot() const;
    int yOf(microseconds gap) const;
    void paintLine(QPainter &painter, microseconds gap, const QString &name) const;

    std::vector<ReplayGap> m_gaps;
    ReplayPace m_pace;
    microseconds m_end{0};
};

} // namespace burin

#pragma once

#include "ui/costs/chartcanvas.h"

namespace burin {

/// Values as cells of a grid, a row for each series: the stronger the colour, the larger the value.
class HeatMap : public ChartCanvas {
    Q_OBJECT
public:
    explicit HeatMap(QWidget *parent = nullptr);
    void setData(const ChartData &data) override;
    QRectF markRect(int category, int series) const override;
    QWidget *clickTarget() override { return this; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Place {
        int category;
        int series;
    };
    std::optional<Place> placeAt(QPointF point) const;
    QRectF grid() const;
    void paintScale(QPainter &painter) const;

    ChartData m_data;
    qint64 m_highest = 0;
};

} // namespace burin

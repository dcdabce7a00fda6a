#pragma once

#include "ui/costs/chartdata.h"

#include <QWidget>

namespace burin {

/// What draws a chart. Its colours are the theme's; a value's tool tip is chartTip().
class ChartCanvas : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual void setData(const ChartData &data) = 0;
    /// Where a value is drawn, in coordinates of clickTarget(); empty where it is not.
    virtual QRectF markRect(int category, int series) const = 0;
    /// The widget that gets the clicks.
    virtual QWidget *clickTarget() = 0;

Q_SIGNALS:
    void markClicked(int category, int series);
};

} // namespace burin

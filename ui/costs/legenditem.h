#pragma once

#include <QAbstractButton>
#include <QColor>

namespace burin {

/// A line of a chart's legend: a swatch, a name and a figure. Unchecked, its series is hidden from the chart.
class LegendItem : public QAbstractButton {
    Q_OBJECT
public:
    LegendItem(const QString &name, const QString &figure, QWidget *parent = nullptr);
    void setColor(const QColor &color);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_figure;
    QColor m_color;
};

} // namespace burin

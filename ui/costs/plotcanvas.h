#pragma once

#include "ui/costs/chartcanvas.h"
#include "ui/costs/costcharts.h"

#include <set>

class QAbstractBarSeries;
class QBarCategoryAxis;
class QBarSet;
class QChart;
class QChartView;
class QGraphicsSimpleTextItem;
class QLineSeries;
class QValueAxis;

namespace burin {

/// Draws stacked bars, horizontal bars or lines with QtCharts.
class PlotCanvas : public ChartCanvas {
    Q_OBJECT
public:
    explicit PlotCanvas(ChartKind kind, QWidget *parent = nullptr);
    void setData(const ChartData &data) override;
    QRectF markRect(int category, int series) const override;
    QWidget *clickTarget() override;
    /// Takes a series out of the drawing, or puts it back.
    void setShown(int series, bool shown);
    QChartView *view() const { return m_view; }

private:
    void rebuild();
    void addBars();
    void addLines();
    void addLine(int series);
    void finishLine(QLineSeries *line, int series);
    void watch(QBarSet *bars, int series);
    void scaleAxis();
    void makeLabels();
    void recolor();
    void place();
    void hover(bool inside, int category, int series);
    std::optional<qint64> shown(int category, int series) const;
    double coordinate(qint64 value) const { return double(value) / m_divisor; }

    const ChartKind m_kind;
    ChartData m_data;
    std::set<int> m_hidden; ///< Series taken out.
    double m_divisor = 1;
    QChart *m_chart;
    QChartView *m_view;
    QBarCategoryAxis *m_categories;
    QValueAxis *m_positions; ///< Lines: the categories as numbers.
    QValueAxis *m_values;
    QAbstractBarSeries *m_bars = nullptr;
    std::vector<std::pair<QLineSeries *, int>> m_lines; ///< With their series; a gap begins another one.
    std::vector<QGraphicsSimpleTextItem *> m_labels;    ///< Own ones: the chart's would be cut to the width of a bar.
};

} // namespace burin

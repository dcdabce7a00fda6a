#pragma once

#include "ui/costs/costseries.h"

#include <QWidget>

#include <set>

class QBarCategoryAxis;
class QBarSet;
class QChart;
class QChartView;
class QGraphicsSimpleTextItem;
class QStackedBarSeries;
class QValueAxis;
class QVBoxLayout;

namespace burin {

class LegendItem;

/// The cost per day or week, stacked by model, with a legend whose lines hide and show their series.
class CostChart : public QWidget {
    Q_OBJECT
public:
    explicit CostChart(QWidget *parent = nullptr);
    void setData(const CostChartData &data);
    /// Where the part of @p bucket and @p series is drawn, in coordinates of view()'s viewport.
    QRectF partRect(int bucket, int series) const;
    QChartView *view() const { return m_view; }

Q_SIGNALS:
    void partClicked(int bucket, int series);

private:
    QWidget *makeLegend();
    void rebuildBars();
    void rebuildLegend();
    void addBars(int series);
    void scaleAxis();
    void recolor();
    void place();
    void showTip(int bucket, int series) const;
    Money shown(int bucket, int series) const;

    CostChartData m_data;
    std::set<int> m_hidden; ///< Series taken out by the legend.
    QChart *m_chart;
    QChartView *m_view;
    QBarCategoryAxis *m_days;
    QValueAxis *m_money;
    QStackedBarSeries *m_bars = nullptr;
    QVBoxLayout *m_legend;
    std::vector<LegendItem *> m_items;
    std::vector<QGraphicsSimpleTextItem *> m_labels; ///< Own ones: the chart's would be cut to the width of a bar.
};

} // namespace burin

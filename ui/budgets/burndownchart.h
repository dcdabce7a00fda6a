#pragma once

#include "ui/budgets/burndown.h"

#include <QWidget>

class QAreaSeries;
class QChart;
class QChartView;
class QLineSeries;
class QStackedWidget;
class QToolButton;
class QValueAxis;

namespace burin {

class CellModel;
class DataTable;

/// How a budget burns down: what is left as a line, the projection as a broken one in its band, the limits of the
/// thresholds as grid lines. Has its figures as a table too.
class BurnDownChart : public QWidget {
    Q_OBJECT
public:
    explicit BurnDownChart(QWidget *parent = nullptr);
    void setReport(const BudgetReport &report);

private:
    void draw();
    void drawProjection();
    void scale();
    void recolor();

    BurnDown m_data;
    QChart *m_chart;
    QChartView *m_view;
    QValueAxis *m_time;
    QValueAxis *m_money;
    QLineSeries *m_left;
    QLineSeries *m_expected;
    QLineSeries *m_low;
    QLineSeries *m_high;
    QAreaSeries *m_band;
    QLineSeries *m_zero;
    QStackedWidget *m_twins;
    CellModel *m_model;
    DataTable *m_table;
    QToolButton *m_asTable;
};

} // namespace burin

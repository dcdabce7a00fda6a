#pragma once

#include "ui/costs/chartfile.h"
#include "ui/costs/costcharts.h"

#include <QFrame>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace burin {

class CellModel;
class ChartCanvas;
class DataTable;
class EmptyState;
class FlowLayout;

/// One chart of the costs with its title, its legend, its table twin and its ways out. It draws what it was given when
/// it comes into view, so that a long page costs what is seen of it.
class ChartCard : public QFrame {
    Q_OBJECT
public:
    explicit ChartCard(const CostChartRow &chart, QWidget *parent = nullptr);
    void setData(const ChartData &data);
    /// Draws the data that came while the card was out of view, if any of it is in view now.
    void drawIfSeen();
    ChartCanvas *canvas() const { return m_canvas; }

Q_SIGNALS:
    /// A mark or a row of the table was clicked.
    void runsRequested(const burin::RunQuery &query);
    void exportRequested(const burin::ChartFile &file);

private:
    void makeHead();
    void draw();
    void drawLegend();
    void showSide();
    void requestRuns(int category, int series);
    void exportAs(ChartFormat format);

    const CostChartRow &m_row;
    ChartData m_data;
    bool m_stale = false;
    QLabel *m_title;
    QLabel *m_note;
    QToolButton *m_asTable;
    QToolButton *m_export;
    ChartCanvas *m_canvas;
    CellModel *m_model;
    DataTable *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_sides;
    QWidget *m_legend;
    FlowLayout *m_legendItems;
};

} // namespace burin

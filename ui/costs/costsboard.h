#pragma once

#include "core/domain/history.h"
#include "ui/costs/costseries.h"

#include <QWidget>

#include <vector>

class QFrame;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace burin {

class CellModel;
class CostChart;
class CostTile;
class DataTable;
class SortedCells;

/// The figures of one report: tiles, the chart with its table twin, the models.
class CostsBoard : public QWidget {
    Q_OBJECT
public:
    explicit CostsBoard(QWidget *parent = nullptr);
    void setReport(const CostReport &report);

Q_SIGNALS:
    void runsRequested(const burin::RunQuery &query);

private:
    QWidget *makeTiles();
    QFrame *makeChart();
    QFrame *makeModels();
    void requestPart(int bucket, int series);
    void requestModel(int row);

    CostReport m_report;
    CostChartData m_data;
    std::vector<CostTile *> m_tiles;
    QLabel *m_title;
    QToolButton *m_asTable;
    QStackedWidget *m_twins;
    CostChart *m_chart;
    CellModel *m_twinModel;
    DataTable *m_twin;
    CellModel *m_modelModel;
    SortedCells *m_sorted;
    DataTable *m_models;
};

} // namespace burin

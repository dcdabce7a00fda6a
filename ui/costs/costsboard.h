#pragma once

#include "ui/costs/chartfile.h"
#include "ui/costs/costcharts.h"

#include <QScrollArea>

#include <vector>

class QFrame;
class QGridLayout;

namespace burin {

class CellModel;
class ChartCard;
class CostTile;
class CostViewBar;
class DataTable;
class SortedCells;

/// The figures of one overview: tiles, charts in two columns, the models. Scrolls.
class CostsBoard : public QScrollArea {
    Q_OBJECT
public:
    explicit CostsBoard(QWidget *parent = nullptr);
    void setOverview(const CostOverview &overview);
    CostViewBar *viewBar() const { return m_viewBar; }

Q_SIGNALS:
    void runsRequested(const burin::RunQuery &query);
    void exportRequested(const burin::ChartFile &file);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTiles();
    void makeCharts();
    QFrame *makeModels();
    void arrange();
    void drawCharts();
    void drawSeen();

    CostOverview m_overview;
    int m_columns = 0;
    std::vector<CostTile *> m_tiles;
    QGridLayout *m_tileGrid;
    CostViewBar *m_viewBar;
    std::vector<ChartCard *> m_charts;
    QGridLayout *m_chartGrid;
    CellModel *m_modelModel;
    SortedCells *m_sorted;
    DataTable *m_models;
};

} // namespace burin

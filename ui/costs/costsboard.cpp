#include "ui/costs/costsboard.h"

#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/labels.h"
#include "ui/common/sortedcells.h"
#include "ui/costs/chartcard.h"
#include "ui/costs/costtexts.h"
#include "ui/costs/costtiles.h"
#include "ui/costs/costviewbar.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

constexpr int TileCount = 6;
constexpr int CostColumn = 1;
constexpr int MostModelRows = 12; ///< That are seen without scrolling the table.

} // namespace

CostsBoard::CostsBoard(QWidget *parent)
    : QScrollArea(parent),
      m_tileGrid(new QGridLayout),
      m_viewBar(new CostViewBar(this)),
      m_chartGrid(new QGridLayout),
      m_modelModel(new CellModel(this)),
      m_sorted(new SortedCells(this)),
      m_models(new DataTable(this))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Figures of the costs"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, theme().space(1), 0);
    layout->setSpacing(theme().space(3));
    layout->addWidget(makeTiles());
    layout->addWidget(m_viewBar);
    makeCharts();
    layout->addLayout(m_chartGrid);
    layout->addWidget(makeModels());
    layout->addStretch();
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    connect(m_viewBar, &CostViewBar::lookChanged, this, &CostsBoard::drawCharts);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &CostsBoard::drawSeen);
}

QWidget *CostsBoard::makeTiles()
{
    auto *tiles = new QWidget(this);
    tiles->setLayout(m_tileGrid);
    m_tileGrid->setContentsMargins(0, 0, 0, 0);
    m_tileGrid->setSpacing(theme().space(3));
    for (int i = 0; i < TileCount; ++i)
        m_tiles.push_back(new CostTile(tiles));
    return tiles;
}

void CostsBoard::makeCharts()
{
    m_chartGrid->setSpacing(theme().space(3));
    for (const CostChartRow &row : costChartRows()) {
        auto *card = new ChartCard(row, this);
        connect(card, &ChartCard::runsRequested, this, &CostsBoard::runsRequested);
        connect(card, &ChartCard::exportRequested, this, &CostsBoard::exportRequested);
        m_charts.push_back(card);
    }
}

QFrame *CostsBoard::makeModels()
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    m_sorted->setSourceModel(m_modelModel);
    m_models->setModel(m_sorted);
    m_models->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_models->setAccessibleName(tr("Cost by model"));
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_models);
    connect(m_models, &DataTable::rowTriggered, this, [this](const QModelIndex &index) {
        const CostLine &line = m_overview.models[size_t(m_sorted->mapToSource(index).row())];
        Q_EMIT runsRequested(runsOf(m_overview.filter, QStringLiteral("model"), line));
    });
    return card;
}

void CostsBoard::setOverview(const CostOverview &overview)
{
    const bool first = m_modelModel->columnCount() == 0;
    m_overview = overview;
    const std::vector<TileFigures> figures = tileFigures(overview);
    for (size_t i = 0; i < m_tiles.size(); ++i)
        m_tiles[i]->setFigures(figures[i]);
    drawCharts();
    m_modelModel->setTable(modelTable(overview));
    QHeaderView *header = m_models->horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        header->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    const int rows = std::clamp(m_sorted->rowCount(), 3, MostModelRows) + 1;
    m_models->setFixedHeight(header->sizeHint().height() + rows * m_models->verticalHeader()->defaultSectionSize());
    if (!first) return;
    m_models->setSortingEnabled(true);
    m_models->sortByColumn(CostColumn, Qt::DescendingOrder);
    header->setSortIndicatorShown(false);
}

void CostsBoard::drawCharts()
{
    for (size_t i = 0; i < m_charts.size(); ++i)
        m_charts[i]->setData(costChartRows()[i].data(m_overview, m_viewBar->view()));
}

void CostsBoard::drawSeen()
{
    for (ChartCard *card : m_charts)
        card->drawIfSeen();
}

/// The first chart has all the width, the others two columns where there is room; tiles six or three in a row.
void CostsBoard::arrange()
{
    const int columns = width() < theme().space(230) ? 1 : 2;
    if (std::exchange(m_columns, columns) == columns) return;
    const int tilesInRow = columns == 1 ? TileCount / 2 : TileCount;
    for (int i = 0; i < TileCount; ++i)
        m_tileGrid->addWidget(m_tiles[size_t(i)], i / tilesInRow, i % tilesInRow);
    for (int i = 0; i < TileCount; ++i)
        m_tileGrid->setColumnStretch(i, i < tilesInRow ? 1 : 0);
    m_chartGrid->addWidget(m_charts.front(), 0, 0, 1, columns);
    for (int i = 1; i < int(m_charts.size()); ++i)
        m_chartGrid->addWidget(m_charts[size_t(i)], 1 + (i - 1) / columns, (i - 1) % columns);
    m_chartGrid->setColumnStretch(0, 1);
    m_chartGrid->setColumnStretch(1, columns - 1);
}

void CostsBoard::resizeEvent(QResizeEvent *event)
{
    arrange();
    QScrollArea::resizeEvent(event);
    drawSeen();
}

void CostsBoard::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    drawSeen();
}

} // namespace burin

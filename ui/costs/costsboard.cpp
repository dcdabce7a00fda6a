#include "ui/costs/costsboard.h"

#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/labels.h"
#include "ui/common/sortedcells.h"
#include "ui/costs/costchart.h"
#include "ui/costs/costtiles.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

constexpr int TileCount = 5;

/// The first column of names takes the room that the figures leave.
void sizeColumns(DataTable *table, int nameColumn)
{
    QHeaderView *header = table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        header->setSectionResizeMode(column,
                                     column == nameColumn ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

} // namespace

CostsBoard::CostsBoard(QWidget *parent)
    : QWidget(parent),
      m_title(plainLabel(LabelStyle::Body, {}, this)),
      m_asTable(new QToolButton(this)),
      m_twins(new QStackedWidget(this)),
      m_chart(new CostChart(this)),
      m_twinModel(new CellModel(this)),
      m_twin(new DataTable(this)),
      m_modelModel(new CellModel(this)),
      m_sorted(new SortedCells(this)),
      m_models(new DataTable(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    layout->addWidget(makeTiles());
    layout->addWidget(makeChart(), 3);
    layout->addWidget(makeModels(), 2);
}

QWidget *CostsBoard::makeTiles()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    for (int i = 0; i < TileCount; ++i) {
        m_tiles.push_back(new CostTile(row));
        layout->addWidget(m_tiles.back(), 1);
    }
    return row;
}

QFrame *CostsBoard::makeChart()
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    m_asTable->setText(tr("Table"));
    m_asTable->setIcon(icon(QStringLiteral("table")));
    m_asTable->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_asTable->setCheckable(true);
    m_asTable->setAccessibleName(tr("Show the chart as a table"));
    m_twin->setModel(m_twinModel);
    m_twin->setAccessibleName(tr("Cost by time and model"));
    m_twin->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_twins->addWidget(m_chart);
    m_twins->addWidget(m_twin);
    m_twins->setMinimumHeight(theme().space(45));

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_asTable);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    layout->addLayout(head);
    layout->addWidget(m_twins, 1);
    connect(m_asTable, &QToolButton::toggled, m_twins, [this](bool table) { m_twins->setCurrentIndex(table ? 1 : 0); });
    connect(m_chart, &CostChart::partClicked, this, &CostsBoard::requestPart);
    connect(m_twin, &DataTable::rowTriggered, this, [this](const QModelIndex &index) {
        const auto [bucket, series] = costTableRows(m_data)[size_t(index.row())];
        requestPart(bucket, series);
    });
    return card;
}

QFrame *CostsBoard::makeModels()
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    m_sorted->setSourceModel(m_modelModel);
    m_models->setModel(m_sorted);
    m_models->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_models->setAccessibleName(tr("Cost by model"));
    m_models->setMinimumHeight(theme().space(28));
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_models);
    connect(m_models, &DataTable::rowTriggered, this,
            [this](const QModelIndex &index) { requestModel(m_sorted->mapToSource(index).row()); });
    return card;
}

void CostsBoard::setReport(const CostReport &report)
{
    const bool first = m_modelModel->columnCount() == 0;
    m_report = report;
    m_data = costChartData(report);
    const std::vector<TileFigures> figures = tileFigures(report);
    for (size_t i = 0; i < m_tiles.size(); ++i)
        m_tiles[i]->setFigures(figures[i]);
    m_title->setText(m_data.weekly ? tr("Cost per week by model, in US dollars")
                                   : tr("Cost per day by model, in US dollars"));
    m_chart->setData(m_data);
    m_twinModel->setTable(costTable(m_data));
    m_modelModel->setTable(modelTable(report));
    sizeColumns(m_twin, 1);
    sizeColumns(m_models, 0);
    if (!first) return;
    m_models->setSortingEnabled(true);
    m_models->sortByColumn(1, Qt::DescendingOrder);
    m_models->horizontalHeader()->setSortIndicatorShown(false);
}

void CostsBoard::requestPart(int bucket, int series)
{
    Q_EMIT runsRequested(runsOf(m_data.buckets[size_t(bucket)], m_data.series[size_t(series)]));
}

void CostsBoard::requestModel(int row)
{
    RunQuery query;
    query.model = m_report.models[size_t(row)].keys.value(0);
    query.from = m_report.range.from;
    query.to = m_report.range.to;
    Q_EMIT runsRequested(query);
}

} // namespace burin

#include "ui/history/historytable.h"

#include "ui/history/historymodel.h"
#include "ui/history/runcells.h"
#include "ui/history/rundelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QScrollBar>

namespace burin {

HistoryTable::HistoryTable(HistoryModel *model, QWidget *parent) : DataTable(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new RunDelegate(this));
    setSelectionMode(ExtendedSelection);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setAccessibleName(tr("Runs"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setMinimumSectionSize(theme().space(6));
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        const bool prompt = column == HistoryModel::Prompt;
        horizontalHeader()->setSectionResizeMode(column, prompt ? QHeaderView::Stretch : QHeaderView::Interactive);
        int width = widthFor(model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (const QString &text : wideCells(HistoryModel::Column(column)))
            width = std::max(width, widthFor(text));
        setColumnWidth(column, width);
    }
    setColumnWidth(HistoryModel::Status, theme().space(9));
    setColumnWidth(HistoryModel::ModelName, theme().space(36));
    connect(model, &HistoryModel::aboutToMerge, this, &HistoryTable::rememberPlace);
    connect(model, &HistoryModel::loaded, this, &HistoryTable::restorePlace);
    connect(model, &HistoryModel::loaded, this, &HistoryTable::fitRows);
    connect(this, &QTableView::doubleClicked, this, &HistoryTable::openRequested);
}

RunId HistoryTable::selectedRun() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_model->run(current.row()).id : RunId();
}

void HistoryTable::select(RunId id)
{
    if (m_model->rowCount() == 0) return;
    setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(id)), HistoryModel::Prompt));
}

void HistoryTable::resizeEvent(QResizeEvent *event)
{
    DataTable::resizeEvent(event);
    fitColumns();
}

void HistoryTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    DataTable::currentChanged(current, previous);
    Q_EMIT runSelected(selectedRun());
}

void HistoryTable::fitColumns()
{
    int rest = viewport()->width() - theme().space(44); // what the prompt needs
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        if (isColumnHidden(column)) showColumn(column);
        if (column != HistoryModel::Prompt) rest -= columnWidth(column);
    }
    for (const int column : {HistoryModel::Total, HistoryModel::FirstContent, HistoryModel::Tokens}) {
        if (rest >= 0) break;
        rest += columnWidth(column);
        hideColumn(column);
    }
}

void HistoryTable::fitRows()
{
    const int steps = m_model->query().text.isEmpty() ? 7 : 11; // a search shows where it found its words
    const int height = theme().space(steps);
    if (verticalHeader()->defaultSectionSize() != height) verticalHeader()->setDefaultSectionSize(height);
}

void HistoryTable::rememberPlace()
{
    m_topRow = verticalScrollBar()->value() > 0 ? indexAt(QPoint(1, 1)) : QModelIndex();
    m_topOffset = m_topRow.isValid() ? visualRect(m_topRow).top() : 0;
}

void HistoryTable::restorePlace()
{
    if (!m_topRow.isValid()) return;
    doItemsLayout(); // the scroll bar's range has to know the new rows
    verticalScrollBar()->setValue(rowViewportPosition(m_topRow.row()) + verticalOffset() - m_topOffset);
    m_topRow = QModelIndex();
}

} // namespace burin

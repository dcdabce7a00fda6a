#include "ui/history/historytable.h"

#include "ui/history/historymodel.h"
#include "ui/history/runcells.h"
#include "ui/history/rundelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <optional>

namespace burin {

namespace {

/// The order of a column's head; nullopt = it has none.
std::optional<RunOrder> orderOfColumn(int column)
{
    switch (column) {
    case HistoryModel::Time:
        return RunOrder::Created;
    case HistoryModel::Tokens:
        return RunOrder::Tokens;
    case HistoryModel::Cost:
        return RunOrder::Cost;
    case HistoryModel::FirstContent:
        return RunOrder::FirstToken;
    case HistoryModel::Total:
        return RunOrder::Duration;
    default:
        return std::nullopt;
    }
}

} // namespace

HistoryTable::HistoryTable(HistoryModel *model, QWidget *parent) : DataTable(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new RunDelegate(this));
    setSelectionMode(ExtendedSelection);
    setAccessibleName(tr("Runs"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    buildHeader();
    connect(model, &HistoryModel::aboutToMerge, this, &HistoryTable::rememberPlace);
    connect(model, &HistoryModel::loaded, this, &HistoryTable::restorePlace);
    connect(model, &HistoryModel::loaded, this, &HistoryTable::fitRows);
    connect(model, &HistoryModel::dataChanged, this, &HistoryTable::tellSelected);
    connect(this, &QTableView::doubleClicked, this, &HistoryTable::openRequested);
}

void HistoryTable::buildHeader()
{
    QHeaderView *header = horizontalHeader();
    header->setMinimumSectionSize(theme().space(6));
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        const bool prompt = column == HistoryModel::Prompt;
        header->setSectionResizeMode(column, prompt ? QHeaderView::Stretch : QHeaderView::Interactive);
        int width = widthFor(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (const QString &text : wideCells(HistoryModel::Column(column)))
            width = std::max(width, widthFor(text));
        setColumnWidth(column, width);
    }
    setColumnWidth(HistoryModel::Status, theme().space(9));
    setColumnWidth(HistoryModel::ModelName, theme().space(36));
    header->moveSection(header->visualIndex(HistoryModel::Marks), header->visualIndex(HistoryModel::ModelName));
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(HistoryModel::Time, Qt::DescendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::sectionClicked, this, &HistoryTable::sortBy);
    connect(header, &QWidget::customContextMenuRequested, this, &HistoryTable::showColumnMenu);
}

RunId HistoryTable::selectedRun() const
{
    const QModelIndex current = currentIndex();
    const RunSummary *run = current.isValid() ? m_model->run(current.row()) : nullptr;
    return run ? run->id : RunId();
}

void HistoryTable::select(RunId id)
{
    if (m_model->rowCount() == 0) return;
    // Alone, whatever keys are held meanwhile.
    selectionModel()->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(id)), HistoryModel::Prompt),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QItemSelection HistoryTable::selectedRanges() const
{
    return selectionModel()->selection();
}

void HistoryTable::setHiddenColumns(const QList<int> &columns)
{
    m_hidden = columns;
    fitColumns();
}

/// A second click on the same head turns the order round.
void HistoryTable::sortBy(int column)
{
    QHeaderView *header = horizontalHeader();
    const RunQuery &now = m_model->query();
    const std::optional<RunOrder> order = orderOfColumn(column);
    if (!order) { // the indicator has moved with the click
        int back = HistoryModel::Time;
        for (int other = 0; other < HistoryModel::ColumnCount; ++other)
            if (orderOfColumn(other) == now.order) back = other;
        const bool down = now.direction == RunDirection::Descending;
        return header->setSortIndicator(back, down ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    const bool turn = now.order == *order && now.direction == RunDirection::Descending;
    header->setSortIndicator(column, turn ? Qt::AscendingOrder : Qt::DescendingOrder);
    Q_EMIT orderRequested(*order, turn ? RunDirection::Ascending : RunDirection::Descending);
}

void HistoryTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = HistoryModel::Time; column < HistoryModel::ColumnCount; ++column) {
        if (column == HistoryModel::Prompt) continue; // it takes what the others leave
        QAction *action = menu->addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_hidden.contains(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            m_hidden.removeAll(column);
            if (!shown) m_hidden += column;
            fitColumns();
            Q_EMIT columnsChanged();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

void HistoryTable::resizeEvent(QResizeEvent *event)
{
    DataTable::resizeEvent(event);
    fitColumns();
}

void HistoryTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    DataTable::currentChanged(current, previous);
    m_told = {};
    tellSelected();
}

/// Also later: a row that was gone to may still have to be read.
void HistoryTable::tellSelected()
{
    const RunId id = selectedRun();
    if (id == m_told) return;
    m_told = id;
    Q_EMIT runSelected(id);
}

void HistoryTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (plain && (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left))
        Q_EMIT batchRequested(event->key() == Qt::Key_Right);
    else
        DataTable::keyPressEvent(event);
}

void HistoryTable::fitColumns()
{
    int rest = viewport()->width() - theme().space(44); // what the prompt needs
    for (int column = 0; column < HistoryModel::ColumnCount; ++column) {
        setColumnHidden(column, m_hidden.contains(column));
        if (column != HistoryModel::Prompt && !m_hidden.contains(column)) rest -= columnWidth(column);
    }
    for (const int column :
         {HistoryModel::Total, HistoryModel::FirstContent, HistoryModel::Marks, HistoryModel::Tokens}) {
        if (rest >= 0) break;
        if (isColumnHidden(column)) continue;
        rest += columnWidth(column);
        hideColumn(column);
    }
}

void HistoryTable::fitRows()
{
    const RunSummary *first = m_model->run(0);
    const int steps = !first || first->snippet.isEmpty() ? 7 : 11; // a search shows where it found its words
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

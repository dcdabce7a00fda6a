#pragma once

#include "core/domain/history.h"
#include "ui/common/datatable.h"

#include <QItemSelection>

namespace burin {

class HistoryModel;

/// The list of runs. Keeps its place and its selection when rows come in above; leaves out the least important columns
/// when it is narrow (the chosen run's page has them too) and those that the user took away. A click on a column's head
/// sorts by it.
class HistoryTable : public DataTable {
    Q_OBJECT
public:
    explicit HistoryTable(HistoryModel *model, QWidget *parent = nullptr);

    /// The run that is shown; invalid when there is none, or while it is read.
    RunId selectedRun() const;
    /// Chooses @p id where it is known, otherwise the first run.
    void select(RunId id);
    /// The selected rows from the first to the last, as ranges.
    QItemSelection selectedRanges() const;
    /// Columns that the user took away.
    QList<int> hiddenColumns() const { return m_hidden; }
    void setHiddenColumns(const QList<int> &columns);

Q_SIGNALS:
    void runSelected(burin::RunId id);
    void openRequested();
    void orderRequested(burin::RunOrder order, burin::RunDirection direction);
    void columnsChanged();
    /// The batch of the current run is to be opened, or closed.
    void batchRequested(bool open);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHeader();
    void sortBy(int column);
    void showColumnMenu(const QPoint &position);
    void fitColumns();
    void fitRows();
    void rememberPlace();
    void restorePlace();
    void tellSelected();

    HistoryModel *m_model;
    QList<int> m_hidden;
    RunId m_told;                   ///< By runSelected().
    QPersistentModelIndex m_topRow; ///< First visible row, while rows come in; invalid at the very top.
    int m_topOffset = 0;            ///< How much of it is scrolled away.
};

} // namespace burin

#pragma once

#include "core/base/id.h"
#include "ui/common/datatable.h"

namespace burin {

class HistoryModel;

/// The list of runs. Keeps its place and its selection when rows come in above; leaves out the least important columns
/// when it is narrow (the chosen run's page has them too).
class HistoryTable : public DataTable {
    Q_OBJECT
public:
    explicit HistoryTable(HistoryModel *model, QWidget *parent = nullptr);

    /// The chosen run; invalid when there is none.
    RunId selectedRun() const;
    /// Chooses @p id where it is loaded, otherwise the first run.
    void select(RunId id);

Q_SIGNALS:
    void runSelected(burin::RunId id);
    void openRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fitColumns();
    void fitRows();
    void rememberPlace();
    void restorePlace();

    HistoryModel *m_model;
    QPersistentModelIndex m_topRow; ///< First visible row, while rows come in; invalid at the very top.
    int m_topOffset = 0;            ///< How much of it is scrolled away.
};

} // namespace burin

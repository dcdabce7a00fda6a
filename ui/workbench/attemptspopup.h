#pragma once

#include "core/domain/run.h"

#include <QFrame>

namespace burin {

class CellModel;
class DataTable;

/// The attempts of a run in a table: what each was sent to, how it ended, what it may have cost.
class AttemptsPopup : public QFrame {
    Q_OBJECT
public:
    explicit AttemptsPopup(QWidget *parent = nullptr);

    void setRecord(const RunRecord &record);
    /// As wide as the table, as far as the screen goes.
    void openAbove(const QWidget *anchor);

private:
    CellModel *m_rows;
    DataTable *m_table;
};

} // namespace burin

#pragma once

#include "core/domain/run.h"

#include <QWidget>

class QLabel;

namespace burin {

class CellModel;
class DataTable;
class FactList;

/// What a run cost and why: the receipt with its arithmetic, the price rows, the tokens.
class CostSection : public QWidget {
    Q_OBJECT
public:
    explicit CostSection(QWidget *parent = nullptr);
    void setRecord(const RunRecord &record);

private:
    CellModel *m_receipt;
    DataTable *m_table;
    QLabel *m_sum;
    FactList *m_facts;
};

} // namespace burin

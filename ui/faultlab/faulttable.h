#pragma once

#include "ui/faultlab/faultscenario.h"

#include <QWidget>

namespace burin {

class CellModel;
class DataTable;

/// The results of all scenarios that were run, one a row, in the order of their ends.
class FaultTable : public QWidget {
    Q_OBJECT
public:
    explicit FaultTable(QWidget *parent = nullptr);

    void clear();
    void add(const FaultScenario &scenario, const RunRecord &record);
    int count() const { return int(m_rows.size()); }
    int met() const;

private:
    struct Row {
        QString title;
        bool met = false;
        QString outcome;
        Expectation expected;
    };
    void showRows();

    std::vector<Row> m_rows;
    CellModel *m_model;
    DataTable *m_table;
};

} // namespace burin

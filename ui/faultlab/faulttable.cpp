#include "ui/faultlab/faulttable.h"

#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/labels.h"
#include "ui/faultlab/faultwords.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

FaultTable::FaultTable(QWidget *parent) : QWidget(parent), m_model(new CellModel(this)), m_table(new DataTable(this))
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Results"));
    m_table->setObjectName(QStringLiteral("results"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    showRows();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(0, theme().space(48));
    m_table->setColumnWidth(1, theme().space(36));
}

void FaultTable::clear()
{
    m_rows.clear();
    showRows();
}

void FaultTable::add(const FaultScenario &scenario, const RunRecord &record)
{
    m_rows.push_back({scenario.title, meets(record, scenario.expect), wordsFor(record), scenario.expect});
    showRows();
}

int FaultTable::met() const
{
    return int(std::ranges::count(m_rows, true, &Row::met));
}

void FaultTable::showRows()
{
    CellTable table;
    table.columns = {{tr("Scenario")}, {tr("Verdict")}, {tr("Outcome")}};
    for (const Row &row : m_rows) {
        const QString verdict = row.met ? tr("✓ as expected") : tr("✗ not as expected");
        const QString tip = tr("Expected: %1").arg(wordsFor(row.expected));
        table.rows.push_back(
            {{row.title, {}, {}, {}}, {verdict, {}, tip, verdictTone(row.met)}, {row.outcome, {}, tip, {}}});
    }
    m_model->setTable(std::move(table));
}

} // namespace burin

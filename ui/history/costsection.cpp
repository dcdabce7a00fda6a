#include "ui/history/costsection.h"

#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/common/factlist.h"
#include "ui/common/labels.h"
#include "ui/history/receiptcells.h"
#include "ui/history/runfacts.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

CostSection::CostSection(QWidget *parent)
    : QWidget(parent),
      m_receipt(new CellModel(this)),
      m_table(new DataTable(this)),
      m_sum(plainLabel(LabelStyle::Muted, {}, this)),
      m_facts(new FactList(this))
{
    m_table->setModel(m_receipt);
    m_table->setAccessibleName(tr("Receipt"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sum->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(3));
    for (QWidget *part : std::initializer_list<QWidget *>{m_table, m_sum, m_facts})
        layout->addWidget(part);
}

void CostSection::setRecord(const RunRecord &record)
{
    m_receipt->setTable(receiptTable(record));
    m_table->setVisible(m_receipt->rowCount() > 0);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    const int rows = m_receipt->rowCount() * m_table->verticalHeader()->defaultSectionSize();
    m_table->setFixedHeight(rows + m_table->horizontalHeader()->sizeHint().height());
    m_sum->setText(sumSentence(record.receipt));
    m_sum->setVisible(!m_sum->text().isEmpty());
    std::vector<Fact> facts = costFacts(record);
    std::ranges::move(priceFacts(record, PriceBook::builtIn()), std::back_inserter(facts));
    m_facts->setFacts(facts);
}

} // namespace burin

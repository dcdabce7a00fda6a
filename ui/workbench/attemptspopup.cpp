#include "ui/workbench/attemptspopup.h"

#include "ui/common/attemptcells.h"
#include "ui/common/celltable.h"
#include "ui/common/datatable.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QScreen>
#include <QScrollBar>
#include <QVBoxLayout>

namespace burin {

AttemptsPopup::AttemptsPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_rows(new CellModel(this)), m_table(new DataTable(this))
{
    setProperty("popup", true);
    setAccessibleName(tr("Attempts"));
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Attempts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_table);
    setFocusProxy(m_table);
}

void AttemptsPopup::setRecord(const RunRecord &record)
{
    m_rows->setTable(attemptTable(record));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_rows->columnCount(); ++column)
        m_table->setColumnWidth(column, qMin(m_table->columnWidth(column), theme().space(70)));
}

void AttemptsPopup::openAbove(const QWidget *anchor)
{
    const QRect screen = anchor->screen()->availableGeometry();
    const int rows = qMin(m_rows->rowCount(), 12);
    const int height = m_table->horizontalHeader()->sizeHint().height() +
                       rows * m_table->verticalHeader()->defaultSectionSize() +
                       m_table->horizontalScrollBar()->sizeHint().height() + 2;
    resize(qMin(m_table->horizontalHeader()->length() + theme().space(4), screen.width() - theme().space(8)), height);
    const QPoint corner = anchor->mapToGlobal(QPoint(0, -height - theme().space(1)));
    move(qBound(screen.left(), corner.x(), qMax(screen.left(), screen.right() - width())),
         qMax(screen.top(), corner.y()));
    show();
    m_table->setFocus(Qt::PopupFocusReason);
}

} // namespace burin

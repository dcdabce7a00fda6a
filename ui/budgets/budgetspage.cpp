#include "ui/budgets/budgetspage.h"

#include "ui/budgets/budgetspane.h"
#include "ui/common/scrollpage.h"
#include "ui/theme/theme.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace burin {

BudgetsPage::BudgetsPage(QWidget *parent) : QWidget(parent), m_budgets(new BudgetsPane), m_tabs(new QTabWidget(this))
{
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the page"));
    m_tabs->tabBar()->setExpanding(false);
    m_budgets->setMaximumWidth(theme().space(220));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, theme().space(1), 0, 0);
    layout->addWidget(m_tabs);
    setFocusProxy(m_tabs);
    m_tabs->addTab(scrollPage(m_budgets, tr("Budgets")), tr("Budgets"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) { Q_EMIT tabShown(m_tabs->widget(index)); });
}

void BudgetsPage::addTab(const QString &title, QWidget *pane)
{
    m_tabs->addTab(pane, title);
}

void BudgetsPage::showTab(const QWidget *pane)
{
    for (int index = 0; index < m_tabs->count(); ++index)
        if (m_tabs->widget(index) == pane || m_tabs->widget(index)->isAncestorOf(pane)) m_tabs->setCurrentIndex(index);
}

} // namespace burin

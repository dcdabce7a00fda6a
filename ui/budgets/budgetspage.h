#pragma once

#include <QWidget>

class QTabWidget;

namespace burin {

class BudgetsPane;

/// Budgets, and what else there is about money: tabs that whoever wires the page adds.
class BudgetsPage : public QWidget {
    Q_OBJECT
public:
    explicit BudgetsPage(QWidget *parent = nullptr);

    BudgetsPane *budgets() const { return m_budgets; }
    /// Adds a tab that fills its place; takes ownership.
    void addTab(const QString &title, QWidget *pane);
    /// Opens the tab that @p pane stands in.
    void showTab(const QWidget *pane);

Q_SIGNALS:
    void tabShown(QWidget *pane);

private:
    BudgetsPane *m_budgets;
    QTabWidget *m_tabs;
};

} // namespace burin

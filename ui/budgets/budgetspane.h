#pragma once

#include "core/domain/budgetreport.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace burin {

class CellModel;
class DataTable;
class MoneyField;
class UndoBar;

/// The budgets with what counts against each and how it goes on, a line that adds one, and the thresholds that were
/// passed. Emits what the user decides and shows what it is given: a budget is there once it is in setOverview().
class BudgetsPane : public QWidget {
    Q_OBJECT
public:
    explicit BudgetsPane(QWidget *parent = nullptr);

    void setOverview(const BudgetsOverview &overview);
    /// What a new budget for a prompt is offered for.
    void setPromptTitle(const QString &title);

Q_SIGNALS:
    void budgetSet(const burin::Budget &budget); ///< New, or with another limit.
    void budgetRemoved(const burin::Budget &budget);
    void runRequested(burin::RunId run); ///< The one with which a threshold was passed.
    void policyRequested();              ///< When to ask, and what about unknown prices: in the settings.

private:
    QWidget *makeAdder();
    QWidget *makeHistory();
    void showRows();
    void addRow(const BudgetReport &report);
    void offerScopes();
    void add();
    void remove(const Budget &budget);

    BudgetsOverview m_overview;
    QVBoxLayout *m_rows;
    QWidget *m_empty;
    UndoBar *m_undo;
    QComboBox *m_scope = nullptr;
    QLineEdit *m_prompt = nullptr;
    MoneyField *m_limit = nullptr;
    QWidget *m_history = nullptr;
    CellModel *m_breaches = nullptr;
    DataTable *m_breachTable = nullptr;
};

} // namespace burin

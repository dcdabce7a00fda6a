#pragma once

#include "core/domain/budget.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace burin {

class MoneyField;
class UndoBar;

/// The budgets with what counts against each, and a line that adds one. Emits what the user decides and shows what it
/// is given: a budget is there once it is in setBudgets().
class BudgetsPane : public QWidget {
    Q_OBJECT
public:
    /// @p settings, which is taken over, stands below the budgets.
    explicit BudgetsPane(QWidget *settings, QWidget *parent = nullptr);

    void setBudgets(const std::vector<BudgetState> &budgets);
    /// What a new budget for a prompt is offered for.
    void setPromptTitle(const QString &title);

Q_SIGNALS:
    void budgetSet(const burin::Budget &budget); ///< New, or with another limit.
    void budgetRemoved(const burin::Budget &budget);

private:
    QWidget *makeAdder();
    void addRow(const BudgetState &state);
    void offerScopes();
    void add();
    void remove(const Budget &budget);

    std::vector<BudgetState> m_budgets;
    QVBoxLayout *m_rows;
    QWidget *m_empty;
    UndoBar *m_undo;
    QComboBox *m_scope = nullptr;
    QLineEdit *m_prompt = nullptr;
    MoneyField *m_limit = nullptr;
};

} // namespace burin

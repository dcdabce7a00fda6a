#pragma once

#include "core/domain/budgetreport.h"

#include <QWidget>

class QLabel;

namespace burin {

class BudgetBar;
class BurnDownChart;
class MoneyField;

/// One budget: its limit to edit, how far it is used, how its period may end, a button that removes it.
class BudgetRow : public QWidget {
    Q_OBJECT
public:
    explicit BudgetRow(const Budget &budget, QWidget *parent = nullptr);

    /// Of the same budget; a limit that is being typed stays.
    void setReport(const BudgetReport &report);
    const Budget &budget() const { return m_budget; }

Q_SIGNALS:
    void limitEntered(burin::Money limit);
    void removeRequested();

private:
    Budget m_budget;
    MoneyField *m_limit;
    BudgetBar *m_bar;
    QLabel *m_figures;
    QLabel *m_word;
    QLabel *m_forecast;
    BurnDownChart *m_chart = nullptr; ///< For a budget with a period.
};

} // namespace burin

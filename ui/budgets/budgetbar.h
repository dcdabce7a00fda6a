#pragma once

#include "core/domain/budget.h"

#include <QWidget>

namespace burin {

/// What is spent of a budget, what is reserved beside it, and marks at the thresholds. The figures and their word stand
/// next to it: the bar alone tells nothing by colour.
class BudgetBar : public QWidget {
    Q_OBJECT
public:
    explicit BudgetBar(QWidget *parent = nullptr);
    void setState(const BudgetState &state);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BudgetState m_state;
};

} // namespace burin

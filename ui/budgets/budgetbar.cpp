#include "ui/budgets/budgetbar.h"

#include "ui/budgets/budgettexts.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace burin {

BudgetBar::BudgetBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BudgetBar::setState(const BudgetState &state)
{
    m_state = state;
    const BudgetStanding standing = standingOf(state);
    setAccessibleName(budgetTitle(state.budget));
    setAccessibleDescription(standing.figures + QStringLiteral(" · ") + standing.word);
    update();
}

QSize BudgetBar::sizeHint() const
{
    return {theme().space(60), theme().space(2)};
}

void BudgetBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (layoutDirection() == Qt::RightToLeft) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    QPainterPath shape;
    shape.addRoundedRect(rect(), height() / 2.0, height() / 2.0);
    painter.setClipPath(shape);
    painter.fillRect(rect(), theme().colors().line);
    const double limit = double(qMax<qint64>(m_state.budget.limit.picoUsd, 1));
    const double spent = qBound(0.0, double(m_state.spent.picoUsd) / limit, 1.0) * width();
    const double reserved = qBound(0.0, double(m_state.reserved.picoUsd) / limit * width(), width() - spent);
    QColor colour = toneColor(standingOf(m_state).tone);
    painter.fillRect(QRectF(0, 0, spent, height()), colour);
    colour.setAlphaF(0.45F);
    painter.fillRect(QRectF(spent, 0, reserved, height()), colour);
    for (const double threshold : BudgetThresholds)
        painter.fillRect(QRectF(threshold * width(), 0, 1, height()), theme().colors().surface);
}

} // namespace burin

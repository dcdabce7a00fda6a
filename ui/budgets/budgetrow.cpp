#include "ui/budgets/budgetrow.h"

#include "ui/budgets/budgetbar.h"
#include "ui/budgets/budgettexts.h"
#include "ui/budgets/burndown.h"
#include "ui/budgets/burndownchart.h"
#include "ui/budgets/moneyfield.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QToolButton>

namespace burin {

BudgetRow::BudgetRow(const Budget &budget, QWidget *parent)
    : QWidget(parent),
      m_budget(budget),
      m_limit(new MoneyField(tr("Limit: %1").arg(budgetTitle(budget)), this)),
      m_bar(new BudgetBar(this)),
      m_figures(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_word(plainLabel(LabelStyle::Small, {}, this)),
      m_forecast(plainLabel(LabelStyle::Small, {}, this))
{
    QLabel *title = plainLabel(LabelStyle::Body, budgetTitle(budget), this);
    title->setWordWrap(true);
    title->setMinimumWidth(1);
    title->setBuddy(m_limit);
    auto *remove = new QToolButton(this);
    remove->setIcon(icon(QStringLiteral("trash-2")));
    remove->setAccessibleName(tr("Remove the budget: %1").arg(budgetTitle(budget)));
    remove->setToolTip(tr("Remove"));
    connect(remove, &QToolButton::clicked, this, &BudgetRow::removeRequested);
    connect(m_limit, &MoneyField::amountEntered, this, &BudgetRow::limitEntered);
    m_figures->setObjectName(QStringLiteral("budgetFigures"));
    m_word->setObjectName(QStringLiteral("budgetWord"));
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme().space(2));
    grid->setVerticalSpacing(theme().space(1));
    grid->setColumnStretch(0, 1);
    grid->addWidget(title, 0, 0);
    grid->addWidget(plainLabel(LabelStyle::Muted, QStringLiteral("$"), this), 0, 1);
    grid->addWidget(m_limit, 0, 2);
    grid->addWidget(remove, 0, 3);
    grid->addWidget(m_bar, 1, 0, 1, 3);
    auto *line = new QHBoxLayout;
    line->addWidget(m_figures);
    line->addWidget(m_word);
    line->addStretch();
    grid->addLayout(line, 2, 0, 1, 4);
    m_forecast->setObjectName(QStringLiteral("budgetForecast"));
    m_forecast->setWordWrap(true);
    m_forecast->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(m_forecast, 3, 0, 1, 4);
    if (budget.scope == BudgetScope::Run || budget.scope == BudgetScope::Prompt) return;
    m_chart = new BurnDownChart(this);
    grid->addWidget(m_chart, 4, 0, 1, 4);
}

void BudgetRow::setReport(const BudgetReport &report)
{
    const BudgetState &state = report.state;
    m_budget = state.budget;
    m_limit->setAmount(state.budget.limit);
    const bool counts = state.budget.scope != BudgetScope::Run; // of a run alone nothing adds up
    m_bar->setVisible(counts);
    m_bar->setState(state);
    const BudgetStanding standing = standingOf(state);
    m_figures->setText(counts ? standing.figures : tr("No run may cost more."));
    m_word->setText(standing.word);
    m_word->setVisible(counts);
    setTone(m_word, standing.tone);
    m_forecast->setText(forecastText(report));
    m_forecast->setVisible(!m_forecast->text().isEmpty());
    setTone(m_forecast, forecastTone(report));
    if (!m_chart) return;
    m_chart->setVisible(report.period.from.isValid());
    if (report.period.from.isValid()) m_chart->setReport(report);
}

} // namespace burin

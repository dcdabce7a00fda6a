#include "ui/budgets/breachtable.h"

#include "ui/budgets/budgettexts.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

namespace {

struct BreachTexts {
    Q_DECLARE_TR_FUNCTIONS(Breaches)
};

Cell amountCell(Money amount)
{
    return {formatMoney(amount), amount.picoUsd, formatExactMoney(amount), {}};
}

} // namespace

CellTable breachTable(const std::vector<BudgetBreach> &breaches)
{
    CellTable table;
    table.columns = {{BreachTexts::tr("When")},
                     {BreachTexts::tr("Budget")},
                     {BreachTexts::tr("Passed"), FigureAlignment},
                     {BreachTexts::tr("Spent"), FigureAlignment},
                     {BreachTexts::tr("Limit"), FigureAlignment}};
    for (const BudgetBreach &breach : breaches) {
        const QString passed = BreachTexts::tr("%1 %").arg(QLocale().toString(breach.percent));
        table.rows.push_back({{formatTime(breach.at), breach.at.toMSecsSinceEpoch(), {}, {}},
                              {budgetTitle(breach.budget), {}, {}, {}},
                              {passed, breach.percent, {}, toneOfPercent(breach.percent)},
                              amountCell(breach.spent),
                              amountCell(breach.budget.limit)});
    }
    return table;
}

} // namespace burin

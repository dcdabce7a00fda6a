#include "ui/budgets/budgettexts.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

struct BudgetTexts {
    Q_DECLARE_TR_FUNCTIONS(Budgets)
};

struct Level {
    double from; ///< Share of the limit.
    const char *word;
    const char *tone;
};
constexpr Level levels[] = {
    {1.0, QT_TRANSLATE_NOOP("Budgets", "used up"), "error"},
    {0.95, QT_TRANSLATE_NOOP("Budgets", "almost nothing left"), "error"},
    {0.9, QT_TRANSLATE_NOOP("Budgets", "nearly used up"), "warn"},
    {0.8, QT_TRANSLATE_NOOP("Budgets", "running low"), "warn"},
    {0.5, QT_TRANSLATE_NOOP("Budgets", "half used"), "ok"},
    {-1.0, QT_TRANSLATE_NOOP("Budgets", "within the budget"), "ok"},
};

/// The budget within a sentence.
QString budgetInSentence(const Budget &budget)
{
    switch (budget.scope) {
    case BudgetScope::Run:
        return BudgetTexts::tr("The budget of a run");
    case BudgetScope::Day:
        return BudgetTexts::tr("Today's budget");
    case BudgetScope::Week:
        return BudgetTexts::tr("This week's budget");
    case BudgetScope::Month:
        return BudgetTexts::tr("This month's budget");
    case BudgetScope::Prompt:
        break;
    }
    return BudgetTexts::tr("The budget of “%1”").arg(visibleText(budget.prompt));
}

} // namespace

QString budgetTitle(const Budget &budget)
{
    switch (budget.scope) {
    case BudgetScope::Run:
        return BudgetTexts::tr("Each run");
    case BudgetScope::Day:
        return BudgetTexts::tr("Each day");
    case BudgetScope::Week:
        return BudgetTexts::tr("Each week, from Monday");
    case BudgetScope::Month:
        return BudgetTexts::tr("Each month");
    case BudgetScope::Prompt:
        break;
    }
    return BudgetTexts::tr("Prompt “%1”").arg(visibleText(budget.prompt));
}

BudgetStanding standingOf(const BudgetState &state)
{
    BudgetStanding standing;
    const Money used = state.spent + state.reserved;
    if (state.budget.limit.picoUsd > 0)
        standing.share = double(used.picoUsd) / double(state.budget.limit.picoUsd);
    else
        standing.share = 1;
    const Level &level = *std::ranges::find_if(levels, [&](const Level &l) { return standing.share >= l.from; });
    standing.word = BudgetTexts::tr(level.word);
    standing.tone = QString::fromLatin1(level.tone);
    const QString percent = BudgetTexts::tr("%1 %").arg(QLocale().toString(int(standing.share * 100)));
    standing.figures =
        state.reserved == Money{}
            ? BudgetTexts::tr("%1 spent of %2 · %3")
                  .arg(formatMoney(state.spent), formatMoney(state.budget.limit), percent)
            : BudgetTexts::tr("%1 spent, %2 reserved of %3 · %4")
                  .arg(formatMoney(state.spent), formatMoney(state.reserved), formatMoney(state.budget.limit), percent);
    return standing;
}

QString toneOfPercent(int percent)
{
    return percent >= 95 ? QStringLiteral("error") : percent >= 80 ? QStringLiteral("warn") : QStringLiteral("info");
}

QString budgetAlertText(const Budget &budget, int percent, Money spent)
{
    if (percent >= 100)
        return BudgetTexts::tr("%1 is used up: %2 of %3.")
            .arg(budgetInSentence(budget), formatMoney(spent), formatMoney(budget.limit));
    return BudgetTexts::tr("%1 is used to %2 %: %3 of %4.")
        .arg(budgetInSentence(budget), QLocale().toString(percent), formatMoney(spent), formatMoney(budget.limit));
}

} // namespace burin

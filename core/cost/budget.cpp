#include "core/cost/budget.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array Thresholds = {100, 95, 90, 80, 50}; // percent

QString text(const char *source)
{
    return QCoreApplication::translate("Budgets", source);
}

QString usd(Money amount)
{
    return u'$' + shortUsd(amount);
}

Error refusal(Money needed, const BudgetState &tightest)
{
    const Money left = std::max(leftOf(tightest), Money{});
    return makeError(ErrorCode::BudgetReached, {},
                     text(QT_TRANSLATE_NOOP("Budgets", "It needs up to %1; %2 is left of %3."))
                         .arg(usd(needed), usd(left), nameOf(tightest.budget)));
}

/// @p percent of @p limit, rounded up; exact where 100 × the limit would overflow.
Money shareOf(Money limit, int percent)
{
    return Money{limit.picoUsd / 100 * percent + (limit.picoUsd % 100 * percent + 99) / 100};
}

/// The highest threshold that @p state has reached; 0 = none.
int reached(const BudgetState &state)
{
    for (const int percent : Thresholds)
        if (state.spent >= shareOf(state.budget.limit, percent)) return percent;
    return 0;
}

} // namespace

DayRange periodOf(BudgetScope scope, QDate day)
{
    switch (scope) {
    case BudgetScope::Day:
        return {day, day};
    case BudgetScope::Week: {
        const QDate monday = day.addDays(1 - day.dayOfWeek());
        return {monday, monday.addDays(6)};
    }
    case BudgetScope::Month: {
        const QDate first(day.year(), day.month(), 1);
        return {first, first.addMonths(1).addDays(-1)};
    }
    case BudgetScope::Run:
    case BudgetScope::Prompt:
        break;
    }
    return {};
}

bool appliesTo(const Budget &budget, const QString &title)
{
    return budget.scope != BudgetScope::Prompt || budget.prompt == title;
}

Money leftOf(const BudgetState &state)
{
    return state.budget.limit - state.spent - state.reserved;
}

bool needsApproval(const CostEstimate &estimate, const BudgetPolicy &policy)
{
    const std::optional<Money> &most = estimate.worst ? estimate.worst : estimate.input;
    return most && *most > policy.approveAbove;
}

Result<CostReservation> reservationFor(const CostEstimate &estimate, const std::vector<BudgetState> &budgets,
                                       const BudgetPolicy &policy)
{
    if (estimate.worst == Money{}) return CostReservation{};
    if (budgets.empty()) return CostReservation{estimate.worst.value_or(estimate.input.value_or(Money{})), {}};
    if (!estimate.input) {
        if (policy.unpriced == BudgetPolicy::Unpriced::Allow) return CostReservation{};
        return makeError(ErrorCode::BudgetReached, {},
                         text(QT_TRANSLATE_NOOP("Budgets", "There is a budget, and the price of this model is unknown. "
                                                           "Settings can allow such runs.")));
    }
    const BudgetState &tightest = *std::ranges::min_element(budgets, {}, leftOf);
    const Money left = leftOf(tightest);
    if (estimate.worst) {
        if (*estimate.worst > left) return refusal(*estimate.worst, tightest);
        return CostReservation{*estimate.worst, left};
    }
    const Money bound = std::min(left, policy.approveAbove);
    if (bound <= Money{} || *estimate.input > bound) return refusal(*estimate.input, tightest);
    return CostReservation{bound, bound};
}

std::vector<BudgetAlert> crossed(const std::vector<BudgetState> &before, const std::vector<BudgetState> &after)
{
    std::vector<BudgetAlert> alerts;
    for (const BudgetState &state : after) {
        const auto earlier = std::ranges::find(before, state.budget, &BudgetState::budget);
        if (earlier == before.end()) continue;
        if (const int percent = reached(state); percent > reached(*earlier))
            alerts.push_back({state.budget, percent, state.spent});
    }
    return alerts;
}

QString nameOf(const Budget &budget)
{
    switch (budget.scope) {
    case BudgetScope::Run:
        return text(QT_TRANSLATE_NOOP("Budgets", "the budget of a run"));
    case BudgetScope::Day:
        return text(QT_TRANSLATE_NOOP("Budgets", "the budget of today"));
    case BudgetScope::Week:
        return text(QT_TRANSLATE_NOOP("Budgets", "the budget of this week"));
    case BudgetScope::Month:
        return text(QT_TRANSLATE_NOOP("Budgets", "the budget of this month"));
    case BudgetScope::Prompt:
        break;
    }
    return text(QT_TRANSLATE_NOOP("Budgets", "the budget of the prompt “%1”")).arg(budget.prompt);
}

} // namespace burin

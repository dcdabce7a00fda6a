#include "core/store/budgetreports.h"

#include "core/base/logging.h"
#include "core/cost/budget.h"
#include "core/cost/forecast.h"
#include "core/store/budgets.h"
#include "core/store/median.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <map>

namespace burin {

namespace {

constexpr int ShownBreaches = 200;

/// The amount of each day, of which a part was spent after an hour.
using SpendByDay = std::map<QDate, DaySpend>;

void addDays(SqlQuery &query, SpendByDay &days)
{
    while (query.next()) {
        const QDate day = QDate::fromJulianDay(query.value(0).toLongLong());
        DaySpend &spend = days[day];
        spend.day = day;
        spend.spent += Money{query.value(1).toLongLong()};
        spend.later += Money{query.value(2).toLongLong()};
    }
}

/// All spending of @p range; of what is not kept in the history the hour is not known.
SpendByDay spendOf(SqlQuery &query, const DayRange &range, int hour)
{
    SpendByDay days;
    query.run(QStringLiteral("SELECT day, sum(cost_pico_usd), sum(CASE WHEN hour > ? THEN cost_pico_usd ELSE 0 END) "
                             "FROM daily_hour_costs WHERE day BETWEEN ? AND ? GROUP BY day"),
              QVariantList{hour} + dayBounds(range));
    addDays(query, days);
    query.run(QStringLiteral("SELECT day, sum(cost_pico_usd), 0 FROM unrecorded_costs "
                             "WHERE day BETWEEN ? AND ? GROUP BY day"),
              dayBounds(range));
    addDays(query, days);
    return days;
}

SpendByDay spendOfPrompt(SqlQuery &query, const QString &prompt, const DayRange &range)
{
    SpendByDay days;
    query.run(QStringLiteral("SELECT day, sum(cost_pico_usd), 0 FROM daily_prompt_costs "
                             "WHERE prompt_id = (SELECT id FROM prompts WHERE name = ?) "
                             "  AND day BETWEEN ? AND ? GROUP BY day"),
              QVariantList{stored(prompt)} + dayBounds(range));
    addDays(query, days);
    query.run(QStringLiteral("SELECT day, sum(cost_pico_usd), 0 FROM unrecorded_costs "
                             "WHERE prompt = ? AND day BETWEEN ? AND ? GROUP BY day"),
              QVariantList{stored(prompt)} + dayBounds(range));
    addDays(query, days);
    return days;
}

/// The whole days before @p today, from the first with spending on; days without any in between count as such.
std::vector<DaySpend> wholeDays(const SpendByDay &spend, QDate first, QDate today)
{
    std::vector<DaySpend> days;
    for (QDate day = std::max(first, today.addDays(-MostForecastDays)); day < today; day = day.addDays(1)) {
        const auto known = spend.find(day);
        days.push_back(known == spend.end() ? DaySpend{day, {}, {}} : known->second);
    }
    return days;
}

/// The first day with a run that counts; @p today without any.
QDate firstDay(SqlQuery &query, QDate today)
{
    query.run(QStringLiteral("SELECT min(day) FROM daily_hour_costs"));
    const bool known = query.next() && !query.value(0).isNull();
    return known ? QDate::fromJulianDay(query.value(0).toLongLong()) : today;
}

std::vector<Money> hoursOf(SqlQuery &query, QDate day, int now)
{
    std::vector<Money> hours(size_t(now) + 1);
    query.run(QStringLiteral("SELECT hour, sum(cost_pico_usd) FROM daily_hour_costs WHERE day = ? GROUP BY hour"),
              {day.toJulianDay()});
    while (query.next())
        hours[size_t(std::clamp(query.value(0).toInt(), 0, now))] += Money{query.value(1).toLongLong()};
    query.run(QStringLiteral("SELECT coalesce(sum(cost_pico_usd), 0) FROM unrecorded_costs WHERE day = ?"),
              {day.toJulianDay()});
    if (query.next()) hours.back() += Money{query.value(0).toLongLong()};
    return hours;
}

std::vector<Money> daysOf(const SpendByDay &spend, const DayRange &period, QDate today)
{
    std::vector<Money> days;
    for (QDate day = period.from; day <= today; day = day.addDays(1)) {
        const auto known = spend.find(day);
        days.push_back(known == spend.end() ? Money{} : known->second.spent);
    }
    return days;
}

/// What is needed for every budget, read once.
struct Background {
    QDate today;
    int hour = 0;
    SpendByDay spend; ///< From the month's beginning or the forecast's, whichever is earlier.
    std::vector<DaySpend> past;
};

BudgetReport reportOf(SqlQuery &query, const BudgetState &state, const Background &background)
{
    BudgetReport report{.state = state, .period = {}, .parts = {}, .forecast = {}, .lastsDays = {}};
    if (state.budget.scope == BudgetScope::Run) return report;
    if (state.budget.scope == BudgetScope::Prompt) {
        const DayRange range{background.today.addDays(-MostForecastDays), background.today.addDays(-1)};
        const SpendByDay spend = spendOfPrompt(query, state.budget.prompt, range);
        const QDate first = spend.empty() ? background.today : spend.begin()->first;
        report.lastsDays = lastsFor(leftOf(state), wholeDays(spend, first, background.today));
        return report;
    }
    report.period = periodOf(state.budget.scope, background.today);
    report.parts = state.budget.scope == BudgetScope::Day ? hoursOf(query, background.today, background.hour)
                                                          : daysOf(background.spend, report.period, background.today);
    report.forecast = forecastOf(
        {.spent = state.spent, .daysLeft = int(background.today.daysTo(report.period.to)), .past = background.past});
    return report;
}

Outcome record(const QSqlDatabase &db, const QDateTime &now, RunId run, const std::vector<BudgetAlert> &alerts)
{
    SqlQuery query(db);
    for (const BudgetAlert &alert : alerts) {
        const QDate from = periodOf(alert.budget.scope, now.toLocalTime().date()).from;
        query.run(QStringLiteral("INSERT INTO budget_breaches (at, scope, prompt, period_from, percent, "
                                 "  spent_pico_usd, limit_pico_usd, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                  {stored(now), toString(alert.budget.scope), stored(alert.budget.prompt),
                   from.isValid() ? QVariant(from.toJulianDay()) : QVariant(), alert.percent, alert.spent.picoUsd,
                   alert.budget.limit.picoUsd, run.isValid() ? QVariant(run.value) : QVariant()});
    }
    return query.outcome();
}

} // namespace

Result<BudgetsOverview> budgetsOverview(const QSqlDatabase &db, const QDateTime &now)
{
    const Result<std::vector<BudgetState>> states = budgetStates(db, now.date());
    if (!states) return states.error();
    SqlQuery query(db);
    Background background{.today = now.date(), .hour = now.time().hour(), .spend = {}, .past = {}};
    const QDate from =
        std::min(periodOf(BudgetScope::Month, background.today).from, background.today.addDays(-MostForecastDays));
    background.spend = spendOf(query, {from, background.today}, background.hour);
    background.past = wholeDays(background.spend, firstDay(query, background.today), background.today);
    BudgetsOverview overview;
    for (const BudgetState &state : *states)
        overview.budgets.push_back(reportOf(query, state, background));
    if (query.error()) return *query.error();
    const Result<std::vector<BudgetBreach>> breaches = budgetBreaches(db, ShownBreaches);
    if (!breaches) return breaches.error();
    overview.breaches = *breaches;
    return overview;
}

Result<std::vector<BudgetAlert>> watchBudgets(const QSqlDatabase &db, const QDateTime &now, RunId run,
                                              const std::function<Outcome()> &change)
{
    const QDate today = now.toLocalTime().date();
    const auto before = budgetStates(db, today);
    if (const Outcome done = change(); !done) return done.error();
    const auto after = budgetStates(db, today);
    if (!before || !after) return std::vector<BudgetAlert>();
    std::vector<BudgetAlert> alerts = crossed(*before, *after);
    if (const Outcome recorded = record(db, now, run, alerts); !recorded)
        qCWarning(logStore) << "a budget's threshold was not recorded:" << recorded.error().row().id;
    return alerts;
}

Result<std::vector<BudgetBreach>> budgetBreaches(const QSqlDatabase &db, int limit)
{
    std::vector<BudgetBreach> breaches;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT at, scope, prompt, limit_pico_usd, percent, spent_pico_usd, period_from, run_id "
                             "FROM budget_breaches ORDER BY id DESC LIMIT ?"),
              {limit});
    while (query.next()) {
        const auto scope = budgetScopeFrom(query.value(1).toString());
        if (!scope) continue;
        const QVariant from = query.value(6);
        breaches.push_back({.at = timeFrom(query.value(0)),
                            .budget = {*scope, query.value(2).toString(), Money{query.value(3).toLongLong()}},
                            .percent = query.value(4).toInt(),
                            .spent = Money{query.value(5).toLongLong()},
                            .periodFrom = from.isNull() ? QDate() : QDate::fromJulianDay(from.toLongLong()),
                            .run = RunId{query.value(7).toLongLong()}});
    }
    if (query.error()) return *query.error();
    return breaches;
}

} // namespace burin

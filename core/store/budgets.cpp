#include "core/store/budgets.h"

#include "core/store/median.h"
#include "core/store/owner.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

#include <QDate>

#include <algorithm>

namespace burin {

namespace {

/// For whom something is reserved.
struct Spender {
    std::optional<RunId> run; ///< Nullopt: not kept in the history.
    QString title;            ///< Of the prompt.
    QDate day;                ///< Local, of the run: the ledger counts it there.
};

Money sumFrom(SqlQuery &query)
{
    return query.next() ? Money{query.value(0).toLongLong()} : Money{};
}

Money spentOf(SqlQuery &query, const Budget &budget, const DayRange &period)
{
    if (budget.scope == BudgetScope::Run) return {};
    if (budget.scope == BudgetScope::Prompt) {
        query.run(QStringLiteral("SELECT (SELECT coalesce(sum(cost_pico_usd), 0) FROM daily_prompt_costs "
                                 "  WHERE prompt_id = (SELECT id FROM prompts WHERE name = ?)) + "
                                 "(SELECT coalesce(sum(cost_pico_usd), 0) FROM unrecorded_costs WHERE prompt = ?) - "
                                 "(SELECT coalesce(sum(cost_pico_usd), 0) FROM imported_costs "
                                 "  WHERE prompt_id = (SELECT id FROM prompts WHERE name = ?))"),
                  {stored(budget.prompt), stored(budget.prompt), stored(budget.prompt)});
        return sumFrom(query);
    }
    query.run(
        QStringLiteral("SELECT (SELECT coalesce(sum(cost_pico_usd), 0) FROM daily_hour_costs "
                       "  WHERE day BETWEEN ? AND ?) + "
                       "(SELECT coalesce(sum(cost_pico_usd), 0) FROM unrecorded_costs WHERE day BETWEEN ? AND ?) - "
                       "(SELECT coalesce(sum(cost_pico_usd), 0) FROM imported_costs WHERE day BETWEEN ? AND ?)"),
        dayBounds(period) + dayBounds(period) + dayBounds(period));
    return sumFrom(query);
}

Money reservedOf(SqlQuery &query, const Budget &budget, const DayRange &period)
{
    if (budget.scope == BudgetScope::Run) return {};
    if (budget.scope == BudgetScope::Prompt)
        query.run(QStringLiteral("SELECT coalesce(sum(worst_pico_usd), 0) FROM reservations WHERE prompt = ?"),
                  {stored(budget.prompt)});
    else
        query.run(QStringLiteral("SELECT coalesce(sum(worst_pico_usd), 0) FROM reservations WHERE day BETWEEN ? AND ?"),
                  dayBounds(period));
    return sumFrom(query);
}

Result<std::vector<BudgetState>> statesOn(const QSqlDatabase &db, QDate day)
{
    std::vector<BudgetState> states;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT scope, prompt, limit_pico_usd FROM budgets"));
    while (query.next()) {
        const auto scope = budgetScopeFrom(query.value(0).toString());
        if (scope) states.push_back({{*scope, query.value(1).toString(), Money{query.value(2).toLongLong()}}, {}, {}});
    }
    for (BudgetState &state : states) {
        const DayRange period = periodOf(state.budget.scope, day);
        state.spent = spentOf(query, state.budget, period);
        state.reserved = reservedOf(query, state.budget, period);
    }
    if (query.error()) return *query.error();
    std::ranges::sort(states, [](const BudgetState &a, const BudgetState &b) {
        return std::tie(a.budget.scope, a.budget.prompt) < std::tie(b.budget.scope, b.budget.prompt);
    });
    return states;
}

/// A run of the history; nullopt for a simulated one.
Result<std::optional<Spender>> spenderOf(SqlQuery &query, RunId run)
{
    query.run(QStringLiteral("SELECT simulated, day, (SELECT name FROM prompts WHERE id = prompt_id), status "
                             "FROM runs WHERE id = ?"),
              {run.value});
    const bool found = query.next();
    if (query.error()) return *query.error();
    if (!found) return makeError(ErrorCode::RunNotFound, QString::number(run.value));
    if (query.value(3).toInt() != int(RunStatus::Running))
        return makeError(ErrorCode::Storage, {}, QStringLiteral("run %1 has ended").arg(run.value));
    if (query.value(0).toBool()) return std::optional<Spender>();
    return std::optional(Spender{run, query.value(2).toString(), QDate::fromJulianDay(query.value(1).toLongLong())});
}

/// Within a transaction that holds the write lock.
Result<UnrecordedReservation> reserve(const QSqlDatabase &db, const Spender &spender, const CostEstimate &estimate,
                                      const BudgetPolicy &policy)
{
    SqlQuery query(db);
    if (spender.run) query.run(QStringLiteral("DELETE FROM reservations WHERE run_id = ?"), {spender.run->value});
    if (query.error()) return *query.error();
    Result<std::vector<BudgetState>> states = statesOn(db, spender.day);
    if (!states) return states.error();
    std::erase_if(states.value(), [&spender](const BudgetState &s) { return !appliesTo(s.budget, spender.title); });
    const Result<CostReservation> reservation = reservationFor(estimate, *states, policy);
    if (!reservation) return reservation.error();
    if (reservation->worst == Money{}) return UnrecordedReservation{0, *reservation};
    query.run(QStringLiteral("INSERT INTO reservations (run_id, owner, day, prompt, worst_pico_usd) "
                             "VALUES (?, ?, ?, ?, ?)"),
              {spender.run ? QVariant(spender.run->value) : QVariant(), currentOwner(), spender.day.toJulianDay(),
               stored(spender.title), reservation->worst.picoUsd});
    if (query.error()) return *query.error();
    return UnrecordedReservation{query.insertedId(), *reservation};
}

/// Moves the reservation's amount, or @p cost, to the sums. Within a transaction.
void moveToSums(SqlQuery &query, qint64 id, std::optional<Money> cost)
{
    query.run(QStringLiteral("INSERT INTO unrecorded_costs (day, prompt, cost_pico_usd) "
                             "SELECT day, prompt, coalesce(?, worst_pico_usd) FROM reservations WHERE id = ? "
                             "ON CONFLICT DO UPDATE SET cost_pico_usd = cost_pico_usd + excluded.cost_pico_usd"),
              {stored(cost), id});
    query.run(QStringLiteral("DELETE FROM reservations WHERE id = ?"), {id});
}

} // namespace

Outcome setBudget(const QSqlDatabase &db, const Budget &budget)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    query.run(QStringLiteral("INSERT INTO budgets (scope, prompt, limit_pico_usd) VALUES (?, ?, ?) "
                             "ON CONFLICT DO UPDATE SET limit_pico_usd = excluded.limit_pico_usd"),
              {toString(budget.scope), stored(budget.prompt), budget.limit.picoUsd});
    if (query.error()) return *query.error();
    return transaction.commit();
}

Result<bool> removeBudget(const QSqlDatabase &db, const Budget &budget)
{
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM budgets WHERE scope = ? AND prompt = ?"),
              {toString(budget.scope), stored(budget.prompt)});
    if (query.error()) return *query.error();
    return query.changed() > 0;
}

Result<std::vector<BudgetState>> budgetStates(const QSqlDatabase &db, QDate today)
{
    return statesOn(db, today);
}

Result<CostReservation> reserveCost(const QSqlDatabase &db, RunId run, const CostEstimate &estimate,
                                    const BudgetPolicy &policy)
{
    if (estimate.worst == Money{}) return CostReservation{}; // local, simulated or free
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    const Result<std::optional<Spender>> spender = spenderOf(query, run);
    if (!spender) return spender.error();
    if (!*spender) return CostReservation{};
    const Result<UnrecordedReservation> reserved = reserve(db, **spender, estimate, policy);
    if (!reserved) return reserved.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return reserved->reservation;
}

Result<UnrecordedReservation> reserveUnrecorded(const QSqlDatabase &db, const QString &title,
                                                const CostEstimate &estimate, const BudgetPolicy &policy)
{
    if (const Outcome settled = settleAbandoned(db); !settled) return settled.error();
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    const Result<UnrecordedReservation> reserved =
        reserve(db, {std::nullopt, title, QDate::currentDate()}, estimate, policy);
    if (!reserved) return reserved;
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return reserved;
}

Outcome settleUnrecorded(const QSqlDatabase &db, qint64 id, std::optional<Money> cost)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    moveToSums(query, id, cost);
    if (query.error()) return *query.error();
    return transaction.commit();
}

Outcome settleAbandoned(const QSqlDatabase &db)
{
    std::vector<qint64> abandoned;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT id, owner FROM reservations WHERE run_id IS NULL"));
    while (query.next())
        if (!isAlive(query.value(1).toString())) abandoned.push_back(query.value(0).toLongLong());
    if (query.error()) return *query.error();
    for (const qint64 id : abandoned)
        if (const Outcome settled = settleUnrecorded(db, id, std::nullopt); !settled) return settled;
    return Done{};
}

} // namespace burin

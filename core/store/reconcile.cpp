#include "core/store/reconcile.h"

#include "core/cost/pricing.h"
#include "core/store/corrections.h"
#include "core/store/history.h"
#include "core/store/rollups.h"
#include "core/store/runrows.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <algorithm>

namespace burin {

namespace {

using Table = QLatin1StringView;

enum class State { NotThere, Charged, Corrected };

Result<State> stateOf(SqlQuery &query, const Reconciliation &told)
{
    // A correction that came of pricing the run anew gives way to what the provider says.
    query.run(QStringLiteral("SELECT count(*), coalesce(sum(correction = 1 AND provenance = 'reported'), 0) "
                             "FROM ledger WHERE attempt_id = "
                             "(SELECT id FROM attempts WHERE run_id = ? AND number = ?)"),
              {told.run.value, told.attempt});
    const bool found = query.next();
    if (query.error()) return *query.error();
    if (!found || query.value(0).toInt() == 0) return State::NotThere;
    return query.value(1).toInt() == 0 ? State::Charged : State::Corrected;
}

/// What is told replaces what was known.
Usage merged(const Usage &known, const Usage &told)
{
    Usage usage = known;
    for (const auto count : {&Usage::input, &Usage::cachedInput, &Usage::cacheWrite, &Usage::cacheWriteHour,
                             &Usage::output, &Usage::reasoning})
        if (told.*count) usage.*count = told.*count;
    if (told.source != Usage::Source::None) usage.source = told.source;
    return usage;
}

void correct(RunRecord &record, Attempt &attempt, const Reconciliation &told)
{
    attempt.usage = merged(attempt.usage, told.usage);
    attempt.receipt = {.total = told.charged,
                       .provenance = Provenance::Reported,
                       .priceSource = QStringLiteral("provider"),
                       .lines = {}};
    attempt.billing = Billing::Exact;
    if (&attempt == &record.attempts.back()) record.usage = attempt.usage;
    record.receipt = sumOf(record.attempts);
}

void writeAttempt(SqlQuery &query, const RunRecord &record, const Attempt &attempt)
{
    const SqlRow row = attemptRow(query, record.id, attempt);
    query.run(updateStatement(Table("attempts"), row, Table("run_id = ? AND number = ?")),
              boundValues(row, {record.id.value, attempt.number}));
}

Outcome writeRun(const QSqlDatabase &db, const RunRecord &record)
{
    const Result<SqlRow> row = runRow(db, record);
    if (!row) return row.error();
    SqlQuery query(db);
    const SqlRow contents = contentRow(query, record);
    query.run(updateStatement(Table("runs"), *row, Table("id = ?")), boundValues(*row, {record.id.value}));
    query.run(updateStatement(Table("run_contents"), contents, Table("run_id = ?")),
              boundValues(contents, {record.id.value}));
    return query.outcome();
}

} // namespace

Result<bool> reconcile(const QSqlDatabase &db, const Reconciliation &told)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    const Result<State> state = stateOf(query, told);
    if (!state) return state.error();
    if (*state == State::Corrected) return false;
    Result<RunRecord> record = loadRun(db, told.run);
    if (!record) return record.error();
    auto &attempts = record.value().attempts;
    const auto attempt = std::ranges::find(attempts, told.attempt, &Attempt::number);
    if (attempt == attempts.end()) return makeError(ErrorCode::RunNotFound, QString::number(told.run.value));
    if (*state == State::NotThere)
        return makeError(ErrorCode::Storage, {}, QStringLiteral("run %1 has not ended").arg(told.run.value));

    correct(record.value(), *attempt, told);
    Outcome written = Done{};
    changeInRollups(query, told.run, [&] {
        writeAttempt(query, *record, *attempt);
        writeCorrection(query, record->id, attempt->number);
        written = writeRun(db, *record);
    });
    if (query.error()) return *query.error();
    if (!written) return written.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return true;
}

} // namespace burin

#include "core/store/journal.h"

#include "core/store/runinsert.h"
#include "core/store/runrows.h"
#include "core/store/runtexts.h"
#include "core/store/settle.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

namespace burin {

namespace {

using Table = QLatin1StringView;

RunRecord startOf(const RunSpec &spec)
{
    RunRecord record;
    record.draft = spec.draft;
    record.messages = spec.messages;
    record.providerId = spec.provider.id;
    record.providerName = spec.provider.name;
    record.simulated = spec.provider.simulated;
    if (spec.continuation) record.continues = spec.continuation->run;
    record.batch = spec.batch;
    record.createdAt = spec.createdAt.isValid() ? spec.createdAt : QDateTime::currentDateTimeUtc();
    return record;
}

/// Done if there is such a run, in whatever state.
Outcome requireRun(SqlQuery &query, RunId run)
{
    query.run(QStringLiteral("SELECT 1 FROM runs WHERE id = ?"), {run.value});
    if (query.next()) return Done{};
    return query.error().value_or(makeError(ErrorCode::RunNotFound, QString::number(run.value)));
}

} // namespace

Result<RunId> beginRun(const QSqlDatabase &db, const RunSpec &spec)
{
    const RunRecord record = startOf(spec);
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    const Result<RunId> id = insertRun(db, record, originHere(record.createdAt));
    if (!id) return id;
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return id;
}

Outcome beginAttempt(const QSqlDatabase &db, RunId run, const Attempt &attempt)
{
    SqlTransaction transaction(db, Durability::PowerLoss); // what is sent may be charged
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT status FROM runs WHERE id = ?"), {run.value});
    const bool found = query.next();
    if (query.error()) return *query.error();
    if (!found) return makeError(ErrorCode::RunNotFound, QString::number(run.value));
    if (query.value(0).toInt() != int(RunStatus::Running))
        return makeError(ErrorCode::Storage, {}, QStringLiteral("run %1 has ended").arg(run.value));
    const SqlRow row = attemptRow(query, run, attempt);
    query.run(insertStatement(Table("attempts"), row) + orReplace(Table("run_id, number"), row), boundValues(row));
    if (query.error()) return *query.error();
    return transaction.commit();
}

Outcome checkpoint(const QSqlDatabase &db, RunId run, const QString &text, const QString &reasoning)
{
    SqlQuery query(db);
    if (text.isEmpty() && reasoning.isEmpty()) return requireRun(query, run);
    query.run(QStringLiteral("INSERT INTO run_chunks (run_id, written_at, answer, reasoning) "
                             "SELECT id, ?, ?, ? FROM runs WHERE id = ? AND status = 0"),
              {QDateTime::currentMSecsSinceEpoch(), storedChunk(text), storedChunk(reasoning), run.value});
    if (query.error()) return *query.error();
    if (query.changed() == 1) return Done{};
    return requireRun(query, run); // one that has ended has its whole text already
}

Outcome finishRun(const QSqlDatabase &db, const RunRecord &record)
{
    Q_ASSERT(record.status != RunStatus::Running);
    const Result<Settled> settled = settleRun(db, record);
    if (!settled) return settled.error();
    return Done{};
}

} // namespace burin

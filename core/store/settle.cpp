#include "core/store/settle.h"

#include "core/store/rollups.h"
#include "core/store/runrows.h"
#include "core/store/searchindex.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

#include <QJsonArray>

namespace burin {

namespace {

using Table = QLatin1StringView;

/// Whether the run was running, and no longer is.
Result<Settled> endRun(const QSqlDatabase &db, const RunRecord &record)
{
    const Result<SqlRow> base = runRow(db, record);
    if (!base) return base.error();
    SqlRow row = *base;
    row.push_back({Table("owner"), QVariant()});
    SqlQuery query(db);
    query.run(updateStatement(Table("runs"), row, Table("id = ? AND status = 0")), boundValues(row, {record.id.value}));
    if (query.error()) return *query.error();
    if (query.changed() == 1) return Settled::Now;
    query.run(QStringLiteral("SELECT 1 FROM runs WHERE id = ?"), {record.id.value});
    if (query.next()) return Settled::Before;
    return query.error().value_or(makeError(ErrorCode::RunNotFound, QString::number(record.id.value)));
}

/// The attempts become those of the record, which is the whole truth: one that was journalled and never sent goes.
void writeAttempts(SqlQuery &query, const RunRecord &record)
{
    QJsonArray numbers;
    for (const Attempt &attempt : record.attempts)
        numbers += attempt.number;
    query.run(
        QStringLiteral("DELETE FROM attempts WHERE run_id = ? AND number NOT IN (SELECT value FROM json_each(?))"),
        {record.id.value, QString::fromUtf8(compactJson(QJsonDocument(numbers)))});
    for (const Attempt &attempt : record.attempts) {
        const SqlRow row = attemptRow(query, record.id, attempt);
        query.run(insertStatement(Table("attempts"), row) + orReplace(Table("run_id, number"), row), boundValues(row));
    }
}

/// Copied from the attempts by SQL, so that the sums cannot differ.
void writeLedger(SqlQuery &query, RunId run)
{
    query.run(QStringLiteral(
                  "INSERT INTO ledger (attempt_id, run_id, created_at, day, hour, simulated, provider_id, model_id, "
                  "  prompt_id, model_served, amount_pico_usd, billing, provenance, input_tokens, "
                  "  cached_input_tokens, cache_write_tokens, cache_write_hour_tokens, output_tokens, "
                  "  reasoning_tokens) "
                  "SELECT a.id, r.id, r.created_at, r.day, r.hour, r.simulated, "
                  "  coalesce(a.provider_id, r.provider_id), coalesce(a.model_id, r.model_id), "
                  "  r.prompt_id, a.model_served, a.cost_pico_usd, a.billing, a.provenance, a.input_tokens, "
                  "  a.cached_input_tokens, a.cache_write_tokens, a.cache_write_hour_tokens, a.output_tokens, "
                  "  a.reasoning_tokens "
                  "FROM runs AS r JOIN attempts AS a ON a.run_id = r.id WHERE r.id = ? ORDER BY a.number"),
              {run.value});
}

} // namespace

Result<Settled> settleWithin(const QSqlDatabase &db, const RunRecord &record)
{
    const Result<Settled> ended = endRun(db, record);
    if (!ended || *ended == Settled::Before) return ended;

    SqlQuery query(db);
    const SqlRow contents = contentRow(query, record);
    query.run(updateStatement(Table("run_contents"), contents, Table("run_id = ?")),
              boundValues(contents, {record.id.value}));
    writeAttempts(query, record);
    writeLedger(query, record.id);
    query.run(QStringLiteral("DELETE FROM run_chunks WHERE run_id = ?"), {record.id.value});
    addToSearchIndex(query, record.id, record.id);
    addToRollups(query, record.id);
    query.run(QStringLiteral("DELETE FROM reservations WHERE run_id = ?"), {record.id.value});
    if (query.error()) return *query.error();
    return Settled::Now;
}

Result<Settled> settleRun(const QSqlDatabase &db, const RunRecord &record)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    const Result<Settled> settled = settleWithin(db, record);
    if (!settled || *settled == Settled::Before) return settled;
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return Settled::Now;
}

} // namespace burin

#include "core/store/history.h"

#include "core/store/runrows.h"
#include "core/store/runtexts.h"
#include "core/store/sqlquery.h"

namespace burin {

namespace {

Result<std::vector<Attempt>> loadAttempts(const QSqlDatabase &db, RunId run)
{
    std::vector<Attempt> attempts;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT a.*, (SELECT name FROM providers WHERE id = a.provider_id) AS provider, "
                             "(SELECT name FROM models WHERE id = a.model_id) AS model "
                             "FROM attempts AS a WHERE a.run_id = ? ORDER BY a.number"),
              {run.value});
    while (query.next())
        attempts.push_back(attemptFrom(query));
    if (query.error()) return *query.error();
    return attempts;
}

/// What streamed so far, for a run that is still running.
Outcome appendChunks(const QSqlDatabase &db, RunRecord &record)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT answer, reasoning FROM run_chunks WHERE run_id = ? ORDER BY id"),
              {record.id.value});
    while (query.next()) {
        record.text += chunkFrom(query.value(0));
        record.reasoning += chunkFrom(query.value(1));
    }
    return query.outcome();
}

QStringList allNames(SqlQuery &query, const QString &sql)
{
    QStringList result;
    query.run(sql);
    while (query.next())
        result += query.value(0).toString();
    result.sort(Qt::CaseInsensitive);
    return result;
}

/// The names in @p table that runs have; others are known from an attempt only.
QStringList names(SqlQuery &query, QLatin1StringView table, QLatin1StringView column)
{
    return allNames(query, QStringLiteral("SELECT name FROM %1 WHERE name <> '' "
                                          "AND EXISTS (SELECT 1 FROM runs WHERE %2 = %1.id)")
                               .arg(table, column));
}

} // namespace

Result<RunRecord> loadRun(const QSqlDatabase &db, RunId id)
{
    RunRecord record;
    Result<std::vector<Attempt>> attempts = loadAttempts(db, id);
    if (!attempts) return attempts.error();
    record.attempts = std::move(attempts.value());

    SqlQuery query(db);
    query.run(QStringLiteral("SELECT r.*, c.*, (SELECT name FROM providers WHERE id = r.provider_id) AS provider, "
                             "(SELECT text FROM beginnings WHERE id = c.beginning_id) AS beginning, "
                             "(SELECT key FROM batches WHERE id = r.batch_id) AS batch_key, "
                             "(SELECT name FROM batches WHERE id = r.batch_id) AS batch_name "
                             "FROM runs AS r JOIN run_contents AS c ON c.run_id = r.id WHERE r.id = ?"),
              {id.value});
    if (!query.next()) return query.error().value_or(makeError(ErrorCode::RunNotFound, QString::number(id.value)));
    readRun(query, record);
    if (record.status == RunStatus::Running) {
        if (const Outcome added = appendChunks(db, record); !added) return added.error();
    }
    return record;
}

Result<RunFacets> runFacets(const QSqlDatabase &db)
{
    SqlQuery query(db);
    RunFacets facets;
    facets.models = names(query, QLatin1StringView("models"), QLatin1StringView("model_id"));
    facets.providers = names(query, QLatin1StringView("providers"), QLatin1StringView("provider_id"));
    facets.tags = allNames(query, QStringLiteral("SELECT name FROM tags WHERE EXISTS "
                                                 "(SELECT 1 FROM run_tags WHERE tag_id = tags.id)"));
    facets.variables = allNames(query, QStringLiteral("SELECT name FROM variables"));
    facets.batches = allNames(query, QStringLiteral("SELECT DISTINCT name FROM (SELECT name FROM batches "
                                                    "WHERE name <> '' ORDER BY id DESC LIMIT 200)"));
    facets.prompts = names(query, QLatin1StringView("prompts"), QLatin1StringView("prompt_id"));
    if (query.error()) return *query.error();
    return facets;
}

} // namespace burin

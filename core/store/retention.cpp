#include "core/store/retention.h"

#include "core/base/id.h"
#include "core/domain/run.h"
#include "core/store/searchindex.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <vector>

namespace burin {

namespace {

constexpr int RunsAtOnce = 20;
constexpr int RecordingsAtOnce = 20;

/// Deleted, ended, and with its texts still there. One that someone continues or may undo is no different: the texts of
/// its own run are its own.
Result<std::vector<RunId>> deletedRuns(const QSqlDatabase &db, const QDateTime &before)
{
    std::vector<RunId> runs;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT id FROM runs INDEXED BY runs_by_deletion WHERE deleted_at < ? AND status <> 0 "
                             "AND EXISTS (SELECT 1 FROM run_contents WHERE run_id = runs.id) LIMIT ?"),
              {before.toMSecsSinceEpoch(), RunsAtOnce});
    while (query.next())
        runs.push_back(RunId{query.value(0).toLongLong()});
    if (query.error()) return *query.error();
    return runs;
}

/// Whatever has words of the prompt, of the answer or of the user in it.
void purge(SqlQuery &query, RunId run)
{
    removeFromSearchIndex(query, run);
    for (const char *sql :
         {"DELETE FROM run_notes WHERE run_id = ?", "DELETE FROM run_tags WHERE run_id = ?",
          "DELETE FROM run_values WHERE run_id = ?", "DELETE FROM recordings WHERE run_id = ?",
          "DELETE FROM run_contents WHERE run_id = ?", "UPDATE runs SET heading = NULL WHERE id = ?",
          "UPDATE attempts SET error = json_object('code', error_code) WHERE run_id = ? AND error IS NOT NULL"})
        query.run(QString::fromLatin1(sql), {run.value});
}

} // namespace

Result<int> purgeDeletedRuns(const QSqlDatabase &db, const QDateTime &before)
{
    const Result<std::vector<RunId>> seen = deletedRuns(db, before); // without a lock: usually there are none
    if (!seen) return seen.error();
    if (seen->empty()) return 0;
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    const Result<std::vector<RunId>> runs = deletedRuns(db, before); // one may have been brought back since
    if (!runs) return runs.error();
    SqlQuery query(db);
    for (const RunId run : *runs)
        purge(query, run);
    query.run(QStringLiteral("DELETE FROM beginnings WHERE NOT EXISTS "
                             "(SELECT 1 FROM run_contents WHERE beginning_id = beginnings.id)"));
    if (query.error()) return *query.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return int(runs->size());
}

Result<int> dropRecordingsBefore(const QSqlDatabase &db, QDate before)
{
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM recordings WHERE id IN (SELECT c.id FROM recordings AS c "
                             "JOIN runs AS r ON r.id = c.run_id WHERE r.day < ? ORDER BY c.id LIMIT ?)"),
              {before.toJulianDay(), RecordingsAtOnce});
    if (query.error()) return *query.error();
    return query.changed();
}

} // namespace burin

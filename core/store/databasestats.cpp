#include "core/store/databasestats.h"

#include "core/store/backlog.h"
#include "core/store/sqlquery.h"

namespace burin {

namespace {

struct Figure {
    qint64 DatabaseStats::*value;
    const char *sql;
};
constexpr Figure figures[] = {
    {&DatabaseStats::runs, "SELECT count(*) FROM runs"},
    {&DatabaseStats::deletedRuns, "SELECT count(*) FROM runs WHERE deleted_at IS NOT NULL"},
    {&DatabaseStats::purgedRuns, "SELECT count(*) FROM runs WHERE deleted_at IS NOT NULL "
                                 "AND NOT EXISTS (SELECT 1 FROM run_contents WHERE run_id = runs.id)"},
    {&DatabaseStats::textBytes,
     "SELECT coalesce(sum(length(CAST(prompt AS BLOB)) + length(CAST(answer AS BLOB)) + "
     "  coalesce(length(CAST(reasoning AS BLOB)), 0) + coalesce(length(CAST(refusal AS BLOB)), 0) + "
     "  coalesce((SELECT length(CAST(text AS BLOB)) FROM beginnings WHERE id = beginning_id), 0)), 0) "
     "FROM run_contents"},
    {&DatabaseStats::sharedBytes,
     "SELECT coalesce(sum(length(CAST(text AS BLOB)) * "
     "  ((SELECT count(*) FROM run_contents WHERE beginning_id = beginnings.id) - 1)), 0) FROM beginnings"},
    {&DatabaseStats::recordingBytes, "SELECT packed_bytes FROM recording_totals"},
    {&DatabaseStats::fileBytes, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"},
    {&DatabaseStats::freeBytes, "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size"},
};

} // namespace

Result<DatabaseStats> databaseStats(const QSqlDatabase &db)
{
    DatabaseStats stats;
    SqlQuery query(db);
    for (const Figure &figure : figures) {
        query.run(QString::fromLatin1(figure.sql));
        if (query.next()) stats.*figure.value = query.value(0).toLongLong();
    }
    query.run(QStringLiteral("PRAGMA user_version"));
    if (query.next()) stats.schemaVersion = query.value(0).toInt();
    if (query.error()) return *query.error();
    const Result<qint64> left = backlogLeft(db);
    if (!left) return left.error();
    stats.backlogRuns = *left;
    return stats;
}

Outcome compactDatabase(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("VACUUM"));
    query.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); // else the log is as large as the file
    return query.outcome();
}

} // namespace burin

#include "core/store/spanqueue.h"

#include "core/store/owner.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

namespace burin {

namespace {

/// Of processes that are gone, and of this one.
void freeLeftClaims(SqlQuery &query)
{
    QStringList owners;
    query.run(QStringLiteral("SELECT DISTINCT owner FROM span_queue WHERE owner IS NOT NULL"));
    while (query.next())
        owners += query.value(0).toString();
    for (const QString &owner : owners)
        if (owner == currentOwner() || !isAlive(owner))
            query.run(QStringLiteral("UPDATE span_queue SET owner = NULL WHERE owner = ?"), {owner});
}

} // namespace

Result<std::optional<Collector>> loadCollector(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT endpoint, key_header, content FROM collector"));
    std::optional<Collector> collector;
    if (query.next()) collector = {query.value(0).toString(), query.value(1).toString(), query.value(2).toBool()};
    if (query.error()) return *query.error();
    return collector;
}

Outcome saveCollector(const QSqlDatabase &db, const std::optional<Collector> &collector)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM collector"));
    if (collector)
        query.run(QStringLiteral("INSERT INTO collector (id, endpoint, key_header, content) VALUES (1, ?, ?, ?)"),
                  {stored(collector->endpoint), stored(collector->keyHeader), int(collector->content)});
    query.run(collector ? QStringLiteral("UPDATE span_queue SET due_at = 0")
                        : QStringLiteral("DELETE FROM span_queue"));
    if (query.error()) return *query.error();
    return transaction.commit();
}

Result<std::vector<QueuedRun>> claimSpans(const QSqlDatabase &db, const QDateTime &now, int most)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    freeLeftClaims(query);
    std::vector<QueuedRun> runs;
    query.run(QStringLiteral("SELECT run_id, tries FROM span_queue WHERE due_at <= ? AND owner IS NULL "
                             "ORDER BY due_at, run_id LIMIT ?"),
              {stored(now), most});
    while (query.next())
        runs.push_back({RunId{query.value(0).toLongLong()}, query.value(1).toInt()});
    for (const QueuedRun &queued : runs)
        query.run(QStringLiteral("UPDATE span_queue SET owner = ? WHERE run_id = ?"),
                  {currentOwner(), queued.run.value});
    if (query.error()) return *query.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return runs;
}

Outcome forgetSpans(const QSqlDatabase &db, const std::vector<QueuedRun> &runs)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    for (const QueuedRun &queued : runs)
        query.run(QStringLiteral("DELETE FROM span_queue WHERE run_id = ?"), {queued.run.value});
    if (query.error()) return *query.error();
    return transaction.commit();
}

Outcome postponeSpans(const QSqlDatabase &db, const std::vector<QueuedRun> &runs, const QDateTime &due)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    for (const QueuedRun &queued : runs)
        query.run(QStringLiteral("UPDATE span_queue SET tries = tries + 1, due_at = ?, owner = NULL WHERE run_id = ?"),
                  {stored(due), queued.run.value});
    if (query.error()) return *query.error();
    return transaction.commit();
}

Outcome hastenSpans(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("UPDATE span_queue SET due_at = 0"));
    return query.outcome();
}

Result<SpanQueueState> spanQueueState(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT count(*), min(due_at) FROM span_queue"));
    SpanQueueState state;
    if (query.next()) state = {query.value(0).toLongLong(), timeFrom(query.value(1))};
    if (query.error()) return *query.error();
    return state;
}

} // namespace burin

#include "core/store/portableruns.h"

#include "core/store/history.h"
#include "core/store/runinsert.h"
#include "core/store/runkeys.h"
#include "core/store/settle.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

namespace burin {

namespace {

using Fate = TakenRun::Fate;

/// What stands in table runs and beside it, and not in the record. False: the run stays here.
bool readPlace(SqlQuery &query, RunId id, PortableRun &run)
{
    query.run(QStringLiteral("SELECT c.continues, r.day, r.hour, r.starred, r.rating, "
                             "  (SELECT note FROM run_notes WHERE run_id = r.id), r.conversation_id, r.follows_id "
                             "FROM runs AS r JOIN run_contents AS c ON c.run_id = r.id "
                             "WHERE r.id = ? AND r.status <> 0 AND r.deleted_at IS NULL"),
              {id.value});
    if (!query.next()) return false;
    const RunId continues{query.value(0).toLongLong()};
    const RunId conversation{query.value(6).toLongLong()};
    const RunId follows{query.value(7).toLongLong()};
    run.day = QDate::fromJulianDay(query.value(1).toLongLong());
    run.hour = query.value(2).toInt();
    run.starred = query.value(3).toBool();
    run.rating = query.value(4).toInt();
    run.note = query.value(5).toString();
    run.key = runKey(query, id);
    if (continues.isValid()) run.continues = runKey(query, continues);
    if (conversation.isValid()) run.conversation = runKey(query, conversation);
    if (follows.isValid()) run.follows = runKey(query, follows);
    return true;
}

void readTags(SqlQuery &query, RunId id, PortableRun &run)
{
    query.run(QStringLiteral("SELECT name FROM tags JOIN run_tags ON tag_id = tags.id WHERE run_id = ? ORDER BY name"),
              {id.value});
    while (query.next())
        run.tags += query.value(0).toString();
}

Outcome fillAllKeys(const QSqlDatabase &db)
{
    constexpr int AtOnce = 2'000;
    for (int filled = AtOnce; filled > 0;) {
        const Result<int> some = fillRunKeys(db, AtOnce);
        if (!some) return some.error();
        filled = *some;
    }
    return Done{};
}

std::optional<RunId> findRun(SqlQuery &query, const QUuid &key)
{
    if (key.isNull()) return std::nullopt;
    query.run(QStringLiteral("SELECT id FROM runs WHERE key = ?"), {key.toRfc4122()});
    return query.next() ? std::optional(RunId{query.value(0).toLongLong()}) : std::nullopt;
}

/// The record without what means something elsewhere only.
RunRecord localRecord(SqlQuery &query, const PortableRun &run)
{
    RunRecord record = run.record;
    record.draft.prompt = {};
    record.draft.version = {};
    record.draft.turn = {};
    if (const std::optional<RunId> conversation = findRun(query, run.conversation))
        record.draft.turn = {*conversation, findRun(query, run.follows).value_or(RunId())};
    record.continues = findRun(query, run.continues).value_or(RunId());
    return record;
}

/// A tag that there is in other letters is that tag.
qint64 importedTag(SqlQuery &query, const QString &tag)
{
    query.run(QStringLiteral("SELECT id, name FROM tags"));
    while (query.next())
        if (query.value(1).toString().compare(tag, Qt::CaseInsensitive) == 0) return query.value(0).toLongLong();
    query.run(QStringLiteral("INSERT INTO tags (name) VALUES (?)"), {stored(tag)});
    return query.insertedId();
}

/// Before the run ends, since it is then that its texts are indexed.
void writeMarks(SqlQuery &query, RunId id, const PortableRun &run)
{
    query.run(QStringLiteral("UPDATE runs SET starred = ?, rating = nullif(?, 0) WHERE id = ?"),
              {int(run.starred), run.rating, id.value});
    if (!run.note.isEmpty())
        query.run(QStringLiteral("INSERT INTO run_notes (run_id, note) VALUES (?, ?)"), {id.value, stored(run.note)});
    for (const QString &tag : run.tags)
        query.run(QStringLiteral("INSERT INTO run_tags (tag_id, run_id) VALUES (?, ?) ON CONFLICT DO NOTHING"),
                  {importedTag(query, tag), id.value});
}

/// Everything of one run; it begins and ends at once, so that it is counted where every run is.
Result<RunId> insertEnded(const QSqlDatabase &db, const PortableRun &run)
{
    SqlQuery query(db);
    RunRecord record = localRecord(query, run);
    RunRecord beginning = record;
    beginning.status = RunStatus::Running;
    const Result<RunId> id = insertRun(db, beginning, {run.key, run.day, run.hour, QDateTime::currentDateTimeUtc()});
    if (!id) return id;
    writeMarks(query, *id, run);
    if (query.error()) return *query.error();
    record.id = *id;
    const Result<Settled> settled = settleWithin(db, record);
    if (!settled) return settled.error();
    return id;
}

/// @p run within a savepoint, so that one that fails takes no other along.
Result<TakenRun> takeRun(const QSqlDatabase &db, const PortableRun &run)
{
    SqlQuery query(db);
    const std::optional<RunId> known = findRun(query, run.key);
    if (known) return TakenRun{Fate::Present, *known, {}};
    query.run(QStringLiteral("SAVEPOINT taken_run"));
    if (query.error()) return *query.error();
    const Result<RunId> id = insertEnded(db, run);
    const bool failed = !id;
    if (failed && id.error().code != ErrorCode::Storage) return id.error(); // a full disk is nothing of this run's
    if (failed) query.run(QStringLiteral("ROLLBACK TO taken_run"));
    query.run(QStringLiteral("RELEASE taken_run"));
    if (query.error()) return *query.error();
    if (failed) return TakenRun{Fate::Refused, {}, id.error().detail};
    return TakenRun{Fate::Added, *id, {}};
}

} // namespace

Result<std::vector<PortableRun>> loadPortableRuns(const QSqlDatabase &db, const std::vector<RunId> &ids)
{
    std::vector<PortableRun> runs;
    SqlQuery query(db);
    for (const RunId id : ids) {
        PortableRun run;
        if (!readPlace(query, id, run)) continue;
        readTags(query, id, run);
        if (query.error()) return *query.error();
        const Result<RunRecord> record = loadRun(db, id);
        if (!record) return record.error();
        run.record = *record;
        runs.push_back(std::move(run));
    }
    if (query.error()) return *query.error();
    return runs;
}

Result<std::vector<TakenRun>> takeRuns(const QSqlDatabase &db, const std::vector<PortableRun> &runs)
{
    if (const Outcome filled = fillAllKeys(db); !filled) return filled.error();
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    std::vector<TakenRun> taken;
    for (const PortableRun &run : runs) {
        const Result<TakenRun> one = takeRun(db, run);
        if (!one) return one.error();
        taken.push_back(*one);
    }
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return taken;
}

} // namespace burin

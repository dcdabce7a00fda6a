#include "core/store/runinsert.h"

#include "core/store/owner.h"
#include "core/store/runkeys.h"
#include "core/store/runrows.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"
#include "core/store/variableindex.h"

namespace burin {

RunOrigin originHere(const QDateTime &createdAt)
{
    const QDateTime local = createdAt.toLocalTime();
    return {newRunKey(createdAt), local.date(), local.time().hour(), {}};
}

Result<RunId> insertRun(const QSqlDatabase &db, const RunRecord &record, const RunOrigin &origin)
{
    Q_ASSERT(record.status == RunStatus::Running);
    using Table = QLatin1StringView;
    const Result<SqlRow> base = runRow(db, record);
    if (!base) return base.error();
    SqlRow row = *base;
    row.push_back({Table("created_at"), stored(record.createdAt)});
    row.push_back({Table("day"), origin.day.toJulianDay()});
    row.push_back({Table("hour"), origin.hour});
    row.push_back({Table("owner"), currentOwner()});
    row.push_back({Table("key"), origin.key.toRfc4122()});
    row.push_back({Table("imported_at"), stored(origin.importedAt)});
    const Turn &turn = record.draft.turn;
    if (turn.conversation.isValid()) row.push_back({Table("conversation_id"), turn.conversation.value});
    if (turn.follows.isValid()) row.push_back({Table("follows_id"), turn.follows.value});
    SqlQuery query(db);
    query.run(insertStatement(Table("runs"), row), boundValues(row));
    if (query.error()) return *query.error();
    const RunId id{query.insertedId()};
    query.run(QStringLiteral("INSERT INTO days (day, first_run, last_run) VALUES (?, ?, ?) "
                             "ON CONFLICT (day) DO UPDATE SET last_run = excluded.last_run"),
              {origin.day.toJulianDay(), id.value, id.value});
    SqlRow contents = contentRow(query, record);
    contents.push_back({Table("run_id"), id.value});
    query.run(insertStatement(Table("run_contents"), contents), boundValues(contents));
    indexVariables(query, id, record.draft.variables);
    if (query.error()) return *query.error();
    return id;
}

} // namespace burin

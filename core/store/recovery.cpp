#include "core/store/budgets.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/owner.h"
#include "core/store/settle.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <algorithm>

namespace burin {

namespace {

Result<std::vector<RunId>> abandonedRuns(const QSqlDatabase &db)
{
    std::vector<RunId> runs;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT id, owner FROM runs INDEXED BY runs_by_status WHERE status = 0 ORDER BY id"));
    while (query.next()) {
        if (!isAlive(query.value(1).toString())) runs.push_back(RunId{query.value(0).toLongLong()});
    }
    if (query.error()) return *query.error();
    return runs;
}

/// When the run was last seen alive: its last checkpoint, the beginning of its last attempt, or its own.
Result<QDateTime> lastSign(const QSqlDatabase &db, const RunRecord &record)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT max(written_at) FROM run_chunks WHERE run_id = ?"), {record.id.value});
    const bool found = query.next();
    if (query.error()) return *query.error();
    QDateTime time = record.createdAt;
    if (!record.attempts.empty() && record.attempts.back().startedAt.isValid())
        time = std::max(time, record.attempts.back().startedAt);
    if (found && !query.value(0).isNull()) time = std::max(time, timeFrom(query.value(0)));
    return time;
}

/// An attempt is journalled right before it is sent, so it may have left, whatever its row says. What it cost is
/// unknown, or can be estimated from the text that arrived; never nothing.
void closeAttempt(Attempt &attempt, const RunRecord &run, const QDateTime &end)
{
    const bool ended = attempt.error.has_value() || attempt.duration.count() > 0;
    if (ended) return;
    const bool last = attempt.number == run.attempts.back().number;
    const bool content = !run.text.isEmpty() || !run.reasoning.isEmpty();
    attempt.sent = true;
    attempt.error = makeError(ErrorCode::Interrupted);
    attempt.billing = last && content ? Billing::Estimated : Billing::Unknown;
    if (last && attempt.startedAt.isValid())
        attempt.duration = milliseconds(std::max<qint64>(0, attempt.startedAt.msecsTo(end)));
}

void interrupt(RunRecord &record, const QDateTime &end)
{
    record.status = RunStatus::Interrupted;
    record.error = makeError(ErrorCode::Interrupted);
    record.endedAt = end;
    record.timings.total = milliseconds(record.createdAt.msecsTo(end));
    for (Attempt &attempt : record.attempts)
        closeAttempt(attempt, record, end);
}

} // namespace

Result<int> recoverInterrupted(const QSqlDatabase &db)
{
    const Result<std::vector<RunId>> runs = abandonedRuns(db);
    if (!runs) return runs.error();
    int count = 0;
    for (const RunId id : *runs) {
        Result<RunRecord> record = loadRun(db, id);
        if (!record) return record.error();
        const Result<QDateTime> end = lastSign(db, *record);
        if (!end) return end.error();
        interrupt(record.value(), *end);
        const Result<Settled> settled = settleRun(db, *record);
        if (!settled) return settled.error();
        count += *settled == Settled::Now ? 1 : 0; // another process may have been faster
    }
    if (const Outcome released = settleAbandoned(db); !released) return released.error();
    return count;
}

} // namespace burin

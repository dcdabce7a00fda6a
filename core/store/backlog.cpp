#include "core/store/backlog.h"

#include "core/store/searchindex.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/variableindex.h"

#include <algorithm>

namespace burin {

namespace {

/// A kind of work. It must do no harm when it was done already for some of the runs.
struct Task {
    const char *name;                                       ///< In the table.
    int runs;                                               ///< In one transaction.
    void (*work)(SqlQuery &query, RunId first, RunId last); ///< Inclusive.
};
constexpr Task tasks[] = {
    {"search", 50, &addToSearchIndex},
    {"variables", 50, &indexEarlierVariables},
};

struct Rest {
    const Task *task;
    qint64 first;
    qint64 last;
};

/// A task of a later version is left alone.
Result<std::optional<Rest>> nextRest(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT task, first_run, last_run FROM backlog"));
    while (query.next()) {
        const QString name = query.value(0).toString();
        const auto task = std::ranges::find_if(tasks, [&](const Task &t) { return name == QLatin1StringView(t.name); });
        if (task != std::end(tasks))
            return std::optional(Rest{task, query.value(1).toLongLong(), query.value(2).toLongLong()});
    }
    if (query.error()) return *query.error();
    return std::optional<Rest>();
}

} // namespace

Result<qint64> backlogLeft(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT coalesce(sum(last_run - first_run + 1), 0) FROM backlog"));
    if (query.next()) return query.value(0).toLongLong();
    return query.error().value_or(makeError(ErrorCode::Storage));
}

Result<bool> workOnBacklog(const QSqlDatabase &db)
{
    const Result<std::optional<Rest>> seen = nextRest(db); // without a lock: usually there is nothing
    if (!seen) return seen.error();
    if (!seen.value()) return false;
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    const Result<std::optional<Rest>> rest = nextRest(db); // another process may be at it, too
    if (!rest) return rest.error();
    if (!rest.value()) return false;
    const auto &[task, first, last] = **rest;
    const qint64 from = std::max(first, last - task->runs + 1);
    const QString name = QString::fromLatin1(task->name);
    SqlQuery query(db);
    task->work(query, RunId{from}, RunId{last});
    if (from > first)
        query.run(QStringLiteral("UPDATE backlog SET last_run = ? WHERE task = ?"), {from - 1, name});
    else
        query.run(QStringLiteral("DELETE FROM backlog WHERE task = ?"), {name});
    if (query.error()) return *query.error();
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return true;
}

} // namespace burin

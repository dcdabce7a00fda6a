#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>

#include <optional>
#include <vector>

namespace burin {

// The runs that a collector of traces has not acknowledged yet. Runs come in by themselves, in the transaction that
// ends them (a trigger of migration 0016), while there is a collector.

/// Where finished runs are told, and how much of them.
struct Collector {
    QString endpoint;
    QString keyHeader;
    bool content = false;
    bool operator==(const Collector &) const = default;
};
Result<std::optional<Collector>> loadCollector(const QSqlDatabase &db);
/// What waits is due at once. Without a collector nobody is told any more, and what waits is forgotten: it was meant
/// for the one there was.
Outcome saveCollector(const QSqlDatabase &db, const std::optional<Collector> &collector);

struct QueuedRun {
    RunId run;
    int tries = 0; ///< That failed.
    bool operator==(const QueuedRun &) const = default;
};

/// At most @p most runs that are due at @p now, the oldest first; nobody else gets them until they are settled, or this
/// process has ended. What this process had claimed before is free again: it sends one batch at a time.
Result<std::vector<QueuedRun>> claimSpans(const QSqlDatabase &db, const QDateTime &now, int most);
/// They were acknowledged, or will never be: they leave the queue.
Outcome forgetSpans(const QSqlDatabase &db, const std::vector<QueuedRun> &runs);
/// They stay, and are due at @p due.
Outcome postponeSpans(const QSqlDatabase &db, const std::vector<QueuedRun> &runs, const QDateTime &due);

/// Everything that waits is due at once: the user asks for it.
Outcome hastenSpans(const QSqlDatabase &db);

struct SpanQueueState {
    qint64 waiting = 0;
    QDateTime due; ///< Of the next one, UTC; invalid when none waits.
};
Result<SpanQueueState> spanQueueState(const QSqlDatabase &db);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>

namespace burin {

/// Writing a run as it happens. Plain synchronous functions on a connection; each is one transaction.

/// Commits the run's row with status running and everything of @p spec but the key. Before its first byte is sent.
Result<RunId> beginRun(const QSqlDatabase &db, const RunSpec &spec);
/// Commits the attempt's row, and with it that of its run, in a transaction that survives a power loss. Before its
/// request is sent.
Outcome beginAttempt(const QSqlDatabase &db, RunId run, const Attempt &attempt);
/// Commits text that arrived since the last checkpoint. At least every 250 ms or 4 KiB while streaming.
Outcome checkpoint(const QSqlDatabase &db, RunId run, const QString &text, const QString &reasoning);
/// Commits the terminal state, all attempts and the ledger in one synchronous=FULL transaction. Once per run: a second
/// call for the same run changes nothing and succeeds.
Outcome finishRun(const QSqlDatabase &db, const RunRecord &record);
/// Settles the runs that a process left behind that no longer lives: status interrupted, text from its checkpoints.
/// Runs of living processes are left alone. Returns how many were settled.
Result<int> recoverInterrupted(const QSqlDatabase &db);

} // namespace burin

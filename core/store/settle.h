#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>

namespace burin {

/// Whether this call ended the run.
enum class Settled { Now, Before };

/// The one way a run ends: terminal state, contents, attempts, ledger, search index and rollups, and the release
/// of what was reserved for it, in one transaction that survives a power loss. A run that has ended already is left as
/// it is.
Result<Settled> settleRun(const QSqlDatabase &db, const RunRecord &record);
/// The same within the caller's transaction.
Result<Settled> settleWithin(const QSqlDatabase &db, const RunRecord &record);

} // namespace burin

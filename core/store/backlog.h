#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

namespace burin {

// Work over all earlier runs that a migration left in the table backlog, because a million of them would keep the
// program from starting. It is done in small transactions, each of which also notes how far it came: a kill loses no
// more than the last one. The newest runs are done first. A task is a row in backlog.cpp.

/// Runs that are still to be done; 0 = nothing is left. Of several tasks, the sum.
Result<qint64> backlogLeft(const QSqlDatabase &db);
/// Does a part of it, for some ten milliseconds; false when nothing was left to do.
Result<bool> workOnBacklog(const QSqlDatabase &db);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QDateTime>
#include <QSqlDatabase>

namespace burin {

// What goes for good. Each call is one short transaction and takes a few runs; call it until it returns 0. No figure
// changes: rows of runs, attempts and the ledger stay, and with them what was spent.

/// The texts, notes, tags, recordings and index entries of runs that the user deleted before @p before. How many.
Result<int> purgeDeletedRuns(const QSqlDatabase &db, const QDateTime &before);
/// The recordings of runs made before the local day @p before. How many.
Result<int> dropRecordingsBefore(const QSqlDatabase &db, QDate before);

} // namespace burin

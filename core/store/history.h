#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"

#include <QSqlDatabase>

namespace burin {

/// Newest first; @p before = the last id of the page before, or an invalid id for the first page (keyset, no OFFSET).
Result<RunPage> runPage(const QSqlDatabase &db, const RunQuery &query, RunId before, int limit);
/// Everything of one run. RunNotFound if there is none. A running one has the text of its checkpoints so far.
Result<RunRecord> loadRun(const QSqlDatabase &db, RunId id);
Result<RunFacets> runFacets(const QSqlDatabase &db);

} // namespace burin

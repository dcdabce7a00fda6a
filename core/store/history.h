#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"
#include "core/store/runselection.h"

#include <QSqlDatabase>

namespace burin {

/// A page of the runs that @p query finds, in its order, from @p place on: usually the last run of the page before
/// (keyset). Deleted runs are in none.
Result<RunPage> runPage(const QSqlDatabase &db, const RunQuery &query, const RunPlace &place, int limit);
/// Only the ids of such a page.
Result<std::vector<RunId>> runIds(const QSqlDatabase &db, const RunQuery &query, const RunPlace &place, int limit);
/// The next @p limit runs behind @p before, without what they are: for a count that grows piece by piece, each soon
/// done.
Result<RunStretch> runStretch(const QSqlDatabase &db, const RunQuery &query, RunId before, int limit);
/// Everything of one run. RunNotFound if there is none. A running one has the text of its checkpoints so far.
Result<RunRecord> loadRun(const QSqlDatabase &db, RunId id);
Result<RunFacets> runFacets(const QSqlDatabase &db);

} // namespace burin

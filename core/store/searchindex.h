#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

#include <functional>

namespace burin {

class SqlQuery;

// The full-text index run_search over the view run_texts. In a schema that is not trusted no trigger may write to it,
// so whoever changes a text that is in it says so here, within the same transaction.

/// Puts the runs with ids from @p first to @p last in that have ended and are not in it yet.
void addToSearchIndex(SqlQuery &query, RunId first, RunId last);
/// Takes a run out, before its texts go.
void removeFromSearchIndex(SqlQuery &query, RunId run);
/// Brings the index up to date with a run of which @p change alters the texts: its note. One that is not in it, because
/// it is running or the backlog did not come to it, stays out.
void changeInSearchIndex(SqlQuery &query, RunId run, const std::function<void()> &change);

/// A step of some milliseconds towards fewer pieces, which every write leaves one of. False: there is nothing to merge.
Result<bool> mergeSearchIndex(const QSqlDatabase &db);

} // namespace burin

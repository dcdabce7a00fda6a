#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"
#include "core/store/sqlrow.h"

#include <QSqlDatabase>

namespace burin {

class SqlQuery;

// Runs and attempts as rows, and back.

/// The row of table runs, without id, creation time and owner. Adds the names it uses to their tables.
Result<SqlRow> runRow(const QSqlDatabase &db, const RunRecord &record);
/// The row of table run_contents, without run_id. Adds what it shares with other runs to its table with @p query.
SqlRow contentRow(SqlQuery &query, const RunRecord &record);
/// The row of table attempts, without id. Adds the names it uses to their tables with @p query.
SqlRow attemptRow(SqlQuery &query, RunId run, const Attempt &attempt);

/// A row of runs joined with run_contents and providers. Attempts must be there already: a receipt may refer to them.
void readRun(const SqlQuery &row, RunRecord &record);
/// A row of attempts, with the names of provider and model as "provider" and "model".
Attempt attemptFrom(const SqlQuery &row);

/// The histogram's bucket of a time: 2 % wide, 0 for less than a millisecond.
int firstContentBucket(milliseconds time);

} // namespace burin

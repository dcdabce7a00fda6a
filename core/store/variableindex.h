#pragma once

#include "core/base/id.h"
#include "core/domain/prompt.h"

namespace burin {

class SqlQuery;

// The variables of runs, by which the history finds them: var.city=Paris.

/// What is kept of a value: its first 200 characters. A search compares that.
QString keptValue(const QString &value);
/// Keeps the values of @p run, which has none yet.
void indexVariables(SqlQuery &query, RunId run, const VariableValues &values);
/// Keeps those of the runs from @p first to @p last, of which some may have been kept before: a task of the backlog.
void indexEarlierVariables(SqlQuery &query, RunId first, RunId last);

} // namespace burin

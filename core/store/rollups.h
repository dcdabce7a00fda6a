#pragma once

#include "core/base/id.h"

#include <QString>

#include <functional>
#include <span>

namespace burin {

class SqlQuery;

/// A table of sums over run_costs, by some of its columns.
struct Rollup {
    const char *table;
    const char *keys; ///< Columns, separated by ", ".
};

/// From the smallest to the most detailed.
std::span<const Rollup> rollups();

/// The columns that every rollup sums up.
QString rollupSums();

/// Counts an ended run in all rollups, in the histogram and among the attempts. Within the transaction that ends it.
void addToRollups(SqlQuery &query, RunId run);
/// Brings the rollups up to date with a run whose figures @p change alters; its status, names and times stay. Within
/// the transaction that changes it.
void changeInRollups(SqlQuery &query, RunId run, const std::function<void()> &change);

} // namespace burin

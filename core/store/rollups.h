#pragma once

#include "core/base/id.h"

#include <QString>

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

/// Counts an ended run in all rollups and in the histogram. Within the transaction that ends it.
void addToRollups(SqlQuery &query, RunId run);

} // namespace burin

#pragma once

#include "core/base/id.h"

#include <QString>
#include <QStringList>

#include <span>

namespace burin {

class SqlQuery;

/// A table of the sums and distributions of the view run_figures, by grain (0 day, 1 month), period and some of the
/// view's other columns.
struct FigureTable {
    const char *table;
    const char *keys; ///< Columns besides grain and period, separated by ", ".
};

/// From the smallest to the largest, as they usually are.
std::span<const FigureTable> figureTables();

/// The columns that are summed up, in all of these tables and in the view.
QStringList figureSums();
/// The columns with distributions, and the view's columns whose values they hold.
struct FigureDistribution {
    const char *column;
    const char *value;
};
std::span<const FigureDistribution> figureDistributions();

enum class FigureSign { Plus, Minus };

/// Adds what an ended run counts for to all figures, or takes it away. Within the transaction that changes the run.
void addToFigures(SqlQuery &query, RunId run, FigureSign sign);

/// Counts the figures of all runs anew. Within a transaction; takes as long as reading all runs some times.
void recountFigures(SqlQuery &query);

/// The days whose figures are not those of the runs: for checkDatabase().
QStringList wrongFigures(SqlQuery &query);

} // namespace burin

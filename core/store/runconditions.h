#pragma once

#include "core/domain/history.h"
#include "core/store/sqlpart.h"

namespace burin {

class SqlQuery;

/// A column of runs that must have one of some values, with indexes named after it: runs_by_NAME, and runs_by_NAME_NAME
/// for two, in the order model, provider, prompt, status.
struct EqualColumn {
    QLatin1StringView name = {};
    QLatin1StringView column = {};
    QList<qint64> values = {};
};

/// Rows in the order of runs for which a condition holds.
struct OrderedRows {
    QString from = {};  ///< A table with its index, called o; empty = there is none.
    SqlPart where = {}; ///< On o.
    QString id = {};    ///< The column of o that has the run.
};

/// A condition of a query in SQL.
struct RunTest {
    SqlPart test;        ///< A boolean expression; %1 is the name of the row of runs.
    SqlPart source = {}; ///< SELECT of the ids for which it holds, by an index; empty = there is no index.
    OrderedRows ordered = {};
    EqualColumn equal = {}; ///< Without a name unless it is one.
    QString words = {};     ///< An FTS5 expression that the texts must match, instead of a test.
    qint64 first = 0;       ///< Ids that it can hold for, inclusive.
    qint64 last = std::numeric_limits<qint64>::max();
};

/// @p condition, with its names looked up. Names that nothing is called make a test that nothing passes. Failures are
/// in
/// @p query.
RunTest testOf(SqlQuery &query, const RunCondition &condition);

/// The key of an order as an expression; %1 is the name of the row of runs. Never NULL.
QString orderKey(RunOrder order);
/// The index on orderKey(); empty for RunOrder::Created.
QLatin1StringView orderIndex(RunOrder order);

} // namespace burin

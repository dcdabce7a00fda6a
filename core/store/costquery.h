#pragma once

#include "core/base/result.h"
#include "core/domain/costfigures.h"

#include <QSqlDatabase>

namespace burin {

/// What figures can be split by: "day", "month", "hour", "weekday", "model", "provider", "prompt", "version", "tag",
/// "batch", "status", "error".
QStringList costDimensions();

/// The figures of the runs of @p filter, a line for each combination of @p dimensions that has runs, ordered by them;
/// without dimensions one line, or none without runs. By tag, a run counts in each of its tags, and one without any
/// nowhere; filtered by a tag, it counts in that one only. Reads the smallest table that knows all that is asked for;
/// only a tag, and a combination that no table has, are counted from the runs themselves. BadParameter for a dimension
/// that does not exist.
Result<std::vector<CostLine>> costLines(const QSqlDatabase &db, const CostFilter &filter, const QStringList &dimensions,
                                        CostDetail detail = CostDetail::Basic);

} // namespace burin

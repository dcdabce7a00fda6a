#pragma once

#include "core/base/result.h"
#include "core/domain/costreport.h"

#include <QSqlDatabase>

namespace burin {

/// The Costs page. Simulated runs are left out. Local days.
Result<CostReport> costReport(const QSqlDatabase &db, const DayRange &range);

/// One row for each combination of @p dimensions, ordered by them; see costLines().
Result<std::vector<CostRow>> costBreakdown(const QSqlDatabase &db, const QStringList &dimensions,
                                           const DayRange &range);

} // namespace burin

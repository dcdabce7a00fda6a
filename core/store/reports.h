#pragma once

#include "core/base/result.h"
#include "core/domain/costreport.h"

#include <QSqlDatabase>

namespace burin {

/// The Costs page. Simulated runs are left out. Local days.
Result<CostReport> costReport(const QSqlDatabase &db, const DayRange &range);

} // namespace burin

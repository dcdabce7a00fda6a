#pragma once

#include "core/base/result.h"
#include "core/domain/retrystatistics.h"

#include <QSqlDatabase>

namespace burin {

/// How retries went, over local days; read from sums by day, whatever the number of runs.
Result<RetryStatistics> retryStatistics(const QSqlDatabase &db, const DayRange &range);

} // namespace burin

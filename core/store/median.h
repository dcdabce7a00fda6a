#pragma once

#include "core/base/result.h"
#include "core/domain/costreport.h"

#include <QSqlDatabase>

namespace burin {

struct Median {
    std::optional<std::chrono::milliseconds> value; ///< Nullopt without runs.
    int runs = 0;
};

/// The exact median time to first content over the runs of @p range that had any; of an even number, the mean of the
/// two in the middle. The histogram tells the bucket and the index on it the value, so no range is read whole.
Result<Median> medianFirstContent(const QSqlDatabase &db, const DayRange &range);

/// The range as Julian days; an invalid end is open.
QVariantList dayBounds(const DayRange &range);

} // namespace burin

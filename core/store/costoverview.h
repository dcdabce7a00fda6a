#pragma once

#include "core/base/result.h"
#include "core/domain/costfigures.h"

#include <QSqlDatabase>

namespace burin {

/// All that the page of the costs shows.
Result<CostOverview> costOverview(const QSqlDatabase &db, const CostQuestion &question);

/// The range of the same length that ends the day before @p range begins; invalid for an open range.
DayRange rangeBefore(const DayRange &range);

/// What can be filtered by.
Result<CostChoices> costChoices(const QSqlDatabase &db);

} // namespace burin

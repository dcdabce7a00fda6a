#pragma once

#include "core/domain/costfigures.h"

#include <QString>

#include <vector>

namespace burin {

enum class CostPeriod { Day, Week, Month };

/// A stretch of time on a chart: a day, a week of the locale or a month, cut at the ends of the range.
struct CostBucket {
    QDate from;
    QDate to;
    QString label; ///< Short, below the bar.
    QString title; ///< Whole, for tool tips and the table.
    bool operator==(const CostBucket &) const = default;
};

/// What a range is shown by unless the user says otherwise: days up to a month, weeks up to half a year, then months.
CostPeriod usualPeriod(const DayRange &range);
/// All of the range, without gaps.
std::vector<CostBucket> bucketsOf(const DayRange &range, CostPeriod period);
/// The bucket that @p day is in, or -1. A month is named by its first day, which may be before the range.
int bucketAt(const std::vector<CostBucket> &buckets, QDate day);

} // namespace burin

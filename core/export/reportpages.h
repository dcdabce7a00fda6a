#pragma once

#include "core/domain/comparison.h"
#include "core/domain/costreport.h"
#include "core/domain/run.h"

#include <QByteArray>

#include <vector>

namespace burin {

// Whole pages as in core/export/htmlpage.h.

/// The lanes side by side: what each ran, how it was judged, and all its answers. @p records are by lane, in the order
/// of its runs.
QByteArray comparisonPage(const Comparison &comparison, const std::vector<std::vector<RunRecord>> &records);

/// What a range of days cost: in all, by model and by day. Unpriced runs are said apart, as everywhere.
QByteArray costPage(const CostReport &report);

} // namespace burin

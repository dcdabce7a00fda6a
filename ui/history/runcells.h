#pragma once

#include "core/domain/history.h"
#include "ui/history/historymodel.h"

#include <QVariant>

namespace burin {

/// What the history's table shows of @p run in @p column for an item data role.
QVariant runCell(const RunSummary &run, HistoryModel::Column column, int role);
QVariant runHeader(HistoryModel::Column column, int role);

/// A wide text for each column of figures, for a width that fits nearly all rows without measuring them.
QString widestCell(HistoryModel::Column column);

} // namespace burin

#pragma once

#include "core/domain/history.h"
#include "ui/history/historymodel.h"

#include <QVariant>

namespace burin {

/// What the history's table shows of @p run in @p column for an item data role.
QVariant runCell(const RunSummary &run, HistoryModel::Column column, int role);
QVariant runHeader(HistoryModel::Column column, int role);

/// Wide texts of a column of figures, for a width that fits nearly all rows without measuring them.
QStringList wideCells(HistoryModel::Column column);

} // namespace burin

#include "ui/common/sortedcells.h"

#include "ui/common/celltable.h"

namespace burin {

SortedCells::SortedCells(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(CellModel::SortRole);
}

QVariant SortedCells::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QVariant data = QSortFilterProxyModel::headerData(section, orientation, role);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section != sortColumn()) return data;
    return data.toString() + (sortOrder() == Qt::AscendingOrder ? QStringLiteral(" ↑") : QStringLiteral(" ↓"));
}

} // namespace burin

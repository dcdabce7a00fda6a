#include "ui/common/celltable.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QBrush>

namespace burin {

void CellModel::setTable(CellTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int CellModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int CellModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.columns.size());
}

QVariant CellModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const CellColumn &column = m_table.columns[size_t(index.column())];
    const Cell &cell = m_table.rows[size_t(index.row())][size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case SortRole:
        return cell.sortKey.isValid() ? cell.sortKey : QVariant(cell.text);
    case Qt::ToolTipRole:
        return plainToolTip(cell.toolTip.isEmpty() ? cell.text : cell.toolTip);
    case Qt::TextAlignmentRole:
        return int(column.alignment);
    case Qt::FontRole:
        return column.raw ? QVariant(theme().monoFont()) : QVariant();
    case Qt::ForegroundRole:
        return cell.tone.isEmpty() ? QVariant() : QVariant(QBrush(toneColor(cell.tone)));
    default:
        return {};
    }
}

QVariant CellModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const CellColumn &column = m_table.columns[size_t(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole) return int(column.alignment);
    return {};
}

} // namespace burin

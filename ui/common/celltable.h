#pragma once

#include <QAbstractTableModel>
#include <QVariant>

#include <vector>

namespace burin {

/// A cell of a small table that is computed at once: what is shown, what it sorts by, what its tool tip tells.
struct Cell {
    QString text;
    QVariant sortKey; ///< Invalid = the text.
    QString toolTip;  ///< Plain text.
    QString tone;     ///< "ok", "warn", "error", "muted" or empty.
};

struct CellColumn {
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    bool raw = false; ///< Shown in the monospace font: ids.
};

/// The alignment of columns of figures.
inline constexpr Qt::Alignment FigureAlignment = Qt::AlignRight | Qt::AlignVCenter;

struct CellTable {
    std::vector<CellColumn> columns;
    std::vector<std::vector<Cell>> rows; ///< Each as long as columns.
};

/// Shows a CellTable. SortRole is for a QSortFilterProxyModel.
class CellModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;
    void setTable(CellTable table);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    CellTable m_table;
};

} // namespace burin

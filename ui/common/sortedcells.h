#pragma once

#include <QSortFilterProxyModel>

namespace burin {

/// Sorts a CellModel by its sort keys and marks the sorted column in its title, where the style's own arrow would lie
/// over the text.
class SortedCells : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit SortedCells(QObject *parent = nullptr);
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace burin

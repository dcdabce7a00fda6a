#pragma once

#include "ui/commandpalette/paletterows.h"

#include <QAbstractListModel>

namespace burin {

/// What the palette shows at the moment.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setHits(std::vector<PaletteHit> hits);
    const PaletteHit &hit(int row) const { return m_hits[size_t(row)]; }
    /// −1 when it is not shown.
    int rowOf(const QString &id) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<PaletteHit> m_hits;
};

} // namespace burin

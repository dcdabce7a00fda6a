#include "ui/commandpalette/palettemodel.h"

#include "ui/common/labels.h"
#include "ui/theme/icons.h"

#include <QStringList>

#include <algorithm>

namespace burin {

void PaletteModel::setHits(std::vector<PaletteHit> hits)
{
    beginResetModel();
    m_hits = std::move(hits);
    endResetModel();
}

int PaletteModel::rowOf(const QString &id) const
{
    const auto found = std::ranges::find_if(m_hits, [&](const PaletteHit &hit) { return hit.row.id == id; });
    return found == m_hits.end() ? -1 : int(found - m_hits.begin());
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const PaletteRow &row = hit(index.row()).row;
    switch (role) {
    case Qt::DisplayRole:
        return oneLine(row.title);
    case Qt::DecorationRole:
        return row.iconName.isEmpty() ? QVariant() : QVariant(icon(row.iconName, &ThemeColors::muted));
    case Qt::ToolTipRole:
        return plainToolTip(row.title);
    case Qt::AccessibleTextRole: {
        QStringList parts{row.title, row.detail, row.keys};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace burin

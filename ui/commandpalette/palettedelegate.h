#pragma once

#include "ui/common/celldelegate.h"

namespace burin {

/// Paints a row of PaletteModel: icon, title with the found characters in bold, detail, shortcut at the right.
class PaletteDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace burin

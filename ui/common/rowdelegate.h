#pragma once

#include "ui/common/celldelegate.h"

namespace burin {

/// Rows of a list: an icon, a title and, where there is one, a muted line below it.
class RowDelegate : public CellDelegate {
    Q_OBJECT
public:
    static constexpr int SubtitleRole = Qt::UserRole;

    using CellDelegate::CellDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace burin

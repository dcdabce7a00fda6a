#pragma once

#include <QStyledItemDelegate>

namespace burin {

/// Draws @p icon into @p rect in @p tint; an invalid tint leaves its own colours.
void paintTinted(QPainter *painter, const QIcon &icon, const QRect &rect, const QColor &tint);

/// Draws table cells in line with their headers; whole rows are marked, not single cells. On a selected row everything,
/// icons too, is in the selection's text colour.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    /// The icon and the text, over the background. @p option is initialised, its rectangle without the cell's padding.
    virtual void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace burin

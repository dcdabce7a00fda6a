#include "ui/common/celldelegate.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace burin {

void paintTinted(QPainter *painter, const QIcon &icon, const QRect &rect, const QColor &tint)
{
    QPixmap pixmap = icon.pixmap(rect.size(), painter->device()->devicePixelRatio());
    if (tint.isValid() && !pixmap.isNull()) {
        QPainter over(&pixmap);
        over.setCompositionMode(QPainter::CompositionMode_SourceIn);
        over.fillRect(pixmap.rect(), tint);
    }
    painter->drawPixmap(rect, pixmap);
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
    const int side = theme().space(4);
    option->decorationSize = QSize(side, side);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);
    const int padding = theme().space(2);
    cell.rect.adjust(padding, 0, -padding, 0);
    painter->save();
    paintContent(painter, cell, index);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(theme().space(3), 0);
}

void CellDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor chosen = option.palette.color(QPalette::HighlightedText);
    QRect rect = option.rect;
    if (!option.icon.isNull()) {
        const QRect place =
            QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, option.decorationSize, rect);
        paintTinted(painter, option.icon, place, selected ? chosen : QColor());
        const int taken = option.decorationSize.width() + theme().space(2);
        rect.adjust(option.direction == Qt::LeftToRight ? taken : 0, 0,
                    option.direction == Qt::LeftToRight ? 0 : -taken, 0);
    }
    painter->setFont(option.font);
    painter->setPen(selected ? chosen : option.palette.color(QPalette::Text));
    const QString text = option.fontMetrics.elidedText(option.text, option.textElideMode, rect.width());
    painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight); // where the dots go
    painter->drawText(
        rect, int(QStyle::visualAlignment(option.direction, option.displayAlignment)) | Qt::TextSingleLine, text);
}

} // namespace burin

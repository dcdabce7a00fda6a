#include "ui/common/rowdelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace burin {

void RowDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor strong = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const int pad = theme().space(2), side = theme().space(5);
    const QRect inside = option.rect.adjusted(pad / 2, 0, -pad / 2, 0);
    const QRect mark(inside.left(), inside.center().y() - side / 2, side, side);
    const auto mirrored = [&](const QRect &rect) { return QStyle::visualRect(option.direction, inside, rect); };
    paintTinted(painter, option.icon, mirrored(mark), selected ? strong : QColor());

    const QString subtitle = index.data(SubtitleRole).toString();
    const QRect text = inside.adjusted(side + pad, 0, 0, 0);
    const auto draw = [&](const QRect &rect, const QString &words, const QFont &font, const QColor &color) {
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(mirrored(rect),
                          int(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter)),
                          QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    };
    if (subtitle.isEmpty()) return draw(text, option.text, theme().bodyFont(), strong);
    const int upper = QFontMetrics(theme().bodyFont()).height(), lower = QFontMetrics(theme().smallFont()).height();
    const int top = text.top() + (text.height() - upper - lower) / 2;
    draw(QRect(text.left(), top, text.width(), upper), option.text, theme().bodyFont(), strong);
    draw(QRect(text.left(), top + upper, text.width(), lower), subtitle, theme().smallFont(),
         selected ? strong : theme().colors().muted);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const bool two = !index.data(SubtitleRole).toString().isEmpty();
    const int upper = QFontMetrics(theme().bodyFont()).height(), lower = QFontMetrics(theme().smallFont()).height();
    return {theme().space(40), (two ? upper + lower : upper) + theme().space(4)};
}

} // namespace burin

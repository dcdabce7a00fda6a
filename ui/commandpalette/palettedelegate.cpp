#include "ui/commandpalette/palettedelegate.h"

#include "ui/commandpalette/palettemodel.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace burin {

namespace {

/// A line of text with some characters in bold; returns how wide it became.
int drawMarked(QPainter *painter, const QRect &rect, const QString &text, const std::vector<int> &bold)
{
    QFont strong = painter->font();
    strong.setBold(true);
    QTextLayout layout(text, painter->font());
    QList<QTextLayout::FormatRange> ranges;
    for (const int at : bold) {
        QTextLayout::FormatRange range{at, 1, {}};
        range.format.setFont(strong);
        ranges += range;
    }
    layout.setFormats(ranges);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width());
    layout.endLayout();
    painter->save();
    painter->setClipRect(rect);
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    painter->restore();
    return qMin(rect.width(), qCeil(line.naturalTextWidth()));
}

} // namespace

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {theme().space(40), QFontMetrics(theme().bodyFont()).height() + theme().space(3)};
}

void PaletteDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const auto *rows = qobject_cast<const PaletteModel *>(index.model());
    if (!rows) return;
    const PaletteHit &hit = rows->hit(index.row());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor strong = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = selected ? strong : theme().colors().muted;
    QRect rect = option.rect;
    const int side = theme().space(4);
    if (!option.icon.isNull())
        paintTinted(painter, option.icon, QRect(rect.left(), rect.center().y() - side / 2, side, side),
                    selected ? strong : QColor());
    rect.setLeft(rect.left() + side + theme().space(2));

    const QFontMetrics small(theme().smallFont());
    painter->setFont(theme().smallFont());
    painter->setPen(quiet);
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, hit.row.keys);
    if (!hit.row.keys.isEmpty()) rect.setRight(rect.right() - small.horizontalAdvance(hit.row.keys) - theme().space(3));

    painter->setFont(theme().bodyFont());
    painter->setPen(strong);
    // Folding white space may shift the characters; then none is marked.
    const bool same = option.text.size() == hit.row.title.size();
    const int taken = drawMarked(painter, rect, option.text, same ? hit.positions : std::vector<int>());
    rect.setLeft(rect.left() + taken + theme().space(3));
    painter->setFont(theme().smallFont());
    painter->setPen(quiet);
    if (rect.width() > theme().space(6))
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          small.elidedText(oneLine(hit.row.detail), Qt::ElideRight, rect.width()));
}

} // namespace burin

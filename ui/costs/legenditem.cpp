#include "ui/costs/legenditem.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace burin {

LegendItem::LegendItem(const QString &name, const QString &figure, QWidget *parent)
    : QAbstractButton(parent), m_figure(figure)
{
    setText(name);
    setFont(theme().smallFont());
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(figure.isEmpty() ? name : name + QStringLiteral(", ") + figure);
    setToolTip(plainToolTip(name + u'\n' + figure));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void LegendItem::setColor(const QColor &color)
{
    m_color = color;
    update();
}

QSize LegendItem::sizeHint() const
{
    const int texts = fontMetrics().horizontalAdvance(text()) + fontMetrics().horizontalAdvance(m_figure);
    const int width = texts + fontMetrics().ascent() + 4 * theme().space(2) + 2;
    return {std::min(width, theme().space(80)), fontMetrics().height() + theme().space(2)};
}

bool LegendItem::event(QEvent *event)
{
    const bool hover = event->type() == QEvent::Enter || event->type() == QEvent::Leave;
    if (hover) update();
    return QAbstractButton::event(event);
}

void LegendItem::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = theme().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect area = rect().adjusted(1, 1, -1, -1);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(colors.accent) : Qt::NoPen);
        painter.setBrush(underMouse() ? QBrush(colors.line) : Qt::NoBrush);
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), theme().space(1), theme().space(1));
    }
    const int pad = theme().space(2), side = fontMetrics().ascent();
    const QRectF swatch(area.left() + pad, area.center().y() - side / 2.0 + 0.5, side, side);
    painter.setPen(QPen(isChecked() ? m_color : colors.muted, 1.5));
    painter.setBrush(isChecked() ? QBrush(m_color) : Qt::NoBrush);
    painter.drawRoundedRect(swatch.adjusted(1, 1, -1, -1), 2, 2);

    const int figureWidth = fontMetrics().horizontalAdvance(m_figure);
    QRect text = area.adjusted(pad + side + pad, 0, -pad, 0);
    painter.setPen(isChecked() ? colors.text : colors.muted);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, m_figure);
    text.setRight(text.right() - figureWidth - pad);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(this->text(), Qt::ElideMiddle, text.width()));
}

} // namespace burin

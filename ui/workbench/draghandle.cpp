#include "ui/workbench/draghandle.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <utility>

namespace burin {

DragHandle::DragHandle(QWidget *owner) : QWidget(owner), m_owner(owner)
{
    setFixedSize(theme().space(3), theme().space(5));
    setCursor(Qt::OpenHandCursor);
    setToolTip(tr("Drag to move (Alt+Up, Alt+Down)"));
    owner->setAttribute(Qt::WA_Hover);
    owner->installEventFilter(this);
}

bool DragHandle::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_owner && (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)) update();
    return QWidget::eventFilter(watched, event);
}

void DragHandle::paintEvent(QPaintEvent *)
{
    if (!m_owner->underMouse() && !m_dragging) return;
    QPainter painter(this);
    const int side = theme().space(4);
    icon(QStringLiteral("grip-vertical"), &ThemeColors::muted)
        .paint(&painter, QRect((width() - side) / 2, (height() - side) / 2, side, side));
}

void DragHandle::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) m_pressed = event->globalPosition().toPoint();
}

void DragHandle::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton)) return;
    const QPoint at = event->globalPosition().toPoint();
    if (!m_dragging && (at - m_pressed).manhattanLength() < QApplication::startDragDistance()) return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    Q_EMIT dragged(at);
}

void DragHandle::mouseReleaseEvent(QMouseEvent *event)
{
    setCursor(Qt::OpenHandCursor);
    if (std::exchange(m_dragging, false)) Q_EMIT dropped(event->globalPosition().toPoint());
    update();
}

} // namespace burin

#include "ui/commandpalette/overlay.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>

namespace burin {

Overlay::Overlay(QWidget *window) : QFrame(window)
{
    setProperty("popup", true);
    setAutoFillBackground(true);
    hide();
    window->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && now != this && !isAncestorOf(now)) hide();
    });
}

void Overlay::open()
{
    if (isVisible()) return;
    m_before = QApplication::focusWidget();
    place();
    show();
    raise();
    (focusProxy() ? focusProxy() : this)->setFocus(Qt::PopupFocusReason);
}

void Overlay::dismiss()
{
    if (!isVisible()) return;
    // First the focus: a hidden widget would hand it to the next in the tab order.
    if (m_before && m_before->isVisible())
        m_before->setFocus(Qt::PopupFocusReason);
    else
        parentWidget()->setFocus(Qt::PopupFocusReason);
    hide();
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) return dismiss();
    QFrame::keyPressEvent(event);
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

void Overlay::place()
{
    const QSize available = parentWidget()->size() - QSize(theme().space(8), theme().space(8));
    resize(wantedSize(available).boundedTo(available));
    move((parentWidget()->width() - width()) / 2, theme().space(12));
    if (geometry().bottom() > parentWidget()->height()) move(x(), theme().space(4));
}

} // namespace burin

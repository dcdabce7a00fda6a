#pragma once

#include <QWidget>

namespace burin {

/// Six dots to drag something by with the mouse; visible while @p owner is under it. The keyboard has other ways.
class DragHandle : public QWidget {
    Q_OBJECT
public:
    explicit DragHandle(QWidget *owner);

Q_SIGNALS:
    void dragged(const QPoint &global); ///< The mouse is there, its button held.
    void dropped(const QPoint &global);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_owner;
    QPoint m_pressed;
    bool m_dragging = false;
};

} // namespace burin

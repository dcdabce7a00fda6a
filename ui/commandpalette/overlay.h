#pragma once

#include <QFrame>
#include <QPointer>

namespace burin {

/// A panel over the upper middle of a window: takes the focus while it is open, gives it back on Esc, and closes when
/// the focus goes elsewhere. A child of the window, so it moves and ends with it.
class Overlay : public QFrame {
    Q_OBJECT
public:
    explicit Overlay(QWidget *window);

    /// Shows it and moves the focus to its focus proxy. Open already: nothing happens.
    void open();
    /// Hides it; who had the focus before has it again.
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Its size in a window of @p available.
    virtual QSize wantedSize(const QSize &available) const = 0;

private:
    void place();

    QPointer<QWidget> m_before; ///< Had the focus.
};

} // namespace burin

#pragma once

#include <QPushButton>

namespace burin {

/// A button that shows a value and opens something to change it. Shortens its text instead of widening its window.
class PickerButton : public QPushButton {
    Q_OBJECT
public:
    explicit PickerButton(QWidget *parent = nullptr);

    void showText(const QString &text);
    /// Where a text is shortened; in the middle unless told.
    void setElideMode(Qt::TextElideMode mode);
    /// What the button does: its tool tip, after the whole text where that is shortened.
    void setHint(const QString &hint);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QString m_full;
    QString m_hint;
    Qt::TextElideMode m_mode = Qt::ElideMiddle;
};

} // namespace burin

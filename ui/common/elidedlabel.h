#pragma once

#include <QLabel>

namespace burin {

/// One line of plain text that shortens itself instead of widening its window; the tool tip has the whole.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void showText(const QString &text);
    /// Where it is shortened; at the end unless told.
    void setElideMode(Qt::TextElideMode mode);
    QString fullText() const { return m_full; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QString m_full;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace burin

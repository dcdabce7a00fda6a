#include "ui/common/pickerbutton.h"

#include "ui/common/announce.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace burin {

namespace {

constexpr int Chrome = 12;       ///< Grid steps for the padding and the arrow.
constexpr int MinimumWidth = 28; ///< Grid steps.

} // namespace

PickerButton::PickerButton(QWidget *parent) : QPushButton(parent)
{
    setProperty("picker", true);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void PickerButton::showText(const QString &text)
{
    m_full = text;
    updateGeometry();
    elide();
}

void PickerButton::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    elide();
}

void PickerButton::setHint(const QString &hint)
{
    m_hint = hint;
    setAccessibleDescription(hint);
    elide();
}

QSize PickerButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_full) + theme().space(Chrome) + 4, QPushButton::sizeHint().height()};
}

QSize PickerButton::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), theme().space(MinimumWidth)), QPushButton::sizeHint().height()};
}

void PickerButton::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    QPainter painter(this);
    const int side = theme().space(4);
    const QRect arrow(width() - side - theme().space(2), (height() - side) / 2, side, side);
    burin::icon(QStringLiteral("chevron-down"), &ThemeColors::muted)
        .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), arrow));
}

void PickerButton::resizeEvent(QResizeEvent *event)
{
    QPushButton::resizeEvent(event);
    elide();
}

void PickerButton::elide()
{
    const QString shown = fontMetrics().elidedText(m_full, m_mode, width() - theme().space(Chrome));
    QString label = shown;
    setText(label.replace(u'&', QStringLiteral("&&")));
    setPlainToolTip(this, shown == m_full ? m_hint : m_full + u'\n' + m_hint);
}

} // namespace burin

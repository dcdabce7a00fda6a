#include "ui/common/progressline.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace burin {

namespace {

constexpr int Steps = 40; ///< From one end to the other.

} // namespace

ProgressLine::ProgressLine(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(2);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_timer.setInterval(50);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % Steps;
        update();
    });
}

void ProgressLine::start()
{
    m_step = 0;
    m_timer.start();
    update();
}

void ProgressLine::stop()
{
    m_timer.stop();
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = theme().colors();
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
    if (!isActive()) return;
    const int length = width() / 4;
    const int start = (width() + length) * m_step / Steps - length;
    const QRect bar(start, 0, length, height());
    painter.fillRect(layoutDirection() == Qt::RightToLeft ? QRect(width() - bar.right(), 0, length, height()) : bar,
                     colors.accent);
}

} // namespace burin

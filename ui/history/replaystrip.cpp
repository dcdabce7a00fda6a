#include "ui/history/replaystrip.h"

#include "ui/history/replayfacts.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace burin {

namespace {

/// How many points fall on each pixel of the band: thousands of them must not be thousands of lines.
std::vector<int> countsOf(const ReplayTimeline &timeline, int width)
{
    std::vector<int> counts(size_t(std::max(1, width)), 0);
    const double length = double(std::max<qint64>(1, timeline.end.count()));
    for (const ReplayPoint &point : timeline.points) {
        const auto column = size_t(double(point.at.count()) / length * double(width - 1));
        ++counts[std::min(column, counts.size() - 1)];
    }
    return counts;
}

QColor faint(QColor color)
{
    color.setAlphaF(0.22F);
    return color;
}

} // namespace

ReplayStrip::ReplayStrip(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Timeline of the answer"));
    setCursor(Qt::PointingHandCursor);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ReplayStrip::setTimeline(const ReplayTimeline &timeline)
{
    m_timeline = timeline;
    m_pace = paceOf(timeline);
    m_position = {};
    setAccessibleDescription(paceSentence(timeline));
    update();
}

void ReplayStrip::setPosition(std::chrono::microseconds position)
{
    m_position = position;
    update();
}

QSize ReplayStrip::sizeHint() const
{
    return {theme().space(80), theme().space(10) + 2 * QFontMetrics(theme().smallFont()).height()};
}

QSize ReplayStrip::minimumSizeHint() const
{
    return {theme().space(30), sizeHint().height()};
}

QRect ReplayStrip::band() const
{
    const int label = QFontMetrics(theme().smallFont()).height() + theme().space(1);
    return rect().adjusted(theme().space(1), label, -theme().space(1), -label);
}

int ReplayStrip::xOf(std::chrono::microseconds time) const
{
    const double length = double(std::max<qint64>(1, m_timeline.end.count()));
    const double share = std::clamp(double(time.count()) / length, 0.0, 1.0);
    return band().left() + int(share * double(band().width() - 1));
}

void ReplayStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = theme().colors();
    painter.fillRect(band(), colors.raised);
    if (m_pace.firstContent) paintSpan(painter, {{}, *m_pace.firstContent}, faint(colors.muted));
    if (m_pace.longestGap) paintSpan(painter, *m_pace.longestGap, faint(colors.warn));
    paintTicks(painter);
    painter.fillRect(QRect(band().left(), band().bottom() + 1, band().width(), 1), colors.line);
    painter.fillRect(QRect(xOf(m_position) - 1, band().top() - 2, 2, band().height() + 4), colors.text);
    paintLabels(painter);
}

void ReplayStrip::paintSpan(QPainter &painter, const ReplayGap &span, const QColor &color) const
{
    const int left = xOf(span.from);
    painter.fillRect(QRect(left, band().top(), std::max(1, xOf(span.to) - left), band().height()), color);
}

void ReplayStrip::paintTicks(QPainter &painter) const
{
    const std::vector<int> counts = countsOf(m_timeline, band().width());
    const int most = std::max(1, *std::ranges::max_element(counts));
    const int now = xOf(m_position) - band().left();
    for (int column = 0; column < int(counts.size()); ++column) {
        const int count = counts[size_t(column)];
        if (count == 0) continue;
        const int height = band().height() * (most + count) / (2 * most); // one alone is half as high
        const QColor color = column <= now ? theme().colors().accent : theme().colors().muted;
        painter.fillRect(QRect(band().left() + column, band().bottom() + 1 - height, 1, height), color);
    }
}

void ReplayStrip::paintLabels(QPainter &painter) const
{
    painter.setFont(theme().smallFont());
    const QFontMetrics metrics(theme().smallFont());
    const QRect top(band().left(), 0, band().width(), metrics.height());
    const QRect bottom(band().left(), rect().bottom() + 1 - metrics.height(), band().width(), metrics.height());
    painter.setPen(theme().colors().muted);
    painter.drawText(bottom, Qt::AlignLeft, formatMoment({}));
    painter.drawText(bottom, Qt::AlignRight, formatMoment(m_timeline.end));
    if (!m_pace.firstContent) return;
    const QString first = tr("first %1").arg(formatMoment(*m_pace.firstContent));
    painter.drawText(top, Qt::AlignLeft, first);
    if (!m_pace.longestGap) return;
    const QString gap = tr("longest gap %1").arg(formatMoment(m_pace.longestGap->length()));
    const int width = metrics.horizontalAdvance(gap);
    const int taken = top.left() + metrics.horizontalAdvance(first) + theme().space(3);
    const int left = std::clamp(xOf(m_pace.longestGap->from), taken, std::max(taken, top.right() - width));
    painter.setPen(theme().colors().warn);
    painter.drawText(QRect(left, top.top(), width, top.height()), Qt::AlignLeft, gap);
}

void ReplayStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) seekTo(event->position().toPoint().x());
}

void ReplayStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton) seekTo(event->position().toPoint().x());
}

void ReplayStrip::seekTo(int x)
{
    const double share = std::clamp(double(x - band().left()) / double(std::max(1, band().width() - 1)), 0.0, 1.0);
    Q_EMIT seekRequested(std::chrono::microseconds(qint64(share * double(m_timeline.end.count()))));
}

} // namespace burin

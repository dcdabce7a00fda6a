#include "ui/history/gapchart.h"

#include "ui/history/replayfacts.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace burin {

GapChart::GapChart(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Gaps between pieces of the answer"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void GapChart::setTimeline(const ReplayTimeline &timeline)
{
    m_gaps = gapsOf(timeline);
    m_pace = paceOf(timeline);
    m_end = timeline.end;
    setAccessibleDescription(paceSentence(timeline));
    update();
}

QSize GapChart::sizeHint() const
{
    return {theme().space(80), theme().space(24)};
}

QSize GapChart::minimumSizeHint() const
{
    return {theme().space(40), sizeHint().height()};
}

QRect GapChart::plot() const
{
    const int label = QFontMetrics(theme().smallFont()).height();
    return rect().adjusted(0, label / 2, 0, -label - theme().space(1));
}

/// By the square root: gaps of an answer differ by orders of magnitude.
int GapChart::yOf(microseconds gap) const
{
    const double longest = double(std::max<qint64>(1, m_pace.longestGap ? m_pace.longestGap->length().count() : 1));
    return plot().bottom() + 1 - int(std::sqrt(double(gap.count()) / longest) * double(plot().height()));
}

void GapChart::paintEvent(QPaintEvent *)
{
    if (m_gaps.empty()) return;
    QPainter painter(this);
    const ThemeColors &colors = theme().colors();
    painter.setFont(theme().smallFont());
    painter.fillRect(QRect(plot().left(), plot().bottom() + 1, plot().width(), 1), colors.line);
    const double length = double(std::max<qint64>(1, m_end.count()));
    std::vector<microseconds> longest(size_t(std::max(1, plot().width())), microseconds(0));
    for (const ReplayGap &gap : m_gaps) { // thousands of gaps are no thousands of bars
        const auto column = size_t(double(gap.to.count()) / length * double(plot().width() - 1));
        microseconds &there = longest[std::min(column, longest.size() - 1)];
        there = std::max(there, gap.length());
    }
    const int bar = std::clamp(plot().width() / int(m_gaps.size()) / 2, 1, theme().space(1));
    for (size_t column = 0; column < longest.size(); ++column) {
        if (longest[column].count() == 0) continue;
        const int top = yOf(longest[column]);
        const bool slow = m_pace.slowGap && longest[column] > *m_pace.slowGap;
        const int left = std::min(plot().left() + int(column), plot().right() + 1 - bar);
        painter.fillRect(QRect(left, top, bar, plot().bottom() + 1 - top), slow ? colors.warn : colors.accent);
    }
    paintLine(painter, *m_pace.medianGap, tr("p50 %1").arg(formatMoment(*m_pace.medianGap)));
    paintLine(painter, *m_pace.slowGap, tr("p95 %1").arg(formatMoment(*m_pace.slowGap)));
    painter.setPen(colors.muted);
    const QRect axis(0, plot().bottom() + 1 + theme().space(1), width(), QFontMetrics(theme().smallFont()).height());
    painter.drawText(axis, Qt::AlignLeft, formatMoment({}));
    painter.drawText(axis, Qt::AlignRight, formatMoment(m_end));
}

void GapChart::paintLine(QPainter &painter, microseconds gap, const QString &name) const
{
    const int y = yOf(gap);
    const QFontMetrics metrics(theme().smallFont());
    painter.setPen(QPen(theme().colors().muted, 1, Qt::DashLine));
    painter.drawLine(plot().left(), y, plot().right(), y);
    const bool median = m_pace.medianGap == gap;
    const QRect label(0, std::max(0, y - metrics.height()), metrics.horizontalAdvance(name) + theme().space(1),
                      metrics.height());
    painter.setPen(theme().colors().text);
    painter.drawText(median ? label : label.translated(width() - label.width(), 0), Qt::AlignLeft, name);
}

} // namespace burin

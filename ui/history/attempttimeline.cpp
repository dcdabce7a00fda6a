#include "ui/history/attempttimeline.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace burin {

namespace {

using Phase = AttemptPhase::Kind;

/// Every kind differs in pattern as well as in colour.
QBrush brushOf(Phase kind)
{
    const ThemeColors &colors = theme().colors();
    switch (kind) {
    case Phase::Queue:
        return {colors.muted, Qt::BDiagPattern};
    case Phase::Wait:
        return {colors.warn, Qt::BDiagPattern};
    case Phase::Connect:
        return {colors.muted, Qt::Dense4Pattern};
    case Phase::FirstByte:
        return {colors.muted};
    case Phase::FirstContent:
        return {colors.accent, Qt::Dense5Pattern};
    case Phase::Streaming:
        return {colors.accent};
    case Phase::Failing:
        return {colors.error, Qt::DiagCrossPattern};
    }
    Q_UNREACHABLE();
}

constexpr Phase allPhases[] = {Phase::Queue,        Phase::Wait,      Phase::Connect, Phase::FirstByte,
                               Phase::FirstContent, Phase::Streaming, Phase::Failing};

QFontMetrics smallMetrics()
{
    return QFontMetrics(theme().smallFont());
}

} // namespace

AttemptTimeline::AttemptTimeline(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Attempts over time"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void AttemptTimeline::setChart(const AttemptChart &chart)
{
    m_chart = chart;
    setAccessibleDescription(describe(chart));
    updateGeometry();
    update();
}

int AttemptTimeline::barHeight() const
{
    return theme().space(4);
}

int AttemptTimeline::rowHeight() const
{
    return smallMetrics().height() + barHeight() + theme().space(4);
}

int AttemptTimeline::heightForWidth(int width) const
{
    const int axis = smallMetrics().height() + theme().space(2);
    return int(m_chart.bars.size()) * rowHeight() + axis + legend(nullptr, width);
}

QSize AttemptTimeline::sizeHint() const
{
    const int width = std::max(this->width(), theme().space(60));
    return {theme().space(100), heightForWidth(width)};
}

QSize AttemptTimeline::minimumSizeHint() const
{
    return {theme().space(40), theme().space(10)};
}

int AttemptTimeline::xOf(milliseconds time) const
{
    const double length = double(std::max<qint64>(1, m_chart.end.count()));
    return int(double(time.count()) / length * double(width() - 1));
}

QRect AttemptTimeline::rowRect(int row) const
{
    return {0, row * rowHeight(), width(), rowHeight()};
}

QRect AttemptTimeline::phaseRect(const AttemptPhase &phase, int row) const
{
    const int left = xOf(phase.from);
    const int top = rowRect(row).top() + smallMetrics().height() + theme().space(1);
    return {left, top, std::max(2, xOf(phase.to) - left), barHeight()};
}

int AttemptTimeline::legend(QPainter *painter, int width) const
{
    const QFontMetrics metrics = smallMetrics();
    const int swatch = theme().space(3);
    const int line = metrics.height() + theme().space(1);
    int x = 0;
    int y = theme().space(2);
    bool any = false;
    for (const Phase kind : allPhases) {
        const bool used = std::ranges::any_of(m_chart.bars, [kind](const AttemptBar &bar) {
            return std::ranges::count(bar.phases, kind, &AttemptPhase::kind) > 0;
        });
        if (!used) continue;
        const QString name = phaseName(kind);
        const int size = swatch + theme().space(1) + metrics.horizontalAdvance(name) + theme().space(4);
        if (x > 0 && x + size > width) {
            x = 0;
            y += line;
        }
        if (painter) {
            const int top = height() - legend(nullptr, width) + y;
            const QRect box(x, top + (metrics.height() - swatch) / 2, swatch, swatch);
            painter->fillRect(box, theme().colors().raised);
            painter->fillRect(box, brushOf(kind));
            painter->setPen(theme().colors().muted);
            painter->drawText(QPoint(box.right() + 1 + theme().space(1), top + metrics.ascent()), name);
        }
        x += size;
        any = true;
    }
    return any ? y + line : 0;
}

void AttemptTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme().smallFont());
    for (int row = 0; row < int(m_chart.bars.size()); ++row)
        paintBar(painter, row);
    if (m_chart.bars.empty()) return;
    paintAxis(painter);
    legend(&painter, width());
}

void AttemptTimeline::paintBar(QPainter &painter, int row) const
{
    const AttemptBar &bar = m_chart.bars[size_t(row)];
    const QFontMetrics metrics = smallMetrics();
    const QRect area = rowRect(row);
    const QRect head(area.left(), area.top(), area.width(), metrics.height());
    painter.setPen(theme().colors().text);
    const QString title = metrics.elidedText(bar.title, Qt::ElideRight, head.width());
    painter.drawText(head, Qt::AlignLeft, title);
    const int taken = metrics.horizontalAdvance(title) + theme().space(3);
    painter.setPen(theme().colors().error);
    painter.drawText(head.adjusted(taken, 0, 0, 0), Qt::AlignLeft,
                     metrics.elidedText(bar.cause, Qt::ElideRight, std::max(0, head.width() - taken)));
    const QRect track(area.left(), area.top() + metrics.height() + theme().space(1), area.width(), barHeight());
    painter.fillRect(track, theme().colors().raised);
    for (const AttemptPhase &phase : bar.phases)
        painter.fillRect(phaseRect(phase, row), brushOf(phase.kind));
}

void AttemptTimeline::paintAxis(QPainter &painter) const
{
    const QFontMetrics metrics = smallMetrics();
    const int top = int(m_chart.bars.size()) * rowHeight();
    painter.fillRect(QRect(0, top - theme().space(1), width(), 1), theme().colors().line);
    painter.setPen(theme().colors().muted);
    const QRect line(0, top, width(), metrics.height());
    painter.drawText(line, Qt::AlignLeft, formatDuration(milliseconds(0)));
    painter.drawText(line, Qt::AlignHCenter, formatDuration(m_chart.end / 2));
    painter.drawText(line, Qt::AlignRight, formatDuration(m_chart.end));
}

bool AttemptTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowHeight() > 0 ? help->pos().y() / rowHeight() : -1;
    QString text;
    if (row >= 0 && row < int(m_chart.bars.size())) {
        const AttemptBar &bar = m_chart.bars[size_t(row)];
        text = bar.cause;
        for (const AttemptPhase &phase : bar.phases)
            if (phaseRect(phase, row).contains(help->pos()))
                text = phaseName(phase.kind) + u' ' + formatDuration(phase.to - phase.from);
    }
    QToolTip::showText(help->globalPos(), plainToolTip(text), this);
    return true;
}

} // namespace burin

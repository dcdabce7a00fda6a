#include "ui/costs/heatmap.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

QColor mixed(const QColor &low, const QColor &high, double share)
{
    const auto part = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return QColor(part(low.red(), high.red()), part(low.green(), high.green()), part(low.blue(), high.blue()));
}

/// Small values are told apart too: the square root of the share.
QColor heatColor(qint64 value, qint64 highest)
{
    const double share = highest > 0 ? std::sqrt(std::max(0.0, double(value) / double(highest))) : 0;
    const ThemeColors &colors = theme().colors();
    return mixed(mixed(colors.raised, colors.accent, 0.06), colors.accent, share);
}

} // namespace

HeatMap::HeatMap(QWidget *parent) : ChartCanvas(parent)
{
    setMouseTracking(true);
    setFont(theme().smallFont());
    connect(&theme(), &Theme::changed, this, [this] {
        setFont(theme().smallFont());
        update();
    });
}

void HeatMap::setData(const ChartData &data)
{
    m_data = data;
    m_highest = 0;
    for (const ChartSeries &series : data.series)
        for (const std::optional<qint64> &value : series.values)
            m_highest = std::max(m_highest, value.value_or(0));
    setAccessibleDescription(describeChart(data));
    update();
}

QSize HeatMap::sizeHint() const
{
    return {theme().space(100), theme().space(50)};
}

QRectF HeatMap::grid() const
{
    int names = 0;
    for (const ChartSeries &series : m_data.series)
        names = std::max(names, fontMetrics().horizontalAdvance(series.title));
    const int line = fontMetrics().height() + theme().space(1);
    return QRectF(rect()).adjusted(names + theme().space(2), 0, 0, -2 * line);
}

QRectF HeatMap::markRect(int category, int series) const
{
    if (m_data.categories.empty() || m_data.series.empty()) return {};
    const QRectF area = grid();
    const double width = area.width() / double(m_data.categories.size());
    const double height = area.height() / double(m_data.series.size());
    return QRectF(area.left() + width * category, area.top() + height * series, width, height).adjusted(1, 1, -1, -1);
}

std::optional<HeatMap::Place> HeatMap::placeAt(QPointF point) const
{
    const QRectF area = grid();
    if (!area.contains(point) || m_data.categories.empty() || m_data.series.empty()) return std::nullopt;
    const int category = int((point.x() - area.left()) / area.width() * double(m_data.categories.size()));
    const int series = int((point.y() - area.top()) / area.height() * double(m_data.series.size()));
    return Place{std::min(category, int(m_data.categories.size()) - 1),
                 std::min(series, int(m_data.series.size()) - 1)};
}

void HeatMap::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = theme().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int series = 0; series < int(m_data.series.size()); ++series) {
        const ChartSeries &row = m_data.series[size_t(series)];
        for (int category = 0; category < int(m_data.categories.size()); ++category) {
            const std::optional<qint64> value = row.values[size_t(category)];
            painter.setPen(value ? Qt::NoPen : QPen(colors.line));
            painter.setBrush(value ? QBrush(heatColor(*value, m_highest)) : Qt::NoBrush);
            painter.drawRect(markRect(category, series));
        }
        QRectF name = markRect(0, series);
        name.setRight(name.left() - theme().space(2));
        name.setLeft(0);
        painter.setPen(colors.muted);
        painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter, row.title);
    }
    painter.setPen(colors.muted);
    const double line = fontMetrics().height();
    for (int category = 0; category < int(m_data.categories.size()); category += 3) {
        const QRectF cell = markRect(category, 0);
        painter.drawText(QRectF(cell.left(), grid().bottom() + theme().space(1), cell.width() * 3, line), Qt::AlignLeft,
                         m_data.categories[size_t(category)].label);
    }
    paintScale(painter);
}

/// From nothing to the highest value, below the hours.
void HeatMap::paintScale(QPainter &painter) const
{
    constexpr int Steps = 24;
    const double line = fontMetrics().height();
    const double top = double(height()) - line;
    const QString low = chartText(m_data.unit, 0), high = chartText(m_data.unit, m_highest);
    double x = grid().left();
    painter.drawText(QPointF(x, top + fontMetrics().ascent()), low);
    x += fontMetrics().horizontalAdvance(low) + theme().space(1);
    const double step = theme().space(24) / double(Steps);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < Steps; ++i)
        painter.fillRect(QRectF(x + step * i, top + line * 0.2, step + 1, line * 0.6),
                         heatColor(i * i, qint64(Steps - 1) * (Steps - 1)));
    painter.drawText(QPointF(x + step * Steps + theme().space(2), top + fontMetrics().ascent()), high);
}

void HeatMap::mouseMoveEvent(QMouseEvent *event)
{
    const std::optional<Place> place = placeAt(event->position());
    setCursor(place ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!place) return QToolTip::hideText();
    const QString tip = chartTip(m_data, place->category, place->series);
    QToolTip::showText(event->globalPosition().toPoint(), plainToolTip(tip), this);
}

void HeatMap::mouseReleaseEvent(QMouseEvent *event)
{
    const std::optional<Place> place = placeAt(event->position());
    if (place && event->button() == Qt::LeftButton) Q_EMIT markClicked(place->category, place->series);
}

void HeatMap::leaveEvent(QEvent *)
{
    QToolTip::hideText();
}

} // namespace burin

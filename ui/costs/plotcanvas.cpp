#include "ui/costs/plotcanvas.h"

#include "ui/common/labels.h"
#include "ui/costs/chartaxis.h"
#include "ui/costs/seriescolors.h"
#include "ui/theme/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QCursor>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QHorizontalStackedBarSeries>
#include <QLineSeries>
#include <QLocale>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QValueAxis>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace burin {

PlotCanvas::PlotCanvas(ChartKind kind, QWidget *parent)
    : ChartCanvas(parent),
      m_kind(kind),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_categories(new QBarCategoryAxis(m_chart)),
      m_positions(new QValueAxis(m_chart)),
      m_values(new QValueAxis(m_chart))
{
    m_chart->legend()->hide();
    m_chart->setMargins({0, 0, 0, 0});
    m_chart->setBackgroundRoundness(0);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setLocale(QLocale());
    m_chart->setLocalizeNumbers(true);
    QAbstractAxis *along = kind == ChartKind::Lines ? static_cast<QAbstractAxis *>(m_positions) : m_categories;
    m_chart->addAxis(along, kind == ChartKind::Rows ? Qt::AlignLeft : Qt::AlignBottom);
    m_chart->addAxis(m_values, kind == ChartKind::Rows ? Qt::AlignBottom : Qt::AlignLeft);
    along->setGridLineVisible(false);
    m_values->setLineVisible(false);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the table twin is the keyboard's
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    connect(m_chart, &QChart::plotAreaChanged, this, &PlotCanvas::place);
    connect(&theme(), &Theme::changed, this, &PlotCanvas::recolor);
    recolor();
}

QWidget *PlotCanvas::clickTarget()
{
    return m_view->viewport();
}

void PlotCanvas::setData(const ChartData &data)
{
    m_data = data;
    m_hidden.clear();
    m_view->setAccessibleName(data.title);
    m_view->setAccessibleDescription(describeChart(data));
    rebuild();
}

void PlotCanvas::setShown(int series, bool shown)
{
    if (shown)
        m_hidden.erase(series);
    else
        m_hidden.insert(series);
    rebuild();
}

std::optional<qint64> PlotCanvas::shown(int category, int series) const
{
    const bool there = size_t(category) < m_data.categories.size() && size_t(series) < m_data.series.size();
    if (!there || m_hidden.contains(series)) return std::nullopt;
    return m_data.series[size_t(series)].values[size_t(category)];
}

void PlotCanvas::rebuild()
{
    m_chart->removeAllSeries(); // deletes them
    m_bars = nullptr;
    m_lines.clear();
    scaleAxis();
    if (m_kind == ChartKind::Lines)
        addLines();
    else
        addBars();
    makeLabels();
    recolor();
    place();
}

void PlotCanvas::addBars()
{
    const bool rows = m_kind == ChartKind::Rows;
    m_bars = rows ? static_cast<QAbstractBarSeries *>(new QHorizontalStackedBarSeries) : new QStackedBarSeries;
    for (int series = 0; series < int(m_data.series.size()); ++series) {
        auto *bars = new QBarSet(m_data.series[size_t(series)].title);
        for (int category = 0; category < int(m_data.categories.size()); ++category)
            *bars << coordinate(shown(category, series).value_or(0));
        watch(bars, series);
        m_bars->append(bars);
    }
    QStringList names;
    for (const ChartCategory &category : m_data.categories) {
        QString name = fontMetrics().elidedText(category.label, Qt::ElideMiddle, theme().space(45));
        while (names.contains(name))
            name += QChar(0x200b); // a category of the axis is known by its name
        names += name;
    }
    if (rows) // the first one is at the bottom
        m_categories->setReverse(true);
    m_categories->setCategories(names);
    m_chart->addSeries(m_bars);
    m_bars->attachAxis(m_categories);
    m_bars->attachAxis(m_values);
}

void PlotCanvas::watch(QBarSet *bars, int series)
{
    connect(bars, &QBarSet::clicked, this, [this, series](int category) { Q_EMIT markClicked(category, series); });
    connect(bars, &QBarSet::hovered, this,
            [this, series](bool inside, int category) { hover(inside, category, series); });
}

void PlotCanvas::addLines()
{
    m_positions->setRange(-0.5, std::max(0.5, double(m_data.categories.size()) - 0.5));
    m_positions->setTickCount(2);
    for (int series = 0; series < int(m_data.series.size()); ++series)
        addLine(series);
}

/// As many lines as there are stretches without a gap.
void PlotCanvas::addLine(int series)
{
    QLineSeries *line = nullptr;
    for (int category = 0; category < int(m_data.categories.size()); ++category) {
        const std::optional<qint64> value = shown(category, series);
        if (!value) {
            line = nullptr;
            continue;
        }
        if (!line) finishLine(line = new QLineSeries, series);
        line->append(category, coordinate(*value));
    }
}

void PlotCanvas::finishLine(QLineSeries *line, int series)
{
    line->setName(m_data.series[size_t(series)].title);
    line->setPointsVisible(m_data.categories.size() <= 62); // a day without neighbours is to be seen
    m_chart->addSeries(line);
    line->attachAxis(m_positions);
    line->attachAxis(m_values);
    m_lines.emplace_back(line, series);
    const auto categoryAt = [this](QPointF point) {
        return std::clamp(int(std::lround(point.x())), 0, int(m_data.categories.size()) - 1);
    };
    connect(line, &QLineSeries::clicked, this,
            [this, series, categoryAt](QPointF point) { Q_EMIT markClicked(categoryAt(point), series); });
    connect(line, &QLineSeries::hovered, this,
            [this, series, categoryAt](QPointF point, bool inside) { hover(inside, categoryAt(point), series); });
}

void PlotCanvas::scaleAxis()
{
    qint64 highest = 0;
    for (int category = 0; category < int(m_data.categories.size()); ++category) {
        qint64 sum = 0;
        for (int series = 0; series < int(m_data.series.size()); ++series) {
            const qint64 value = shown(category, series).value_or(0);
            sum = m_kind == ChartKind::Lines ? std::max(sum, value) : sum + value;
        }
        highest = std::max(highest, sum);
    }
    const AxisUnit unit = axisUnit(m_data.unit, highest);
    m_divisor = unit.divisor;
    AxisScale scale = axisFor(double(highest) / unit.divisor);
    const bool whole = m_data.unit == ChartUnit::Runs && unit.divisor == 1;
    if (whole && scale.top < 4) scale = {4, 4, 0};
    m_values->setRange(0, scale.top);
    m_values->setTickCount(scale.steps + 1);
    const int decimals = whole ? 0 : std::max(unit.leastDecimals, scale.decimals);
    m_values->setLabelFormat(QStringLiteral("%1%.%2f%3").arg(unit.prefix).arg(decimals).arg(unit.suffix));
}

void PlotCanvas::makeLabels()
{
    for (QGraphicsSimpleTextItem *label : std::exchange(m_labels, {}))
        delete label;
    if (m_kind == ChartKind::Rows) return;
    for (const ChartCategory &category : m_data.categories)
        m_labels.push_back(new QGraphicsSimpleTextItem(category.label, m_chart));
}

void PlotCanvas::recolor()
{
    const ThemeColors &colors = theme().colors();
    m_chart->setBackgroundBrush(colors.raised);
    m_view->setBackgroundBrush(colors.raised);
    m_values->setGridLineColor(colors.line);
    m_values->setLabelsColor(colors.muted);
    m_values->setLabelsFont(theme().smallFont());
    for (QAbstractAxis *axis :
         {static_cast<QAbstractAxis *>(m_categories), static_cast<QAbstractAxis *>(m_positions)}) {
        axis->setLinePenColor(colors.line);
        axis->setLabelsFont(theme().smallFont());
        axis->setLabelsColor(m_kind == ChartKind::Rows ? colors.text : QColor(Qt::transparent)); // see m_labels
    }
    for (QGraphicsSimpleTextItem *label : m_labels) {
        label->setFont(theme().smallFont());
        label->setBrush(colors.muted);
    }
    const std::vector<QColor> series = seriesColors(m_data);
    for (int i = 0; m_bars && i < m_bars->count(); ++i) {
        QBarSet *bars = m_bars->barSets().at(i);
        bars->setColor(series[size_t(i)]);
        bars->setPen(QPen(colors.raised, 1)); // a hairline between the parts of a bar
    }
    for (const auto &[line, index] : m_lines) // told apart by their strokes too
        line->setPen(QPen(series[size_t(index)], 2, index == 0 ? Qt::SolidLine : Qt::DashLine));
}

void PlotCanvas::place()
{
    const QRectF plot = m_chart->plotArea();
    const double length = m_kind == ChartKind::Rows ? plot.height() : plot.width();
    const double slot = length / double(std::max<size_t>(1, m_data.categories.size()));
    const double widest = m_kind == ChartKind::Rows ? theme().space(5) : theme().space(14);
    if (m_bars) m_bars->setBarWidth(std::min(0.72, widest / std::max(1.0, slot)));
    double free = plot.left() - slot; // where the next label may begin
    for (size_t i = 0; i < m_labels.size(); ++i) {
        const double width = m_labels[i]->boundingRect().width();
        const double left = std::clamp(plot.left() + slot * (double(i) + 0.5) - width / 2, 0.0,
                                       std::max(0.0, m_chart->size().width() - width));
        m_labels[i]->setPos(left, plot.bottom() + theme().space(1));
        m_labels[i]->setVisible(left >= free);
        if (left >= free) free = left + width + theme().space(2);
    }
}

QRectF PlotCanvas::markRect(int category, int series) const
{
    const std::optional<qint64> value = shown(category, series);
    if (!value) return {};
    if (!m_bars) {
        if (m_lines.empty()) return {};
        const QPointF at = m_chart->mapToPosition(QPointF(category, coordinate(*value)), m_lines.front().first);
        return QRectF(at - QPointF(2, 2), QSizeF(4, 4));
    }
    qint64 below = 0;
    for (int i = 0; i < series; ++i)
        below += shown(category, i).value_or(0);
    const auto placeOf = [&](qint64 amount) { // rows have their amounts along x
        const double along = coordinate(amount);
        const bool isRow = m_kind == ChartKind::Rows;
        return m_chart->mapToPosition(isRow ? QPointF(along, category) : QPointF(category, along), m_bars);
    };
    const QPointF low = placeOf(below);
    const QPointF high = placeOf(below + *value);
    const QRectF plot = m_chart->plotArea();
    const double places = double(m_data.categories.size());
    if (m_kind == ChartKind::Rows) {
        const double height = plot.height() / places * m_bars->barWidth();
        return QRectF(low.x(), low.y() - height / 2, high.x() - low.x(), height);
    }
    const double width = plot.width() / places * m_bars->barWidth();
    return QRectF(low.x() - width / 2, high.y(), width, low.y() - high.y());
}

void PlotCanvas::hover(bool inside, int category, int series)
{
    m_view->viewport()->setCursor(inside ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!inside) return QToolTip::hideText();
    QToolTip::showText(QCursor::pos(), plainToolTip(chartTip(m_data, category, series)), m_view);
}

} // namespace burin

#include "ui/costs/costchart.h"

#include "ui/common/format.h"
#include "ui/common/labels.h"
#include "ui/costs/chartaxis.h"
#include "ui/costs/legenditem.h"
#include "ui/theme/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QCursor>
#include <QGraphicsSimpleTextItem>
#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>

namespace burin {

namespace {

/// Between text and background, so that the rest does not outshine the models that have a name.
QColor restColor()
{
    const ThemeColors &c = theme().colors();
    return QColor((c.muted.red() + c.line.red()) / 2, (c.muted.green() + c.line.green()) / 2,
                  (c.muted.blue() + c.line.blue()) / 2);
}

/// The colour of each series: a model's own; a second shade where two of a chart share one.
std::vector<QColor> seriesColors(const CostChartData &data)
{
    std::vector<QColor> colors;
    for (const CostSeries &series : data.series) {
        QColor color =
            series.model.isEmpty() ? restColor() : theme().colors().series[size_t(seriesIndex(series.model))];
        while (std::ranges::find(colors, color) != colors.end())
            color = color.lighter(145);
        colors.push_back(color);
    }
    return colors;
}

} // namespace

CostChart::CostChart(QWidget *parent)
    : QWidget(parent),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_days(new QBarCategoryAxis(m_chart)),
      m_money(new QValueAxis(m_chart)),
      m_legend(new QVBoxLayout)
{
    m_chart->legend()->hide();
    m_chart->setMargins({0, 0, 0, 0});
    m_chart->setBackgroundRoundness(0);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setLocale(QLocale());
    m_chart->setLocalizeNumbers(true);
    m_chart->addAxis(m_days, Qt::AlignBottom);
    m_chart->addAxis(m_money, Qt::AlignLeft);
    m_days->setGridLineVisible(false);
    m_days->setLabelsFont(theme().smallFont());
    m_money->setLabelsFont(theme().smallFont());
    m_money->setLineVisible(false);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the table twin is the keyboard's
    m_view->setAccessibleName(tr("Cost by model, in US dollars"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(4));
    layout->addWidget(m_view, 1);
    layout->addWidget(makeLegend());
    connect(m_chart, &QChart::plotAreaChanged, this, &CostChart::place);
    connect(&theme(), &Theme::changed, this, &CostChart::recolor);
    recolor();
}

QWidget *CostChart::makeLegend()
{
    auto *legend = new QWidget;
    m_legend->setContentsMargins(0, 0, 0, 0);
    m_legend->setSpacing(0);
    m_legend->addStretch();
    legend->setLayout(m_legend);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(legend);
    scroll->viewport()->setAutoFillBackground(false);
    legend->setAutoFillBackground(false);
    scroll->setFixedWidth(theme().space(62));
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Legend"));
    return scroll;
}

void CostChart::setData(const CostChartData &data)
{
    m_data = data;
    m_hidden.clear();
    m_view->setAccessibleDescription(describeChart(data));
    rebuildLegend();
    rebuildBars();
}

Money CostChart::shown(int bucket, int series) const
{
    return m_hidden.contains(series) ? Money() : m_data.series[size_t(series)].parts[size_t(bucket)].cost;
}

void CostChart::rebuildBars()
{
    if (m_bars) m_chart->removeSeries(m_bars);
    delete m_bars;
    m_bars = new QStackedBarSeries;
    for (int series = 0; series < int(m_data.series.size()); ++series)
        addBars(series);
    QStringList categories;
    for (const CostBucket &bucket : m_data.buckets)
        categories += bucket.from.toString(Qt::ISODate); // never shown, see m_labels
    m_days->setCategories(categories);
    for (QGraphicsSimpleTextItem *label : std::exchange(m_labels, {}))
        delete label;
    for (const CostBucket &bucket : m_data.buckets) {
        auto *label = new QGraphicsSimpleTextItem(bucket.label, m_chart);
        label->setFont(theme().smallFont());
        m_labels.push_back(label);
    }
    scaleAxis();
    m_chart->addSeries(m_bars);
    m_bars->attachAxis(m_days);
    m_bars->attachAxis(m_money);
    recolor();
    place();
}

void CostChart::addBars(int series)
{
    auto *bars = new QBarSet(m_data.series[size_t(series)].title);
    for (int bucket = 0; bucket < int(m_data.buckets.size()); ++bucket)
        *bars << chartValue(shown(bucket, series));
    connect(bars, &QBarSet::clicked, this, [this, series](int bucket) { Q_EMIT partClicked(bucket, series); });
    connect(bars, &QBarSet::hovered, this, [this, series](bool inside, int bucket) {
        m_view->viewport()->setCursor(inside ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (inside)
            showTip(bucket, series);
        else
            QToolTip::hideText();
    });
    m_bars->append(bars);
}

void CostChart::scaleAxis()
{
    Money highest;
    for (int bucket = 0; bucket < int(m_data.buckets.size()); ++bucket) {
        Money sum;
        for (int series = 0; series < int(m_data.series.size()); ++series)
            sum += shown(bucket, series);
        highest = std::max(highest, sum);
    }
    const AxisScale scale = axisFor(highest);
    m_money->setRange(0, scale.top);
    m_money->setTickCount(scale.steps + 1);
    m_money->setLabelFormat(QStringLiteral("$%.%1f").arg(scale.decimals));
}

void CostChart::rebuildLegend()
{
    for (LegendItem *item : std::exchange(m_items, {}))
        delete item;
    for (int series = 0; series < int(m_data.series.size()); ++series) {
        const CostSeries &line = m_data.series[size_t(series)];
        const bool unknown = line.total.runs > 0 && line.total.runs == line.total.unpricedRuns;
        auto *item = new LegendItem(line.title, unknown ? formatMoney({}) : formatMoney(line.total.cost));
        m_legend->insertWidget(series, item);
        m_items.push_back(item);
        connect(item, &LegendItem::toggled, this, [this, series](bool visible) {
            if (visible)
                m_hidden.erase(series);
            else
                m_hidden.insert(series);
            rebuildBars();
        });
    }
}

void CostChart::recolor()
{
    const ThemeColors &colors = theme().colors();
    m_chart->setBackgroundBrush(colors.raised);
    m_view->setBackgroundBrush(colors.raised);
    m_money->setGridLineColor(colors.line);
    m_money->setLabelsColor(colors.muted);
    m_days->setLinePenColor(colors.line);
    m_days->setLabelsColor(Qt::transparent);
    for (QGraphicsSimpleTextItem *label : m_labels)
        label->setBrush(colors.muted);
    const std::vector<QColor> series = seriesColors(m_data);
    for (size_t i = 0; i < series.size(); ++i) {
        if (i < m_items.size()) m_items[i]->setColor(series[i]);
        if (!m_bars || int(i) >= m_bars->count()) continue;
        QBarSet *bars = m_bars->barSets().at(qsizetype(i));
        bars->setColor(series[i]);
        bars->setPen(QPen(colors.raised, 1)); // a hairline between the parts of a bar
    }
}

void CostChart::place()
{
    if (m_labels.empty()) return;
    const QRectF plot = m_chart->plotArea();
    const double slot = plot.width() / double(m_labels.size());
    if (m_bars) m_bars->setBarWidth(std::min(0.72, theme().space(14) / std::max(1.0, slot)));
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

QRectF CostChart::partRect(int bucket, int series) const
{
    Money below;
    for (int i = 0; i < series; ++i)
        below += shown(bucket, i);
    const Money above = below + shown(bucket, series);
    const double slot = m_chart->plotArea().width() / double(m_data.buckets.size());
    const QPointF low = m_chart->mapToPosition(QPointF(bucket, chartValue(below)), m_bars);
    const QPointF high = m_chart->mapToPosition(QPointF(bucket, chartValue(above)), m_bars);
    const double width = slot * m_bars->barWidth();
    return QRectF(low.x() - width / 2, high.y(), width, low.y() - high.y());
}

void CostChart::showTip(int bucket, int series) const
{
    const CostSeries &line = m_data.series[size_t(series)];
    const CostPart &part = line.parts[size_t(bucket)];
    QString text = line.title + u'\n' + m_data.buckets[size_t(bucket)].title + u'\n' + formatExactMoney(part.cost) +
                   QStringLiteral(" · ") + tr("%n run(s)", nullptr, part.runs);
    if (part.unpricedRuns > 0) text += u'\n' + tr("%n run(s) without a price", nullptr, part.unpricedRuns);
    QToolTip::showText(QCursor::pos(), plainToolTip(text), m_view);
}

} // namespace burin

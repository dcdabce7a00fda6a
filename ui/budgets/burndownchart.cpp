#include "ui/budgets/burndownchart.h"

#include "ui/common/datatable.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineSeries>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QValueAxis>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

/// A chart's coordinates are floating point; nothing is computed from them.
double dollars(Money amount)
{
    return double(amount.picoUsd) / 1e12;
}

} // namespace

BurnDownChart::BurnDownChart(QWidget *parent)
    : QWidget(parent),
      m_chart(new QChart),
      m_view(new QChartView(m_chart, this)),
      m_time(new QValueAxis(m_chart)),
      m_money(new QValueAxis(m_chart)),
      m_left(new QLineSeries),
      m_expected(new QLineSeries),
      m_low(new QLineSeries(m_chart)),
      m_high(new QLineSeries(m_chart)),
      m_band(new QAreaSeries(m_high, m_low)),
      m_zero(new QLineSeries),
      m_twins(new QStackedWidget(this)),
      m_model(new CellModel(this)),
      m_table(new DataTable(this)),
      m_asTable(new QToolButton(this))
{
    m_chart->legend()->hide();
    m_chart->setMargins({0, 0, 0, 0});
    m_chart->setBackgroundRoundness(0);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setLocale(QLocale());
    m_chart->setLocalizeNumbers(true);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_money, Qt::AlignLeft);
    for (QAbstractSeries *series : std::initializer_list<QAbstractSeries *>{m_band, m_zero, m_expected, m_left}) {
        m_chart->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_money);
    }
    m_time->setGridLineVisible(false);
    m_money->setLineVisible(false);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the table is the keyboard's
    m_table->setModel(m_model);
    m_twins->addWidget(m_view);
    m_twins->addWidget(m_table);
    m_twins->setFixedHeight(theme().space(36));
    m_asTable->setIcon(icon(QStringLiteral("table")));
    m_asTable->setCheckable(true);
    m_asTable->setToolTip(tr("Table"));
    m_asTable->setAccessibleName(tr("Show as a table"));
    m_table->setAccessibleName(tr("Left of the budget"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme().space(1));
    layout->addWidget(m_twins, 1);
    layout->addWidget(m_asTable, 0, Qt::AlignTop);
    connect(m_asTable, &QToolButton::toggled, m_twins, [this](bool table) { m_twins->setCurrentIndex(table ? 1 : 0); });
    connect(&theme(), &Theme::changed, this, &BurnDownChart::recolor);
    recolor();
}

void BurnDownChart::setReport(const BudgetReport &report)
{
    m_data = burnDownOf(report);
    const QString name = m_data.hourly ? tr("Left of the budget by hour, in US dollars")
                                       : tr("Left of the budget by day, in US dollars");
    m_view->setAccessibleName(name);
    m_view->setAccessibleDescription(describe(m_data));
    m_table->setAccessibleName(name);
    m_asTable->setAccessibleName(tr("Show as a table: %1").arg(name));
    m_model->setTable(burnDownTable(m_data));
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    draw();
}

void BurnDownChart::draw()
{
    QList<QPointF> points;
    for (const BurnDownPoint &point : m_data.actual)
        points += QPointF(point.position, dollars(point.left));
    m_left->replace(points);
    m_zero->replace(QList{QPointF(0, 0), QPointF(m_data.parts, 0)});
    drawProjection();
    scale();
}

void BurnDownChart::drawProjection()
{
    const bool known = !m_data.projected.empty();
    const QPointF now(m_data.actual.back().position, dollars(m_data.actual.back().left));
    const auto lineTo = [&](QLineSeries *series, size_t which) {
        if (known)
            series->replace(QList{now, QPointF(m_data.parts, dollars(m_data.projected[which]))});
        else
            series->clear();
    };
    lineTo(m_low, 0);
    lineTo(m_expected, 1);
    lineTo(m_high, 2);
    m_band->setVisible(known);
}

void BurnDownChart::scale()
{
    double lowest = std::min(0.0, dollars(m_data.actual.back().left));
    for (const Money &end : m_data.projected)
        lowest = std::min(lowest, dollars(end));
    const double limit = std::max(dollars(m_data.limit), 1e-9);
    lowest = std::max(lowest, -limit); // what lies further below would flatten the rest
    m_money->setRange(lowest, limit);
    m_money->setTickCount(5);
    m_money->applyNiceNumbers();
    const double step = (m_money->max() - m_money->min()) / std::max(1, m_money->tickCount() - 1);
    const int decimals = step >= 1 ? 0 : std::clamp(int(std::ceil(-std::log10(step))), 2, 9);
    m_money->setLabelFormat(QStringLiteral("$%.%1f").arg(decimals));
    m_time->setRange(0, m_data.parts);
    m_time->setLabelFormat(m_data.hourly ? QStringLiteral("%.0f h") : QStringLiteral("%.0f"));
    m_time->setTickType(QValueAxis::TicksDynamic);
    m_time->setTickAnchor(0);
    m_time->setTickInterval(m_data.hourly ? 6 : m_data.parts <= 7 ? 1 : 5);
}

void BurnDownChart::recolor()
{
    const ThemeColors &colors = theme().colors();
    m_chart->setBackgroundBrush(colors.surface);
    m_view->setBackgroundBrush(colors.surface);
    for (QValueAxis *axis : {m_time, m_money}) {
        axis->setGridLineColor(colors.line);
        axis->setLinePenColor(colors.line);
        axis->setLabelsColor(colors.muted);
        axis->setLabelsFont(theme().smallFont());
    }
    QColor band = colors.accent;
    band.setAlphaF(0.15F);
    m_band->setBrush(band);
    m_band->setPen(Qt::NoPen);
    m_left->setPen(QPen(colors.accent, 2));
    m_expected->setPen(QPen(colors.accent, 2, Qt::DashLine));
    m_zero->setPen(QPen(colors.error, 1));
}

} // namespace burin

#include "ui/costs/chartcard.h"

#include "ui/common/datatable.h"
#include "ui/common/emptystate.h"
#include "ui/common/flowlayout.h"
#include "ui/common/labels.h"
#include "ui/costs/costtexts.h"
#include "ui/costs/heatmap.h"
#include "ui/costs/legenditem.h"
#include "ui/costs/plotcanvas.h"
#include "ui/costs/seriescolors.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

ChartCanvas *makeCanvas(ChartKind kind, QWidget *parent)
{
    if (kind == ChartKind::Heat) return new HeatMap(parent);
    return new PlotCanvas(kind, parent);
}

/// How many runs the chart is made of; percentiles of the same runs are several series.
qint64 runsIn(const ChartData &data)
{
    qint64 sum = 0;
    for (const ChartSeries &series : data.series) {
        for (const qint64 runs : series.runs)
            sum += runs;
        if (data.unit == ChartUnit::Duration) break;
    }
    return sum;
}

} // namespace

ChartCard::ChartCard(const CostChartRow &chart, QWidget *parent)
    : QFrame(parent),
      m_row(chart),
      m_title(plainLabel(LabelStyle::Body, {}, this)),
      m_note(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_asTable(new QToolButton(this)),
      m_export(new QToolButton(this)),
      m_canvas(makeCanvas(chart.kind, this)),
      m_model(new CellModel(this)),
      m_table(new DataTable(this)),
      m_empty(new EmptyState(this)),
      m_sides(new QStackedWidget(this)),
      m_legend(new QWidget(this)),
      m_legendItems(new FlowLayout(m_legend))
{
    setProperty("card", true);
    setObjectName(QStringLiteral("chart:") + QLatin1StringView(chart.id));
    m_title->setMinimumWidth(1);
    m_note->setMinimumWidth(1);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_sides->addWidget(m_canvas);
    m_sides->addWidget(m_table);
    m_sides->addWidget(m_empty);
    m_sides->setMinimumHeight(theme().space(52));
    m_legendItems->setContentsMargins(0, 0, 0, 0);
    makeHead();
    connect(m_canvas, &ChartCanvas::markClicked, this, &ChartCard::requestRuns);
    connect(m_table, &DataTable::rowTriggered, this, [this](const QModelIndex &index) {
        const auto [category, series] = chartTableRows(m_data)[size_t(index.row())];
        requestRuns(category, series);
    });
}

void ChartCard::makeHead()
{
    for (QToolButton *button : {m_asTable, m_export})
        button->setAutoRaise(true);
    m_asTable->setIcon(icon(QStringLiteral("table")));
    m_asTable->setCheckable(true);
    m_asTable->setToolTip(CostTexts::tr("Show as a table"));
    m_export->setIcon(icon(QStringLiteral("download")));
    m_export->setToolTip(CostTexts::tr("Export"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_export);
    const std::pair<ChartFormat, QString> formats[] = {{ChartFormat::Png, CostTexts::tr("Picture (PNG)")},
                                                       {ChartFormat::Svg, CostTexts::tr("Drawing (SVG)")},
                                                       {ChartFormat::Csv, CostTexts::tr("Figures (CSV)")}};
    for (const auto &[format, text] : formats)
        connect(menu->addAction(text), &QAction::triggered, this, [this, format = format] { exportAs(format); });
    m_export->setMenu(menu);
    connect(m_asTable, &QToolButton::toggled, this, &ChartCard::showSide);

    auto *head = new QHBoxLayout;
    head->setSpacing(theme().space(1));
    head->addWidget(m_title, 1);
    head->addWidget(m_asTable);
    head->addWidget(m_export);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), theme().space(2));
    layout->setSpacing(theme().space(1));
    layout->addLayout(head);
    layout->addWidget(m_note);
    layout->addWidget(m_sides, 1);
    layout->addWidget(m_legend);
}

void ChartCard::setData(const ChartData &data)
{
    m_data = data;
    m_stale = true;
    m_title->setText(data.title);
    m_title->setToolTip(plainToolTip(data.title));
    m_asTable->setAccessibleName(CostTexts::tr("%1: show as a table").arg(data.title));
    m_export->setAccessibleName(CostTexts::tr("%1: export").arg(data.title));
    m_table->setAccessibleName(CostTexts::tr("%1, table").arg(data.title));
    m_canvas->setAccessibleName(data.title);
    const QString runs = QCoreApplication::translate("Costs", "%n run(s)", nullptr, int(runsIn(data)));
    m_note->setText(data.note.isEmpty() ? runs : runs + QStringLiteral(" · ") + data.note);
    drawIfSeen();
}

void ChartCard::drawIfSeen()
{
    if (m_stale && isVisible() && !visibleRegion().isEmpty()) draw();
}

void ChartCard::draw()
{
    m_stale = false;
    const bool some = hasValues(m_data);
    if (some) m_canvas->setData(m_data);
    m_model->setTable(chartTable(m_data));
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        header->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    m_empty->setContent({QStringLiteral("chart-column"), CostTexts::tr("Nothing of this in these runs."), {}});
    drawLegend();
    showSide();
}

void ChartCard::drawLegend()
{
    for (LegendItem *item : m_legend->findChildren<LegendItem *>())
        delete item;
    auto *plot = qobject_cast<PlotCanvas *>(m_canvas);
    m_legend->setVisible(plot && hasValues(m_data) && !m_data.seriesTitle.isEmpty());
    if (m_legend->isHidden()) return;
    const std::vector<QColor> colors = seriesColors(m_data);
    for (int series = 0; series < int(m_data.series.size()); ++series) {
        const ChartSeries &line = m_data.series[size_t(series)];
        qint64 sum = 0;
        bool known = false;
        for (const std::optional<qint64> &value : line.values) {
            sum += value.value_or(0);
            known |= value.has_value();
        }
        const bool sums = m_data.unit != ChartUnit::Duration;
        const QString figure = sums ? chartText(m_data.unit, known ? std::optional(sum) : std::nullopt) : QString();
        auto *item = new LegendItem(line.title, figure, m_legend);
        item->setColor(colors[size_t(series)]);
        m_legendItems->addWidget(item);
        item->show();
        connect(item, &LegendItem::toggled, plot, [plot, series](bool shown) { plot->setShown(series, shown); });
    }
}

void ChartCard::showSide()
{
    const bool some = hasValues(m_data);
    m_asTable->setEnabled(some);
    m_export->setEnabled(some);
    QWidget *side = m_canvas;
    if (m_asTable->isChecked()) side = m_table;
    if (!some) side = m_empty;
    m_sides->setCurrentWidget(side);
}

void ChartCard::requestRuns(int category, int series)
{
    if (m_data.runs) Q_EMIT runsRequested(m_data.runs(category, series));
}

void ChartCard::exportAs(ChartFormat format)
{
    if (m_stale) draw();
    const QString name = QStringLiteral("burin-costs-") + QLatin1StringView(m_row.id);
    switch (format) {
    case ChartFormat::Png:
        return Q_EMIT exportRequested({name + QLatin1StringView(".png"), chartPng(*m_canvas)});
    case ChartFormat::Svg:
        return Q_EMIT exportRequested({name + QLatin1StringView(".svg"), chartSvg(*m_canvas, m_data.title)});
    case ChartFormat::Csv:
        return Q_EMIT exportRequested({name + QLatin1StringView(".csv"), chartCsv(m_data)});
    }
}

} // namespace burin

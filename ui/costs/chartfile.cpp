#include "ui/costs/chartfile.h"

#include "ui/costs/costtexts.h"

#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QSvgGenerator>
#include <QWidget>

namespace burin {

namespace {

QString csvField(const QString &text)
{
    QString field = text;
    if (!field.isEmpty() && QStringLiteral("=+-@\t\r").contains(field.front())) field.prepend(u'\'');
    if (!field.contains(u'"') && !field.contains(u',') && !field.contains(u'\n') && !field.contains(u'\r'))
        return field;
    return u'"' + field.replace(u'"', QLatin1StringView("\"\"")) + u'"';
}

QString csvUnit(ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Money:
        return QStringLiteral("usd");
    case ChartUnit::Tokens:
        return QStringLiteral("tokens");
    case ChartUnit::Runs:
        return QStringLiteral("runs");
    case ChartUnit::Duration:
        return QStringLiteral("milliseconds");
    case ChartUnit::Speed:
        break;
    }
    return QStringLiteral("tokens_per_second");
}

QString csvValue(ChartUnit unit, qint64 value)
{
    if (unit == ChartUnit::Money) return exactUsd(Money{value});
    return unit == ChartUnit::Speed ? QString::number(double(value) / 1000, 'f', 3) : QString::number(value);
}

/// Runs without a price have a row: it says so.
bool hasRow(const ChartSeries &series, size_t category)
{
    return series.values[category] || series.runs[category] > 0;
}

} // namespace

std::vector<std::pair<int, int>> chartTableRows(const ChartData &data)
{
    std::vector<std::pair<int, int>> rows;
    for (int category = 0; category < int(data.categories.size()); ++category)
        for (int series = 0; series < int(data.series.size()); ++series)
            if (hasRow(data.series[size_t(series)], size_t(category))) rows.emplace_back(category, series);
    return rows;
}

CellTable chartTable(const ChartData &data)
{
    CellTable table;
    table.columns = {{data.categoryTitle}};
    if (!data.seriesTitle.isEmpty()) table.columns.push_back({data.seriesTitle});
    table.columns.push_back({CostTexts::tr("Value"), FigureAlignment});
    if (data.unit != ChartUnit::Runs) table.columns.push_back({CostTexts::tr("Runs"), FigureAlignment});
    for (const auto &[category, series] : chartTableRows(data)) {
        const ChartSeries &line = data.series[size_t(series)];
        const std::optional<qint64> value = line.values[size_t(category)];
        const qint64 runs = line.runs[size_t(category)];
        std::vector<Cell> row{{data.categories[size_t(category)].title, category, {}, {}}};
        if (!data.seriesTitle.isEmpty()) row.push_back({line.title, {}, {}, {}});
        row.push_back({chartText(data.unit, value), value.value_or(-1), exactChartText(data.unit, value), {}});
        if (data.unit != ChartUnit::Runs) row.push_back({QLocale().toString(runs), runs, {}, {}});
        table.rows.push_back(std::move(row));
    }
    return table;
}

QByteArray chartCsv(const ChartData &data)
{
    const QLatin1StringView end("\r\n");
    const bool split = !data.seriesTitle.isEmpty();
    const bool counted = data.unit != ChartUnit::Runs;
    QStringList head{csvField(data.categoryTitle)};
    if (split) head += csvField(data.seriesTitle);
    head += csvUnit(data.unit);
    if (counted) head += QStringLiteral("runs");
    QString text = head.join(u',') + end;
    for (const auto &[category, series] : chartTableRows(data)) {
        const ChartSeries &line = data.series[size_t(series)];
        QStringList fields{csvField(data.categories[size_t(category)].title)};
        if (split) fields += csvField(line.title);
        const std::optional<qint64> value = line.values[size_t(category)];
        fields += value ? csvValue(data.unit, *value) : QString();
        if (counted) fields += QString::number(line.runs[size_t(category)]);
        text += fields.join(u',') + end;
    }
    return text.toUtf8();
}

QByteArray chartPng(QWidget &canvas)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    canvas.grab().save(&buffer, "PNG");
    return bytes;
}

QByteArray chartSvg(QWidget &canvas, const QString &title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(canvas.size());
    generator.setViewBox(canvas.rect());
    generator.setTitle(title.toHtmlEscaped()); // written as it is
    QPainter painter(&generator);
    canvas.render(&painter);
    painter.end();
    return bytes;
}

} // namespace burin

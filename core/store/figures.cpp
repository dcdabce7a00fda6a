#include "core/store/figures.h"

#include "core/domain/histogram.h"
#include "core/store/sqlquery.h"

#include <QVariant>

namespace burin {

namespace {

using Text = QLatin1StringView;

constexpr FigureTable tables[] = {
    {"model_figures", "model_id, provider_id, status, category"},
    {"prompt_figures", "prompt_id, version_id, status"},
    {"hour_figures", "weekday, hour, status"},
    {"group_figures", "model_id, provider_id, prompt_id, version_id, batch_id, status, category"},
};

constexpr FigureDistribution distributions[] = {
    {"first_content", "first_content_ms"},
    {"total", "total_ms"},
    {"speed", "speed"},
    {"price", "price"},
};

QStringList keysOf(const FigureTable &table)
{
    return QString::fromLatin1(table.keys).split(Text(", "));
}

/// What is written for a run in whatever table: values of the keys come before.
QVariantList valuesOf(const SqlQuery &query, FigureSign sign)
{
    const qint64 factor = sign == FigureSign::Plus ? 1 : -1;
    QVariantList values;
    for (const QString &sum : figureSums())
        values += factor * query.value(sum).toLongLong();
    for (const FigureDistribution &distribution : distributions) {
        Histogram histogram;
        const QVariant value = query.value(Text(distribution.value));
        if (!value.isNull()) histogram.add(value.toDouble(), factor);
        values += histogram.packed();
    }
    return values;
}

QString placeholders(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(Text(", "));
}

QStringList columnsOf(const FigureTable &table)
{
    QStringList columns = QStringList{QStringLiteral("grain"), QStringLiteral("period")} + keysOf(table) + figureSums();
    for (const FigureDistribution &distribution : distributions)
        columns += QString::fromLatin1(distribution.column);
    return columns;
}

/// One row for the day and one for the month.
QString upsertInto(const FigureTable &table)
{
    QStringList changes;
    for (const QString &sum : figureSums())
        changes += QStringLiteral("%1 = %1 + excluded.%1").arg(sum);
    for (const FigureDistribution &distribution : distributions)
        changes += QStringLiteral("%1 = histogram_add(%1, excluded.%1)").arg(Text(distribution.column));
    const QStringList columns = columnsOf(table);
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3), (%3) ON CONFLICT DO UPDATE SET %4")
        .arg(Text(table.table), columns.join(Text(", ")), placeholders(columns.size()), changes.join(Text(", ")));
}

/// The figures of all runs, counted anew, as columnsOf(table) has them.
QString recountFor(const FigureTable &table, int grain)
{
    QStringList columns{QString::number(grain), grain == 0 ? QStringLiteral("day") : QStringLiteral("month")};
    columns += keysOf(table);
    const QString groups = QStringList(columns.mid(1)).join(Text(", "));
    for (const QString &sum : figureSums())
        columns += QStringLiteral("sum(%1)").arg(sum);
    for (const FigureDistribution &distribution : distributions)
        columns += QStringLiteral("histogram(%1)").arg(Text(distribution.value));
    return QStringLiteral("SELECT %1 FROM run_figures GROUP BY %2").arg(columns.join(Text(", ")), groups);
}

/// The months' rows from the days' ones.
QString monthsOf(const FigureTable &table)
{
    QStringList columns{QStringLiteral("1"),
                        QStringLiteral("CAST(julianday(date(period, 'start of month')) + 0.5 AS INTEGER) AS month")};
    columns += keysOf(table);
    for (const QString &sum : figureSums())
        columns += QStringLiteral("sum(%1)").arg(sum);
    for (const FigureDistribution &distribution : distributions)
        columns += QStringLiteral("histogram_sum(%1)").arg(Text(distribution.column));
    return QStringLiteral("SELECT %1 FROM %2 GROUP BY month, %3")
        .arg(columns.join(Text(", ")), Text(table.table), keysOf(table).join(Text(", ")));
}

} // namespace

std::span<const FigureTable> figureTables()
{
    return tables;
}

QStringList figureSums()
{
    static const QStringList columns =
        QStringLiteral("runs, unpriced_runs, cost_pico_usd, input_tokens, output_tokens, estimated_runs, "
                       "estimated_pico_usd, cached_tokens, cache_savings_pico_usd, retries, retry_pico_usd")
            .split(Text(", "));
    return columns;
}

std::span<const FigureDistribution> figureDistributions()
{
    return distributions;
}

void addToFigures(SqlQuery &query, RunId run, FigureSign sign)
{
    static const QStringList statements = [] {
        QStringList list;
        for (const FigureTable &table : tables)
            list += upsertInto(table);
        return list;
    }();
    query.run(QStringLiteral("SELECT * FROM run_figures WHERE run_id = ?"), {run.value});
    if (!query.next()) return; // it is running, or simulated
    const QVariantList values = valuesOf(query, sign);
    const QVariant day = query.value(Text("day")), month = query.value(Text("month"));
    std::vector<QVariantList> bound;
    for (const FigureTable &table : tables) {
        QVariantList keys;
        for (const QString &key : keysOf(table))
            keys += query.value(key);
        bound.push_back(QVariantList{0, day} + keys + values + QVariantList{1, month} + keys + values);
    }
    for (size_t i = 0; i < bound.size(); ++i)
        query.run(statements[qsizetype(i)], bound[i]);
}

void recountFigures(SqlQuery &query)
{
    for (const FigureTable &table : tables) {
        const QString insert =
            QStringLiteral("INSERT INTO %1 (%2) ").arg(Text(table.table), columnsOf(table).join(Text(", ")));
        query.run(QStringLiteral("DELETE FROM %1").arg(Text(table.table)));
        query.run(insert + recountFor(table, 0));
        query.run(insert + monthsOf(table));
    }
}

QStringList wrongFigures(SqlQuery &query)
{
    QStringList days;
    for (const FigureTable &table : tables) {
        const QString stored = QStringLiteral("SELECT %1 FROM %2 WHERE runs <> 0")
                                   .arg(columnsOf(table).join(Text(", ")), Text(table.table));
        for (const int grain : {0, 1}) {
            const QString recount = recountFor(table, grain);
            const QString ofGrain = stored + QStringLiteral(" AND grain = %1").arg(grain);
            query.run(QStringLiteral("SELECT DISTINCT date(c2) FROM ("
                                     "  SELECT period AS c2 FROM (%1 EXCEPT %2) UNION SELECT %3 FROM (%2 EXCEPT %1))")
                          .arg(ofGrain, recount, grain == 0 ? QStringLiteral("day") : QStringLiteral("month")));
            while (query.next())
                days += query.value(0).toString();
        }
    }
    days.removeDuplicates();
    return days;
}

} // namespace burin

#include "core/store/costquery.h"

#include "core/store/figures.h"
#include "core/store/median.h"
#include "core/store/sqlquery.h"

#include <algorithm>
#include <limits>

namespace burin {

namespace {

using Text = QLatin1StringView;

/// A dimension is a row: what it is called, its column, and how its value is written.
struct Dimension {
    const char *id;
    const char *column;
    const char *name;
};
constexpr Dimension dimensions[] = {
    {"day", "day", "date(%1)"},
    {"month", "month", "strftime('%Y-%m', date(%1))"},
    {"hour", "hour", "printf('%02d', %1)"},
    {"weekday", "weekday", "%1"},
    {"model", "model_id", "(SELECT name FROM models WHERE id = %1)"},
    {"provider", "provider_id", "(SELECT name FROM providers WHERE id = %1)"},
    {"prompt", "prompt_id", "(SELECT name FROM prompts WHERE id = %1)"},
    {"version", "version_id",
     "CASE %1 WHEN 0 THEN '' ELSE coalesce((SELECT p.title || ' v' || v.number FROM library_versions AS v "
     "JOIN library_prompts AS p ON p.id = v.prompt_id WHERE v.id = %1), '#' || %1) END"},
    {"tag", "tag_id", "(SELECT name FROM tags WHERE id = %1)"},
    {"batch", "batch_id", "coalesce((SELECT name FROM batches WHERE id = %1), '')"},
    {"status", "status", "(SELECT name FROM statuses WHERE id = %1)"},
    {"error", "category", "%1"},
};

const Dimension *dimensionOf(const QString &id)
{
    const auto row =
        std::ranges::find_if(dimensions, [&id](const Dimension &d) { return id == QLatin1StringView(d.id); });
    return row == std::end(dimensions) ? nullptr : row;
}

/// Where figures are read from.
enum class SourceKind {
    Grained, ///< A table of figures.
    Daily,   ///< A rollup by day with the basic sums.
    Runs,    ///< The runs themselves.
};
struct Source {
    SourceKind kind;
    QString table;
};

struct Asked {
    CostFilter filter;
    QStringList columns;
    CostDetail detail;
    Source source;
};

bool hasAll(const char *keys, const QStringList &more, const QStringList &columns)
{
    const QStringList known = QString::fromLatin1(keys).split(Text(", ")) + more;
    return std::ranges::all_of(columns, [&known](const QString &column) { return known.contains(column); });
}

Source sourceOf(const QStringList &columns, CostDetail detail)
{
    const QStringList times{QStringLiteral("day"), QStringLiteral("month")};
    for (const FigureTable &table : figureTables())
        if (hasAll(table.keys, times, columns)) return {SourceKind::Grained, QString::fromLatin1(table.table)};
    constexpr const char *Hourly = "hour, model_id, provider_id, prompt_id, status, weekday";
    if (detail == CostDetail::Basic && hasAll(Hourly, times, columns))
        return {SourceKind::Daily, QStringLiteral("hourly_costs")};
    return {SourceKind::Runs, QStringLiteral("run_figures")};
}

/// The column as the source has it.
QString expressionOf(const QString &column, SourceKind kind)
{
    if (kind == SourceKind::Runs) return column;
    const Text month("CAST(julianday(date(%1, 'start of month')) + 0.5 AS INTEGER)");
    const bool grained = kind == SourceKind::Grained;
    if (column == Text("month") && grained)
        return QStringLiteral("CASE grain WHEN 1 THEN period ELSE %1 END").arg(QString(month).arg(Text("period")));
    if (column == Text("month")) return QString(month).arg(Text("day"));
    if (column == Text("day") && grained) return QStringLiteral("period");
    if (column == Text("weekday") && !grained) return QStringLiteral("day % 7");
    return column;
}

QStringList figureColumns(const Asked &asked)
{
    constexpr int BasicSums = 5;
    QStringList columns;
    for (const QString &sum : figureSums().mid(0, asked.detail == CostDetail::Basic ? BasicSums : -1))
        columns += QStringLiteral("sum(%1)").arg(sum);
    if (asked.detail != CostDetail::Distributions) return columns;
    for (const FigureDistribution &distribution : figureDistributions())
        columns += asked.source.kind == SourceKind::Runs
                       ? QStringLiteral("histogram(%1)").arg(Text(distribution.value))
                       : QStringLiteral("histogram_sum(%1)").arg(Text(distribution.column));
    return columns;
}

/// Three stretches of time by grain, first and last period: the whole months within the range, and the days around
/// them; or all of it by day.
QVariantList stretches(const DayRange &range, bool byDay)
{
    const QVariantList bounds = dayBounds(range);
    const qint64 low = bounds[0].toLongLong(), high = bounds[1].toLongLong();
    const QVariantList nothing{0, 1, 0};
    const auto monthOf = [](QDate day) { return QDate(day.year(), day.month(), 1); };
    const bool whole = !range.from.isValid() || range.from.day() == 1;
    const qint64 first = !range.from.isValid() ? low
                         : whole               ? range.from.toJulianDay()
                                               : monthOf(range.from).addMonths(1).toJulianDay();
    const qint64 end = range.to.isValid() ? monthOf(range.to.addDays(1)).toJulianDay() : high; // after the last month
    if (byDay || first >= end) return QVariantList{0, low, high} + nothing + nothing;
    return QVariantList{1, first, end - 1} + (whole ? nothing : QVariantList{0, low, first - 1}) +
           (range.to.isValid() ? QVariantList{0, end, high} : nothing);
}

QString fromClause(const Asked &asked, QVariantList &values)
{
    const DayRange &range = asked.filter.range;
    switch (asked.source.kind) {
    case SourceKind::Grained:
        values += stretches(range, asked.columns.contains(Text("day")));
        return QStringLiteral("(SELECT column1 AS low_grain, column2 AS low, column3 AS high "
                              "   FROM (VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?))) "
                              "CROSS JOIN %1 AS f WHERE grain = low_grain AND period BETWEEN low AND high")
            .arg(asked.source.table);
    case SourceKind::Daily:
        values += dayBounds(range);
        return asked.source.table + Text(" AS f WHERE day BETWEEN ? AND ?");
    case SourceKind::Runs:
        break;
    }
    values += dayBounds(range);
    const Text days(" WHERE f.day BETWEEN ? AND ?");
    if (!asked.columns.contains(Text("tag_id"))) return Text("run_figures AS f") + QString(days);
    return Text("run_tags AS t CROSS JOIN run_figures AS f ON f.run_id = t.run_id") + QString(days);
}

/// Adds the names and the status that are filtered for.
void addConditions(const CostFilter &filter, QString &sql, QVariantList &values)
{
    const std::pair<const QString &, Text> names[] = {
        {filter.model, Text(" AND model_id = (SELECT id FROM models WHERE name = ?)")},
        {filter.provider, Text(" AND provider_id = (SELECT id FROM providers WHERE name = ?)")},
        {filter.prompt, Text(" AND prompt_id = (SELECT id FROM prompts WHERE name = ?)")},
        {filter.tag, Text(" AND tag_id = (SELECT id FROM tags WHERE name = ?)")},
    };
    for (const auto &[name, condition] : names) {
        if (name.isEmpty()) continue;
        sql += condition;
        values += name;
    }
    if (!filter.status) return;
    sql += Text(" AND status = ?");
    values += int(*filter.status);
}

QStringList filteredColumns(const CostFilter &filter)
{
    QStringList columns;
    if (!filter.model.isEmpty()) columns += QStringLiteral("model_id");
    if (!filter.provider.isEmpty()) columns += QStringLiteral("provider_id");
    if (!filter.prompt.isEmpty()) columns += QStringLiteral("prompt_id");
    if (!filter.tag.isEmpty()) columns += QStringLiteral("tag_id");
    if (filter.status) columns += QStringLiteral("status");
    return columns;
}

CostFigures figuresFrom(const SqlQuery &query, int column, CostDetail detail)
{
    CostFigures f;
    const auto number = [&query, &column] { return query.value(column++).toLongLong(); };
    f.runs = number();
    f.unpricedRuns = number();
    f.cost = Money{number()};
    f.inputTokens = number();
    f.outputTokens = number();
    if (detail == CostDetail::Basic) return f;
    f.estimatedRuns = number();
    f.estimated = Money{number()};
    f.cachedTokens = number();
    f.cacheSavings = Money{number()};
    f.retries = number();
    f.retryCost = Money{number()};
    if (detail != CostDetail::Distributions) return f;
    for (Histogram *histogram : {&f.firstContent, &f.total, &f.speed, &f.price}) {
        const QByteArray packed = query.value(column++).toByteArray();
        histogram->addPacked(packed.constData(), packed.size());
    }
    return f;
}

/// Ids, names, sums and distributions of each group.
QString selectFor(const Asked &asked, const std::vector<const Dimension *> &split, QVariantList &values)
{
    QStringList ids, names;
    for (const Dimension *dimension : split) {
        ids += expressionOf(QString::fromLatin1(dimension->column), asked.source.kind);
        names += QString::fromLatin1(dimension->name).replace(Text("%1"), ids.back());
    }
    QString sql = QStringLiteral("SELECT ") + (ids + names + figureColumns(asked)).join(Text(", ")) + Text(" FROM ") +
                  fromClause(asked, values);
    addConditions(asked.filter, sql, values);
    if (ids.isEmpty()) return sql + Text(" HAVING sum(runs) > 0"); // no runs, no row
    QStringList numbers, order;
    for (int i = 1; i <= int(ids.size()); ++i) {
        numbers += QString::number(i);
        order += QString::number(int(ids.size()) + i);
    }
    return sql + Text(" GROUP BY ") + numbers.join(u',') + Text(" HAVING sum(runs) > 0 ORDER BY ") + order.join(u',');
}

} // namespace

QStringList costDimensions()
{
    QStringList ids;
    for (const Dimension &dimension : dimensions)
        ids += QString::fromLatin1(dimension.id);
    return ids;
}

Result<std::vector<CostLine>> costLines(const QSqlDatabase &db, const CostFilter &filter, const QStringList &ids,
                                        CostDetail detail)
{
    std::vector<const Dimension *> split;
    QStringList columns = filteredColumns(filter);
    for (const QString &id : ids) {
        split.push_back(dimensionOf(id));
        if (!split.back()) return makeError(ErrorCode::BadParameter, id);
        columns += QString::fromLatin1(split.back()->column);
    }
    const Asked asked{filter, columns, detail, sourceOf(columns, detail)};
    QVariantList values;
    SqlQuery query(db);
    query.run(selectFor(asked, split, values), values);
    std::vector<CostLine> lines;
    const int count = int(split.size());
    while (query.next()) {
        CostLine line;
        for (int i = 0; i < count; ++i) {
            line.ids.push_back(query.value(i).toLongLong());
            line.keys += query.value(count + i).toString();
        }
        line.figures = figuresFrom(query, 2 * count, detail);
        lines.push_back(std::move(line));
    }
    if (query.error()) return *query.error();
    return lines;
}

} // namespace burin

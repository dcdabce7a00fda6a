#include "core/store/reports.h"

#include "core/domain/run.h"
#include "core/store/median.h"
#include "core/store/rollups.h"
#include "core/store/sqlquery.h"

#include <algorithm>
#include <map>

namespace burin {

namespace {

/// A dimension is a row: what it is called, its column in the rollups, and how its value is written.
struct Dimension {
    const char *id;
    const char *column;
    const char *name;
};
constexpr Dimension dimensions[] = {
    {"day", "day", "date(day)"},
    {"hour", "hour", "printf('%02d', hour)"},
    {"model", "model_id", "(SELECT name FROM models WHERE id = model_id)"},
    {"provider", "provider_id", "(SELECT name FROM providers WHERE id = provider_id)"},
    {"prompt", "prompt_id", "(SELECT name FROM prompts WHERE id = prompt_id)"},
    {"status", "status", "(SELECT name FROM statuses WHERE id = status)"},
};

const Dimension *findDimension(const QString &id)
{
    const auto row =
        std::ranges::find_if(dimensions, [&id](const Dimension &d) { return id == QLatin1StringView(d.id); });
    return row == std::end(dimensions) ? nullptr : row;
}

/// The smallest table that has all @p columns.
QLatin1StringView rollupFor(const QStringList &columns)
{
    for (const Rollup &rollup : rollups()) {
        const QStringList keys = QString::fromLatin1(rollup.keys).split(QLatin1StringView(", "));
        if (std::ranges::all_of(columns, [&keys](const QString &column) { return keys.contains(column); }))
            return QLatin1StringView(rollup.table);
    }
    Q_UNREACHABLE();
}

/// One day and model of the range, all statuses together.
struct DayModel {
    DayCost cost;
    int completedRuns = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
};

Result<std::vector<DayModel>> daysAndModels(const QSqlDatabase &db, const DayRange &range)
{
    std::vector<DayModel> rows;
    SqlQuery query(db);
    query.run(
        QStringLiteral("SELECT day, (SELECT name FROM models WHERE id = model_id), sum(cost_pico_usd), sum(runs), "
                       "  sum(unpriced_runs), sum(CASE status WHEN ? THEN runs ELSE 0 END), "
                       "  sum(input_tokens), sum(output_tokens) "
                       "FROM daily_model_costs WHERE day BETWEEN ? AND ? GROUP BY day, model_id ORDER BY 1, 2"),
        QVariantList{int(RunStatus::Completed)} + dayBounds(range));
    while (query.next()) {
        rows.push_back({{QDate::fromJulianDay(query.value(0).toLongLong()), query.value(1).toString(),
                         Money{query.value(2).toLongLong()}, query.value(3).toInt(), query.value(4).toInt()},
                        query.value(5).toInt(),
                        query.value(6).toLongLong(),
                        query.value(7).toLongLong()});
    }
    if (query.error()) return *query.error();
    return rows;
}

Result<CostTotals> totalsOf(const QSqlDatabase &db, const DayRange &range, const std::vector<DayModel> &rows)
{
    CostTotals totals;
    for (const DayModel &row : rows) {
        totals.spend += row.cost.cost;
        totals.runs += row.cost.runs;
        totals.unpricedRuns += row.cost.unpricedRuns;
        totals.completedRuns += row.completedRuns;
        totals.inputTokens += row.inputTokens;
        totals.outputTokens += row.outputTokens;
    }
    const Result<Median> median = medianFirstContent(db, range);
    if (!median) return median.error();
    totals.medianFirstContent = median->value;
    totals.firstContentRuns = median->runs;
    return totals;
}

std::vector<CostRow> byModel(const std::vector<DayModel> &rows)
{
    std::map<QString, CostRow> models;
    for (const DayModel &row : rows) {
        CostRow &model = models[row.cost.model];
        model.keys = {row.cost.model};
        model.cost += row.cost.cost;
        model.runs += row.cost.runs;
        model.unpricedRuns += row.cost.unpricedRuns;
        model.inputTokens += row.inputTokens;
        model.outputTokens += row.outputTokens;
    }
    std::vector<CostRow> sorted;
    for (const auto &[name, model] : models)
        sorted.push_back(model);
    std::ranges::stable_sort(sorted, std::ranges::greater(), &CostRow::cost);
    return sorted;
}

/// Sums first, then the names of the dimensions.
QString breakdownSql(const QStringList &columns, const QStringList &names)
{
    const QLatin1StringView comma(", ");
    QString sql = QStringLiteral("SELECT sum(cost_pico_usd), sum(runs), sum(unpriced_runs), sum(input_tokens), "
                                 "sum(output_tokens)%1 FROM %2 WHERE day BETWEEN ? AND ?")
                      .arg(names.isEmpty() ? QString() : comma + names.join(comma), rollupFor(columns));
    if (columns.isEmpty()) return sql + QLatin1StringView(" HAVING count(*) > 0"); // no runs, no row
    return sql + QStringLiteral(" GROUP BY %1 ORDER BY %2").arg(columns.join(comma), names.join(comma));
}

CostRow costRowFrom(const SqlQuery &query, int keys)
{
    CostRow row;
    row.cost = Money{query.value(0).toLongLong()};
    row.runs = query.value(1).toInt();
    row.unpricedRuns = query.value(2).toInt();
    row.inputTokens = query.value(3).toLongLong();
    row.outputTokens = query.value(4).toLongLong();
    for (int i = 0; i < keys; ++i)
        row.keys += query.value(5 + i).toString();
    return row;
}

} // namespace

Result<CostReport> costReport(const QSqlDatabase &db, const DayRange &range)
{
    CostReport report;
    report.range = range;
    const auto rows = daysAndModels(db, range);
    if (!rows) return rows.error();
    const Result<CostTotals> totals = totalsOf(db, range, *rows);
    if (!totals) return totals.error();
    report.totals = *totals;
    for (const DayModel &row : *rows)
        report.days.push_back(row.cost);
    report.models = byModel(*rows);
    if (!range.from.isValid() || !range.to.isValid()) return report; // an open range has none before it

    const qint64 length = range.from.daysTo(range.to) + 1;
    const DayRange before{range.from.addDays(-length), range.from.addDays(-1)};
    const auto rowsBefore = daysAndModels(db, before);
    if (!rowsBefore) return rowsBefore.error();
    const Result<CostTotals> previous = totalsOf(db, before, *rowsBefore);
    if (!previous) return previous.error();
    report.previous = *previous;
    return report;
}

QStringList costDimensions()
{
    QStringList ids;
    for (const Dimension &dimension : dimensions)
        ids += QString::fromLatin1(dimension.id);
    return ids;
}

Result<std::vector<CostRow>> costBreakdown(const QSqlDatabase &db, const QStringList &ids, const DayRange &range)
{
    QStringList columns;
    QStringList names;
    for (const QString &id : ids) {
        const Dimension *dimension = findDimension(id);
        if (!dimension) return makeError(ErrorCode::BadParameter, id);
        columns += QString::fromLatin1(dimension->column);
        names += QString::fromLatin1(dimension->name);
    }
    SqlQuery query(db);
    query.run(breakdownSql(columns, names), dayBounds(range));
    std::vector<CostRow> rows;
    while (query.next())
        rows.push_back(costRowFrom(query, int(ids.size())));
    if (query.error()) return *query.error();
    return rows;
}

} // namespace burin

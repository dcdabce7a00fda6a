#include "core/store/reports.h"

#include "core/domain/run.h"
#include "core/store/median.h"
#include "core/store/sqlquery.h"

#include <algorithm>
#include <map>

namespace burin {

namespace {

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

} // namespace burin

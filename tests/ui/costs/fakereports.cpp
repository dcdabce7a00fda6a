#include "fakereports.h"

namespace burin {

using namespace std::chrono_literals;

CostReport reportOf(int days, int models)
{
    CostReport report;
    report.range.to = QDate(2026, 3, 4);
    report.range.from = report.range.to.addDays(1 - days);
    for (int model = 0; model < models; ++model)
        report.models.push_back({{QStringLiteral("model-%1").arg(model)}, {}, 0, 0, 0, 0});
    for (int day = 0; day < days; ++day) {
        for (int model = 0; model < models && day != 2; ++model) {
            const bool unpriced = model == models - 1;
            DayCost cost{
                report.range.from.addDays(day), QStringLiteral("model-%1").arg(model), {}, 2, unpriced ? 2 : 0};
            if (!unpriced)
                cost.cost = Money{(models - model) * qint64(1'000'000'000'000) + day * qint64(1'000'000'000)};
            report.days.push_back(cost);
            CostRow &row = report.models[size_t(model)];
            row.cost += cost.cost;
            row.runs += cost.runs;
            row.unpricedRuns += cost.unpricedRuns;
            row.inputTokens += 1200;
            row.outputTokens += 300;
            report.totals.spend += cost.cost;
            report.totals.runs += cost.runs;
            report.totals.unpricedRuns += cost.unpricedRuns;
            report.totals.inputTokens += 1200;
            report.totals.outputTokens += 300;
        }
    }
    report.totals.completedRuns = report.totals.runs - 1;
    report.totals.medianFirstContent = 620ms;
    report.totals.firstContentRuns = report.totals.completedRuns;
    return report;
}

} // namespace burin

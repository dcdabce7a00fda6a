#include "core/export/reportpages.h"

#include "core/export/htmlpage.h"
#include "core/export/transfertext.h"

namespace burin {

namespace {

/// Exact; that there are runs without a price is said with it.
QString costText(Money cost, int runs, int unpriced)
{
    if (unpriced == 0) return readableCost(cost);
    const QString apart = Transfer::tr("and %1 unpriced").arg(unpriced);
    return unpriced == runs ? readableCost(std::nullopt) : readableCost(cost) + u' ' + apart;
}

std::vector<ReadFact> laneFacts(const Comparison &comparison, size_t index, const std::vector<RunRecord> &records)
{
    const ComparedLane &lane = comparison.lanes[index];
    std::vector<ReadFact> facts{
        {Transfer::tr("Model"), lane.model.model.isEmpty() ? lane.draft.model : lane.model.model},
        {Transfer::tr("Runs"), QString::number(records.size())}};
    Money cost;
    int unpriced = 0;
    for (const RunRecord &record : records) {
        cost += record.receipt.total.value_or(Money{});
        unpriced += record.receipt.total ? 0 : 1;
    }
    facts.push_back({Transfer::tr("Cost"), costText(cost, int(records.size()), unpriced)});
    if (lane.values) facts.push_back({Transfer::tr("Case"), lane.values->name});
    if (lane.rating > 0) facts.push_back({Transfer::tr("Rating"), QString::number(lane.rating)});
    if (comparison.winner == int(index)) facts.push_back({Transfer::tr("Verdict"), Transfer::tr("preferred")});
    return facts;
}

QString laneHtml(const Comparison &comparison, size_t index, const std::vector<RunRecord> &records)
{
    const ComparedLane &lane = comparison.lanes[index];
    QString html = QStringLiteral("<section>\n");
    html += htmlHeading(2, lane.title.isEmpty() ? Transfer::tr("Lane %1").arg(index + 1) : lane.title);
    html += htmlFacts(laneFacts(comparison, index, records));
    html += htmlBlock(Transfer::tr("Note"), lane.note);
    for (const RunRecord &record : records)
        html += htmlRun(record, {}, 3);
    return html + QStringLiteral("</section>\n");
}

std::vector<ReadFact> totalFacts(const CostReport &report)
{
    const CostTotals &totals = report.totals;
    return {{Transfer::tr("Spend"), costText(totals.spend, totals.runs, totals.unpricedRuns)},
            {Transfer::tr("Runs"), QString::number(totals.runs)},
            {Transfer::tr("Completed"), QString::number(totals.completedRuns)},
            {Transfer::tr("Input tokens"), QString::number(totals.inputTokens)},
            {Transfer::tr("Output tokens"), QString::number(totals.outputTokens)},
            {Transfer::tr("Spend in the time before"),
             costText(report.previous.spend, report.previous.runs, report.previous.unpricedRuns)}};
}

ReadTable modelTable(const CostReport &report)
{
    ReadTable table{Transfer::tr("By model"),
                    {Transfer::tr("Model"), Transfer::tr("Runs"), Transfer::tr("Input tokens"),
                     Transfer::tr("Output tokens"), Transfer::tr("Cost")}};
    for (const CostRow &row : report.models)
        table.rows.push_back({row.keys.value(0), QString::number(row.runs), QString::number(row.inputTokens),
                              QString::number(row.outputTokens), costText(row.cost, row.runs, row.unpricedRuns)});
    return table;
}

ReadTable dayTable(const CostReport &report)
{
    ReadTable table{Transfer::tr("By day"),
                    {Transfer::tr("Day"), Transfer::tr("Model"), Transfer::tr("Runs"), Transfer::tr("Cost")}};
    for (const DayCost &day : report.days)
        table.rows.push_back({day.day.toString(Qt::ISODate), day.model, QString::number(day.runs),
                              costText(day.cost, day.runs, day.unpricedRuns)});
    return table;
}

} // namespace

QByteArray comparisonPage(const Comparison &comparison, const std::vector<std::vector<RunRecord>> &records)
{
    const QString title = comparison.name.isEmpty() ? Transfer::tr("Comparison") : comparison.name;
    QString html = htmlHeading(1, title) + QStringLiteral("<div class=\"lanes\">\n");
    static const std::vector<RunRecord> none;
    for (size_t i = 0; i < comparison.lanes.size(); ++i)
        html += laneHtml(comparison, i, i < records.size() ? records[i] : none);
    return htmlBegin(title) + html.toUtf8() + "</div>\n" + htmlEnd();
}

QByteArray costPage(const CostReport &report)
{
    const QString title = Transfer::tr("Costs from %1 to %2")
                              .arg(report.range.from.toString(Qt::ISODate), report.range.to.toString(Qt::ISODate));
    const QString html = htmlHeading(1, title) + htmlFacts(totalFacts(report)) + htmlTable(modelTable(report)) +
                         htmlTable(dayTable(report));
    return htmlBegin(title) + html.toUtf8() + htmlEnd();
}

} // namespace burin

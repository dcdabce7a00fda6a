#include "core/store/costoverview.h"

#include "core/store/costquery.h"
#include "core/store/sqlquery.h"

namespace burin {

namespace {

/// A report of the overview is a row: where its lines go, what they are split by, and what they count.
struct ReportRow {
    std::vector<CostLine> CostOverview::*lines;
    const char *dimensions; ///< Separated by ","; "period" is a day or a month, "split" what the user chose.
    CostDetail detail;
};
constexpr ReportRow reports[] = {
    {&CostOverview::time, "period", CostDetail::Distributions},
    {&CostOverview::split, "period,split", CostDetail::Basic},
    {&CostOverview::models, "model", CostDetail::Distributions},
    {&CostOverview::prompts, "prompt", CostDetail::Basic},
    {&CostOverview::versions, "version", CostDetail::Basic},
    {&CostOverview::errors, "period,error", CostDetail::Basic},
    {&CostOverview::statuses, "status", CostDetail::Basic},
    {&CostOverview::hours, "weekday,hour", CostDetail::Basic},
    {&CostOverview::modelErrors, "model,error", CostDetail::Basic},
};

QStringList dimensionsOf(const ReportRow &report, const CostQuestion &question)
{
    QStringList ids = QString::fromLatin1(report.dimensions).split(u',');
    ids.replaceInStrings(QStringLiteral("period"), question.monthly ? QStringLiteral("month") : QStringLiteral("day"));
    ids.replaceInStrings(QStringLiteral("split"), question.dimension);
    return ids;
}

qint64 completedOf(const std::vector<CostLine> &statuses)
{
    qint64 runs = 0;
    for (const CostLine &line : statuses)
        if (line.ids.front() == int(RunStatus::Completed)) runs += line.figures.runs;
    return runs;
}

Outcome addBefore(const QSqlDatabase &db, CostOverview &overview)
{
    CostFilter filter = overview.filter;
    filter.range = rangeBefore(filter.range);
    if (!filter.range.from.isValid()) return Done{};
    const auto lines = costLines(db, filter, {QStringLiteral("status")}, CostDetail::Distributions);
    if (!lines) return lines.error();
    for (const CostLine &line : *lines)
        overview.before += line.figures;
    overview.completedBefore = completedOf(*lines);
    return Done{};
}

} // namespace

Result<CostOverview> costOverview(const QSqlDatabase &db, const CostQuestion &question)
{
    CostOverview overview;
    overview.filter = question.filter;
    overview.dimension = question.dimension;
    overview.monthly = question.monthly;
    for (const ReportRow &report : reports) {
        auto lines = costLines(db, question.filter, dimensionsOf(report, question), report.detail);
        if (!lines) return lines.error();
        overview.*report.lines = std::move(lines.value());
    }
    for (const CostLine &line : overview.time)
        overview.now += line.figures;
    overview.completed = completedOf(overview.statuses);
    if (const Outcome added = addBefore(db, overview); !added) return added.error();
    return overview;
}

DayRange rangeBefore(const DayRange &range)
{
    if (!range.from.isValid() || !range.to.isValid()) return {};
    return {range.from.addDays(-range.from.daysTo(range.to) - 1), range.from.addDays(-1)};
}

Result<CostChoices> costChoices(const QSqlDatabase &db)
{
    CostChoices choices;
    SqlQuery query(db);
    const auto read = [&query](QStringList &names, const QString &sql) {
        query.run(sql);
        while (query.next())
            names += query.value(0).toString();
    };
    read(choices.models, QStringLiteral("SELECT name FROM models AS m WHERE name <> '' "
                                        "AND EXISTS (SELECT 1 FROM runs WHERE model_id = m.id) ORDER BY name"));
    read(choices.providers, QStringLiteral("SELECT name FROM providers AS p WHERE name <> '' "
                                           "AND EXISTS (SELECT 1 FROM runs WHERE provider_id = p.id) ORDER BY name"));
    read(choices.prompts, QStringLiteral("SELECT name FROM prompts AS p WHERE name <> '' "
                                         "AND EXISTS (SELECT 1 FROM runs WHERE prompt_id = p.id) ORDER BY name"));
    read(choices.tags, QStringLiteral("SELECT name FROM tags ORDER BY name"));
    if (query.error()) return *query.error();
    return choices;
}

} // namespace burin

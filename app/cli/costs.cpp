#include "app/cli/commands.h"
#include "app/cli/costpagefile.h"
#include "app/cli/retrytable.h"
#include "app/cli/rundocument.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/store/costquery.h"
#include "core/store/reports.h"

#include <QCommandLineParser>

namespace burin {

namespace {

struct CostsAsked {
    QStringList dimensions;
    DayRange range;
};

Checked<CostsAsked> costsAsked(const QCommandLineParser &parser)
{
    CostsAsked asked{{}, {QDate(1970, 1, 1), QDate(9999, 12, 31)}};
    for (const QString &word : parser.value(QStringLiteral("by")).split(u',', Qt::SkipEmptyParts)) {
        const QString dimension = word.trimmed();
        if (!costDimensions().contains(dimension))
            return Refusal{Cli::tr("--by %1: not in this version. Known: %2.")
                               .arg(dimension, costDimensions().join(QLatin1StringView(", ")))};
        if (!asked.dimensions.contains(dimension)) asked.dimensions += dimension;
    }
    for (const auto &[name, target] :
         {std::pair{QStringLiteral("from"), &asked.range.from}, std::pair{QStringLiteral("to"), &asked.range.to}}) {
        if (!parser.isSet(name)) continue;
        const Checked<QDate> day = parseDay(QStringLiteral("--") + name, parser.value(name));
        if (!day) return day.error();
        *target = *day;
    }
    return asked;
}

/// Nullopt when none of the runs has a price: an unknown amount is never 0.
std::optional<Money> knownCost(const CostRow &row)
{
    return row.unpricedRuns == row.runs ? std::nullopt : std::optional(row.cost);
}

QJsonObject document(const QStringList &dimensions, const CostRow &row)
{
    QJsonObject json{{QStringLiteral("cost"), QJsonObject{{QStringLiteral("usd"), usdOrNull(knownCost(row))}}},
                     {QStringLiteral("runs"), row.runs},
                     {QStringLiteral("unpriced_runs"), row.unpricedRuns},
                     {QStringLiteral("input_tokens"), row.inputTokens},
                     {QStringLiteral("output_tokens"), row.outputTokens}};
    for (qsizetype i = 0; i < dimensions.size(); ++i)
        json.insert(dimensions[i], row.keys.value(i));
    return json;
}

QStringList cells(const CostRow &row, const std::optional<Money> &cost)
{
    return row.keys + QStringList{shown(cost), QString::number(row.runs), QString::number(row.unpricedRuns),
                                  QString::number(row.inputTokens), QString::number(row.outputTokens)};
}

QString table(const QStringList &dimensions, const std::vector<CostRow> &rows)
{
    std::vector<TextTable::Column> columns;
    for (const QString &dimension : dimensions)
        columns.push_back({dimension.toUpper()});
    for (const QString &title : {Cli::tr("COST"), Cli::tr("RUNS"), Cli::tr("NO PRICE"), Cli::tr("IN"), Cli::tr("OUT")})
        columns.push_back({title, TextTable::Align::Right});
    TextTable text(std::move(columns));
    CostRow total;
    total.keys = QStringList(dimensions.size(), QString());
    if (!dimensions.isEmpty()) total.keys.front() = Cli::tr("all");
    for (const CostRow &row : rows) {
        text.add(cells(row, knownCost(row)));
        total.cost += row.cost;
        total.runs += row.runs;
        total.unpricedRuns += row.unpricedRuns;
        total.inputTokens += row.inputTokens;
        total.outputTokens += row.outputTokens;
    }
    if (!dimensions.isEmpty()) text.add(cells(total, total.runs == 0 ? Money{} : knownCost(total)));
    return text.text();
}

} // namespace

void startCosts(Session &session, const QStringList &arguments)
{
    if (startReconcile(session, arguments)) return;
    QCommandLineParser parser;
    parser.addOption(
        {QStringLiteral("by"), costDimensions().join(u','), QStringLiteral("LIST"), QStringLiteral("day")});
    parser.addOption({QStringLiteral("from"), Cli::tr("First day, inclusive."), QStringLiteral("DATE")});
    parser.addOption({QStringLiteral("to"), Cli::tr("Last day, inclusive."), QStringLiteral("DATE")});
    parser.addOption({QStringLiteral("page"), Cli::tr("As a page (HTML) into this file; of thirty days if not told."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("retries"), Cli::tr("Failed attempts and retries by provider and cause.")});
    if (!session.read(parser, QStringLiteral("costs"), arguments)) return;
    const Checked<CostsAsked> asked = costsAsked(parser);
    if (!asked) return session.refuse(asked.error());
    if (parser.isSet(QStringLiteral("retries"))) return showRetries(session, asked->range);
    if (const QString page = parser.value(QStringLiteral("page")); !page.isEmpty())
        return writeCostPage(session,
                             {parser.isSet(QStringLiteral("from")) ? asked->range.from : QDate(),
                              parser.isSet(QStringLiteral("to")) ? asked->range.to : QDate()},
                             page);
    withHistory(
        session, [q = *asked](const QSqlDatabase &db) { return costBreakdown(db, q.dimensions, q.range); },
        [&session, dimensions = asked->dimensions](const std::vector<CostRow> &rows) {
            if (!session.wantsJson()) session.console().write(table(dimensions, rows));
            for (const CostRow &row : session.wantsJson() ? rows : std::vector<CostRow>())
                session.console().writeJson(document(dimensions, row));
            session.finish(ExitDone);
        });
}

} // namespace burin

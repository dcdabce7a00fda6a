#include "app/cli/commands.h"
#include "app/cli/costpagefile.h"
#include "app/cli/retrytable.h"
#include "app/cli/rundocument.h"
#include "app/cli/runvalues.h"
#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/store/costquery.h"

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
std::optional<Money> knownCost(const CostFigures &figures)
{
    return figures.unpricedRuns == figures.runs ? std::nullopt : std::optional(figures.cost);
}

QJsonObject document(const QStringList &dimensions, const CostLine &line)
{
    const CostFigures &f = line.figures;
    const auto usd = [](const std::optional<Money> &amount) {
        return QJsonObject{{QStringLiteral("usd"), usdOrNull(amount)}};
    };
    QJsonObject json{{QStringLiteral("cost"), usd(knownCost(f))},
                     {QStringLiteral("runs"), f.runs},
                     {QStringLiteral("unpriced_runs"), f.unpricedRuns},
                     {QStringLiteral("input_tokens"), f.inputTokens},
                     {QStringLiteral("output_tokens"), f.outputTokens},
                     {QStringLiteral("cached_input_tokens"), f.cachedTokens},
                     {QStringLiteral("cache_savings"), usd(f.cacheSavings)},
                     {QStringLiteral("estimated_runs"), f.estimatedRuns},
                     {QStringLiteral("estimated"), usd(f.estimated)},
                     {QStringLiteral("retries"), f.retries},
                     {QStringLiteral("retried"), usd(f.retryCost)}};
    for (qsizetype i = 0; i < dimensions.size(); ++i)
        json.insert(dimensions[i], line.keys.value(i));
    return json;
}

QStringList cells(const QStringList &keys, const CostFigures &f, const std::optional<Money> &cost)
{
    return keys + QStringList{shown(cost), QString::number(f.runs), QString::number(f.unpricedRuns),
                              QString::number(f.inputTokens), QString::number(f.outputTokens)};
}

/// By tag, a run may be in several lines and in none: their sum would mean nothing.
bool addsUp(const QStringList &dimensions)
{
    return !dimensions.isEmpty() && !dimensions.contains(QLatin1StringView("tag"));
}

QString table(const QStringList &dimensions, const std::vector<CostLine> &lines)
{
    std::vector<TextTable::Column> columns;
    for (const QString &dimension : dimensions)
        columns.push_back({dimension.toUpper()});
    for (const QString &title : {Cli::tr("COST"), Cli::tr("RUNS"), Cli::tr("NO PRICE"), Cli::tr("IN"), Cli::tr("OUT")})
        columns.push_back({title, TextTable::Align::Right});
    TextTable text(std::move(columns));
    CostFigures total;
    for (const CostLine &line : lines) {
        text.add(cells(line.keys, line.figures, knownCost(line.figures)));
        total += line.figures;
    }
    if (!addsUp(dimensions)) return text.text();
    QStringList keys(dimensions.size(), QString());
    keys.front() = Cli::tr("all");
    text.add(cells(keys, total, total.runs == 0 ? Money{} : knownCost(total)));
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
    CostFilter filter;
    filter.range = asked->range;
    const CostDetail detail = session.wantsJson() ? CostDetail::Sums : CostDetail::Basic;
    withHistory(
        session,
        [filter, detail, dimensions = asked->dimensions](const QSqlDatabase &db) {
            return costLines(db, filter, dimensions, detail);
        },
        [&session, dimensions = asked->dimensions](const std::vector<CostLine> &lines) {
            if (!session.wantsJson()) session.console().write(table(dimensions, lines));
            for (const CostLine &line : session.wantsJson() ? lines : std::vector<CostLine>())
                session.console().writeJson(document(dimensions, line));
            session.finish(ExitDone);
        });
}

} // namespace burin

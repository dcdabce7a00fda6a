#include "app/cli/retrytable.h"

#include "app/cli/session.h"
#include "app/cli/texttable.h"
#include "core/store/retrystatistics.h"

namespace burin {

namespace {

/// One line of the table or document: a cause, or all of a provider (then @p cause is empty).
struct Line {
    QString provider;
    QString cause;
    std::optional<qint64> first;    ///< Nullopt for a cause.
    std::optional<qint64> failures; ///< Nullopt for a provider.
    RetryFigures figures;
};

std::vector<Line> linesOf(const RetryStatistics &statistics)
{
    std::vector<Line> lines;
    for (const ProviderAttempts &all : statistics.providers) {
        RetryFigures sums;
        sums.retries = all.retries;
        sums.recoveries = all.recoveries;
        sums.givenUp = all.givenUp;
        sums.waited = all.waited;
        lines.push_back({all.provider, {}, all.firstAttempts, std::nullopt, sums});
        for (const RetryFigures &figures : statistics.causes)
            if (figures.provider == all.provider)
                lines.push_back({all.provider, figures.causeId, std::nullopt, figures.failures, figures});
    }
    return lines;
}

QJsonObject document(const Line &line)
{
    QJsonObject json{{QStringLiteral("provider"), line.provider},
                     {QStringLiteral("retries"), line.figures.retries},
                     {QStringLiteral("recoveries"), line.figures.recoveries},
                     {QStringLiteral("given_up"), line.figures.givenUp},
                     {QStringLiteral("waited_ms"), qint64(line.figures.waited.count())}};
    if (line.first) json.insert(QStringLiteral("first_attempts"), *line.first);
    if (line.failures) {
        json.insert(QStringLiteral("cause"), line.cause);
        json.insert(QStringLiteral("failures"), *line.failures);
    }
    return json;
}

void show(Session &session, const RetryStatistics &statistics)
{
    using enum TextTable::Align;
    TextTable table({{Cli::tr("PROVIDER")},
                     {Cli::tr("CAUSE")},
                     {Cli::tr("RUNS"), Right},
                     {Cli::tr("FAILED"), Right},
                     {Cli::tr("RETRIED"), Right},
                     {Cli::tr("RECOVERED"), Right},
                     {Cli::tr("GIVEN UP"), Right},
                     {Cli::tr("WAITED S"), Right}});
    for (const Line &line : linesOf(statistics)) {
        if (session.wantsJson()) session.console().writeJson(document(line));
        table.add({line.provider, line.failures ? line.cause : Cli::tr("all"), shown(line.first), shown(line.failures),
                   QString::number(line.figures.retries), QString::number(line.figures.recoveries),
                   QString::number(line.figures.givenUp), seconds(line.figures.waited)});
    }
    if (!session.wantsJson()) session.console().write(table.text());
    session.finish(ExitDone);
}

} // namespace

void showRetries(Session &session, const DayRange &range)
{
    withHistory(
        session, [range](const QSqlDatabase &db) { return retryStatistics(db, range); },
        [&session](const RetryStatistics &statistics) { show(session, statistics); });
}

} // namespace burin

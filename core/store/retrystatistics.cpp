#include "core/store/retrystatistics.h"

#include "core/store/median.h"
#include "core/store/sqlquery.h"

namespace burin {

namespace {

using std::chrono::milliseconds;

RetryFigures figuresFrom(const SqlQuery &row)
{
    RetryFigures figures;
    figures.provider = row.value(0).toString();
    figures.causeId = row.value(1).toString();
    const QStringView id = figures.causeId;
    const qsizetype slash = id.indexOf(u'/');
    if (slash > 0) figures.cause = findErrorCode(id.left(slash), id.mid(slash + 1));
    figures.failures = row.value(3).toLongLong();
    figures.retries = row.value(4).toLongLong();
    figures.recoveries = row.value(5).toLongLong();
    figures.givenUp = row.value(6).toLongLong();
    figures.waited = milliseconds(row.value(7).toLongLong());
    return figures;
}

void add(ProviderAttempts &all, const RetryFigures &figures)
{
    all.retries += figures.retries;
    all.recoveries += figures.recoveries;
    all.givenUp += figures.givenUp;
    all.waited += figures.waited;
}

} // namespace

Result<RetryStatistics> retryStatistics(const QSqlDatabase &db, const DayRange &range)
{
    RetryStatistics statistics;
    statistics.range = range;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT p.name, d.cause, sum(d.first_attempts), sum(d.failures), sum(d.retries), "
                             "  sum(d.recoveries), sum(d.given_up), sum(d.waited_ms) "
                             "FROM daily_attempts AS d JOIN providers AS p ON p.id = d.provider_id "
                             "WHERE d.day BETWEEN ? AND ? GROUP BY d.provider_id, d.cause ORDER BY 1, 4 DESC, 2"),
              dayBounds(range));
    while (query.next()) {
        const RetryFigures figures = figuresFrom(query);
        if (statistics.providers.empty() || statistics.providers.back().provider != figures.provider)
            statistics.providers.push_back({.provider = figures.provider});
        ProviderAttempts &all = statistics.providers.back();
        all.firstAttempts += query.value(2).toLongLong();
        add(all, figures);
        if (!figures.causeId.isEmpty()) statistics.causes.push_back(figures);
    }
    if (query.error()) return *query.error();
    return statistics;
}

} // namespace burin

#include "core/store/rollups.h"

#include "core/store/figures.h"
#include "core/store/sqlquery.h"

namespace burin {

namespace {

constexpr Rollup rows[] = {
    {"daily_hour_costs", "day, hour, status"},
    {"daily_model_costs", "day, model_id, provider_id, status"},
    {"daily_prompt_costs", "day, prompt_id, status"},
    {"daily_costs", "day, model_id, provider_id, prompt_id, status"},
    {"hourly_costs", "day, hour, model_id, provider_id, prompt_id, status"},
};

enum class Sign { Plus, Minus };

/// Adds what a run counts for to all rollups, or takes it away.
void sumUp(SqlQuery &query, RunId run, Sign sign)
{
    const QString sums = rollupSums();
    const QLatin1StringView minus("-");
    const QString values =
        sign == Sign::Plus ? sums : minus + QString(sums).replace(QLatin1StringView(", "), QLatin1StringView(", -"));
    for (const Rollup &rollup : rows) {
        query.run(QStringLiteral("INSERT INTO %1 (%2, %3) SELECT %2, %4 FROM run_costs WHERE run_id = ? "
                                 "ON CONFLICT DO UPDATE SET runs = runs + excluded.runs, "
                                 "  unpriced_runs = unpriced_runs + excluded.unpriced_runs, "
                                 "  cost_pico_usd = cost_pico_usd + excluded.cost_pico_usd, "
                                 "  input_tokens = input_tokens + excluded.input_tokens, "
                                 "  output_tokens = output_tokens + excluded.output_tokens")
                      .arg(QLatin1StringView(rollup.table), QLatin1StringView(rollup.keys), sums, values),
                  {run.value});
    }
}

} // namespace

std::span<const Rollup> rollups()
{
    return rows;
}

QString rollupSums()
{
    return QStringLiteral("runs, unpriced_runs, cost_pico_usd, input_tokens, output_tokens");
}

void addToRollups(SqlQuery &query, RunId run)
{
    sumUp(query, run, Sign::Plus);
    query.run(QStringLiteral("INSERT INTO first_content_histogram (day, bucket, runs) "
                             "SELECT day, first_content_bucket, runs FROM run_costs "
                             "WHERE run_id = ? AND first_content_bucket IS NOT NULL "
                             "ON CONFLICT DO UPDATE SET runs = runs + excluded.runs"),
              {run.value});
    query.run(QStringLiteral("INSERT INTO daily_attempts SELECT day, provider_id, cause, sum(first_attempts), "
                             "  sum(failures), sum(retries), sum(recoveries), sum(given_up), sum(waited_ms) "
                             "FROM attempt_outcomes WHERE run_id = ? GROUP BY day, provider_id, cause "
                             "ON CONFLICT DO UPDATE SET first_attempts = first_attempts + excluded.first_attempts, "
                             "  failures = failures + excluded.failures, retries = retries + excluded.retries, "
                             "  recoveries = recoveries + excluded.recoveries, "
                             "  given_up = given_up + excluded.given_up, waited_ms = waited_ms + excluded.waited_ms"),
              {run.value});
    addToFigures(query, run, FigureSign::Plus);
}

void changeInRollups(SqlQuery &query, RunId run, const std::function<void()> &change)
{
    sumUp(query, run, Sign::Minus);
    addToFigures(query, run, FigureSign::Minus);
    change();
    sumUp(query, run, Sign::Plus);
    addToFigures(query, run, FigureSign::Plus);
}

} // namespace burin

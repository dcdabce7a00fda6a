#include "core/store/rollups.h"

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
    for (const Rollup &rollup : rows) {
        query.run(QStringLiteral("INSERT INTO %1 (%2, %3) SELECT %2, %3 FROM run_costs WHERE run_id = ? "
                                 "ON CONFLICT DO UPDATE SET runs = runs + excluded.runs, "
                                 "  unpriced_runs = unpriced_runs + excluded.unpriced_runs, "
                                 "  cost_pico_usd = cost_pico_usd + excluded.cost_pico_usd, "
                                 "  input_tokens = input_tokens + excluded.input_tokens, "
                                 "  output_tokens = output_tokens + excluded.output_tokens")
                      .arg(QLatin1StringView(rollup.table), QLatin1StringView(rollup.keys), rollupSums()),
                  {run.value});
    }
    query.run(QStringLiteral("INSERT INTO first_content_histogram (day, bucket, runs) "
                             "SELECT day, first_content_bucket, runs FROM run_costs "
                             "WHERE run_id = ? AND first_content_bucket IS NOT NULL "
                             "ON CONFLICT DO UPDATE SET runs = runs + excluded.runs"),
              {run.value});
}

} // namespace burin

#include "core/store/corrections.h"

#include "core/store/sqlquery.h"

#include <QDateTime>

namespace burin {

void writeCorrection(SqlQuery &query, RunId run, int number)
{
    const QVariantList attempt{run.value, number};
    query.run(QStringLiteral("DELETE FROM ledger WHERE correction = 1 "
                             "AND attempt_id = (SELECT id FROM attempts WHERE run_id = ? AND number = ?)"),
              attempt);
    query.run(QStringLiteral(
                  "INSERT INTO ledger (attempt_id, correction, run_id, created_at, day, hour, simulated, provider_id, "
                  "  model_id, prompt_id, model_served, amount_pico_usd, billing, provenance, input_tokens, "
                  "  cached_input_tokens, cache_write_tokens, cache_write_hour_tokens, output_tokens, "
                  "  reasoning_tokens) "
                  "SELECT l.attempt_id, 1, l.run_id, ?, l.day, l.hour, l.simulated, l.provider_id, l.model_id, "
                  "  l.prompt_id, l.model_served, a.cost_pico_usd - coalesce(l.amount_pico_usd, 0), a.billing, "
                  "  a.provenance, a.input_tokens - coalesce(l.input_tokens, 0), "
                  "  a.cached_input_tokens - coalesce(l.cached_input_tokens, 0), "
                  "  a.cache_write_tokens - coalesce(l.cache_write_tokens, 0), "
                  "  a.cache_write_hour_tokens - coalesce(l.cache_write_hour_tokens, 0), "
                  "  a.output_tokens - coalesce(l.output_tokens, 0), "
                  "  a.reasoning_tokens - coalesce(l.reasoning_tokens, 0) "
                  "FROM ledger AS l JOIN attempts AS a ON a.id = l.attempt_id "
                  "WHERE a.run_id = ? AND a.number = ? AND (a.provenance = 'reported' OR "
                  "  a.cost_pico_usd IS NOT l.amount_pico_usd OR a.provenance <> l.provenance)"),
              QVariantList{QDateTime::currentMSecsSinceEpoch()} + attempt);
}

} // namespace burin

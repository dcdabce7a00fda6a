-- What one ended run counts for. Simulated runs count nowhere.
-- Unpriced: it may have cost something, and nothing is known of how much.
CREATE VIEW run_costs AS
SELECT r.id AS run_id, r.day, r.hour, r.model_id, r.provider_id, r.prompt_id, r.status,
       r.first_content_bucket,
       1 AS runs,
       r.cost_pico_usd IS NULL
           AND EXISTS (SELECT 1 FROM ledger AS l WHERE l.run_id = r.id AND l.billing <> 'none') AS unpriced_runs,
       (SELECT coalesce(sum(l.amount_pico_usd), 0) FROM ledger AS l WHERE l.run_id = r.id) AS cost_pico_usd,
       (SELECT coalesce(sum(l.input_tokens), 0) FROM ledger AS l WHERE l.run_id = r.id) AS input_tokens,
       (SELECT coalesce(sum(l.output_tokens), 0) FROM ledger AS l WHERE l.run_id = r.id) AS output_tokens
  FROM runs AS r
 WHERE r.status <> 0 AND r.simulated = 0;

-- Sums of run_costs, from coarse to fine; each finishing transaction adds its run to all of them.
CREATE TABLE daily_hour_costs (
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (day, hour, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_model_costs (
    day INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (day, model_id, provider_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_prompt_costs (
    day INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (day, prompt_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE daily_costs (
    day INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (day, model_id, provider_id, prompt_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE hourly_costs (
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    PRIMARY KEY (day, hour, model_id, provider_id, prompt_id, status)
) STRICT, WITHOUT ROWID;

-- How many runs of a day had their first content within which time; buckets are 2 % wide.
-- It tells the bucket that a percentile is in; the index then gives the exact value within it.
CREATE TABLE first_content_histogram (
    day INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    PRIMARY KEY (day, bucket)
) STRICT, WITHOUT ROWID;
CREATE INDEX runs_by_first_content ON runs (first_content_bucket, day, first_content_ms)
    WHERE first_content_bucket IS NOT NULL;

-- Figures by day and by month: sums and distributions, so that years are read as quickly as weeks.

-- Beside the other times, since the texts of a run may be purged and its figures stay.
ALTER TABLE runs ADD COLUMN tokens_per_second REAL;
UPDATE runs SET tokens_per_second = (SELECT tokens_per_second FROM run_contents WHERE run_id = runs.id);

-- What one ended run counts for. Simulated runs count nowhere.
-- month: the Julian day of its first. category: of the error, '' without. 0: no version, no batch.
-- unpriced, cost: as in run_costs. retry: of the attempts that another one followed.
-- cache_savings: what the tokens read from the cache would have cost as ordinary input, less what they did cost.
CREATE VIEW run_figures AS
SELECT r.id AS run_id, r.day, CAST(julianday(date(r.day, 'start of month')) + 0.5 AS INTEGER) AS month,
       r.day % 7 AS weekday, r.hour, r.model_id, r.provider_id, r.prompt_id,
       coalesce(r.library_version_id, 0) AS version_id, coalesce(r.batch_id, 0) AS batch_id, r.status,
       coalesce(substr(r.error_code, 1, instr(r.error_code, '/') - 1), '') AS category,
       1 AS runs,
       r.cost_pico_usd IS NULL
           AND EXISTS (SELECT 1 FROM ledger AS l WHERE l.run_id = r.id AND l.billing <> 'none') AS unpriced_runs,
       (SELECT coalesce(sum(l.amount_pico_usd), 0) FROM ledger AS l WHERE l.run_id = r.id) AS cost_pico_usd,
       (SELECT coalesce(sum(l.input_tokens), 0) FROM ledger AS l WHERE l.run_id = r.id) AS input_tokens,
       (SELECT coalesce(sum(l.output_tokens), 0) FROM ledger AS l WHERE l.run_id = r.id) AS output_tokens,
       r.provenance = 'estimated' AS estimated_runs,
       CASE r.provenance WHEN 'estimated' THEN
           (SELECT coalesce(sum(l.amount_pico_usd), 0) FROM ledger AS l WHERE l.run_id = r.id) ELSE 0 END
           AS estimated_pico_usd,
       (SELECT coalesce(sum(l.cached_input_tokens), 0) FROM ledger AS l WHERE l.run_id = r.id) AS cached_tokens,
       (SELECT coalesce(sum(cache_savings(a.receipt_lines)), 0)
          FROM attempts AS a WHERE a.run_id = r.id AND instr(a.receipt_lines, 'cached_input') > 0)
           AS cache_savings_pico_usd,
       (SELECT count(*) FROM attempts AS a WHERE a.run_id = r.id AND a.number > 1) AS retries,
       (SELECT coalesce(sum(l.amount_pico_usd), 0) FROM attempts AS a JOIN ledger AS l ON l.attempt_id = a.id
         WHERE a.run_id = r.id AND EXISTS (SELECT 1 FROM attempts AS n WHERE n.run_id = r.id AND n.number > a.number))
           AS retry_pico_usd,
       r.first_content_ms,
       CASE WHEN r.first_content_ms IS NOT NULL THEN r.total_ms END AS total_ms,
       r.tokens_per_second * 1000 AS speed,
       r.cost_pico_usd AS price
  FROM runs AS r
 WHERE r.status <> 0 AND r.simulated = 0;

-- Sums of run_figures and its times and prices as packed distributions, see core/domain/histogram.h. Each transaction
-- that ends a run adds it to all of them, by its day and by its month.
CREATE TABLE model_figures (
    grain INTEGER NOT NULL CHECK (grain IN (0, 1)), -- 0: period is a day, 1: a month
    period INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    category TEXT NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated_runs INTEGER NOT NULL,
    estimated_pico_usd INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    cache_savings_pico_usd INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    retry_pico_usd INTEGER NOT NULL,
    first_content BLOB NOT NULL, -- milliseconds
    total BLOB NOT NULL,         -- milliseconds, of the runs with content
    speed BLOB NOT NULL,         -- thousandths of a token a second
    price BLOB NOT NULL,         -- pico-USD a run, of the runs with a price
    PRIMARY KEY (grain, period, model_id, provider_id, status, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE prompt_figures (
    grain INTEGER NOT NULL CHECK (grain IN (0, 1)),
    period INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated_runs INTEGER NOT NULL,
    estimated_pico_usd INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    cache_savings_pico_usd INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    retry_pico_usd INTEGER NOT NULL,
    first_content BLOB NOT NULL,
    total BLOB NOT NULL,
    speed BLOB NOT NULL,
    price BLOB NOT NULL,
    PRIMARY KEY (grain, period, prompt_id, version_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE hour_figures (
    grain INTEGER NOT NULL CHECK (grain IN (0, 1)),
    period INTEGER NOT NULL,
    weekday INTEGER NOT NULL, -- 0 = Monday
    hour INTEGER NOT NULL,
    status INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated_runs INTEGER NOT NULL,
    estimated_pico_usd INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    cache_savings_pico_usd INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    retry_pico_usd INTEGER NOT NULL,
    first_content BLOB NOT NULL,
    total BLOB NOT NULL,
    speed BLOB NOT NULL,
    price BLOB NOT NULL,
    PRIMARY KEY (grain, period, weekday, hour, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_figures (
    grain INTEGER NOT NULL CHECK (grain IN (0, 1)),
    period INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    status INTEGER NOT NULL,
    category TEXT NOT NULL,
    runs INTEGER NOT NULL,
    unpriced_runs INTEGER NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated_runs INTEGER NOT NULL,
    estimated_pico_usd INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    cache_savings_pico_usd INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    retry_pico_usd INTEGER NOT NULL,
    first_content BLOB NOT NULL,
    total BLOB NOT NULL,
    speed BLOB NOT NULL,
    price BLOB NOT NULL,
    PRIMARY KEY (grain, period, model_id, provider_id, prompt_id, version_id, batch_id, status, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_figures_by_prompt ON group_figures (prompt_id, grain, period);

-- The runs that are there: the finest figures from the runs, the others from finer ones.
INSERT INTO group_figures
SELECT 0, day, model_id, provider_id, prompt_id, version_id, batch_id, status, category,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram(first_content_ms), histogram(total_ms), histogram(speed), histogram(price)
  FROM run_figures GROUP BY day, model_id, provider_id, prompt_id, version_id, batch_id, status, category;
INSERT INTO hour_figures
SELECT 0, day, weekday, hour, status,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram(first_content_ms), histogram(total_ms), histogram(speed), histogram(price)
  FROM run_figures GROUP BY day, weekday, hour, status;
INSERT INTO model_figures
SELECT 0, period, model_id, provider_id, status, category,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram_sum(first_content), histogram_sum(total), histogram_sum(speed), histogram_sum(price)
  FROM group_figures GROUP BY period, model_id, provider_id, status, category;
INSERT INTO prompt_figures
SELECT 0, period, prompt_id, version_id, status,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram_sum(first_content), histogram_sum(total), histogram_sum(speed), histogram_sum(price)
  FROM group_figures GROUP BY period, prompt_id, version_id, status;
INSERT INTO group_figures
SELECT 1, CAST(julianday(date(period, 'start of month')) + 0.5 AS INTEGER) AS month,
       model_id, provider_id, prompt_id, version_id, batch_id, status, category,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram_sum(first_content), histogram_sum(total), histogram_sum(speed), histogram_sum(price)
  FROM group_figures GROUP BY month, model_id, provider_id, prompt_id, version_id, batch_id, status, category;
INSERT INTO hour_figures
SELECT 1, CAST(julianday(date(period, 'start of month')) + 0.5 AS INTEGER) AS month, weekday, hour, status,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram_sum(first_content), histogram_sum(total), histogram_sum(speed), histogram_sum(price)
  FROM hour_figures GROUP BY month, weekday, hour, status;
INSERT INTO model_figures
SELECT 1, CAST(julianday(date(period, 'start of month')) + 0.5 AS INTEGER) AS month,
       model_id, provider_id, status, category,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram_sum(first_content), histogram_sum(total), histogram_sum(speed), histogram_sum(price)
  FROM model_figures GROUP BY month, model_id, provider_id, status, category;
INSERT INTO prompt_figures
SELECT 1, CAST(julianday(date(period, 'start of month')) + 0.5 AS INTEGER) AS month,
       prompt_id, version_id, status,
       sum(runs), sum(unpriced_runs), sum(cost_pico_usd), sum(input_tokens), sum(output_tokens), sum(estimated_runs),
       sum(estimated_pico_usd), sum(cached_tokens), sum(cache_savings_pico_usd), sum(retries), sum(retry_pico_usd),
       histogram_sum(first_content), histogram_sum(total), histogram_sum(speed), histogram_sum(price)
  FROM prompt_figures GROUP BY month, prompt_id, version_id, status;

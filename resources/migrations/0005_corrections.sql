-- What an attempt was when it differs from its run, and amounts that a provider tells later.

-- NULL: as the run.
ALTER TABLE attempts ADD COLUMN provider_id INTEGER REFERENCES providers (id);
ALTER TABLE attempts ADD COLUMN model_id INTEGER REFERENCES models (id);
ALTER TABLE attempts ADD COLUMN dropped_parameter TEXT;
ALTER TABLE attempts ADD COLUMN cache_write_hour_tokens INTEGER;
-- CATEGORY/sub-code, as within error.
ALTER TABLE attempts ADD COLUMN error_code TEXT;
UPDATE attempts SET error_code = json_extract(error, '$.code') WHERE error IS NOT NULL;
ALTER TABLE run_contents ADD COLUMN cache_write_hour_tokens INTEGER;

-- The run whose answer a run goes on with. It may be gone by now.
ALTER TABLE run_contents ADD COLUMN continues INTEGER;

-- The ledger again, now with corrections: a row is still never changed. An attempt has one charge and at most one
-- correction, which holds the difference; the sum of both is what the attempt cost.
DROP VIEW run_costs;
CREATE TABLE ledger_with_corrections (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id),
    correction INTEGER NOT NULL DEFAULT 0 CHECK (correction IN (0, 1)),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    created_at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    provider_id INTEGER NOT NULL REFERENCES providers (id), -- where the attempt was sent
    model_id INTEGER NOT NULL REFERENCES models (id),       -- what the attempt asked for
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    model_served TEXT,
    amount_pico_usd INTEGER,
    billing TEXT NOT NULL,
    provenance TEXT NOT NULL,
    input_tokens INTEGER,
    cached_input_tokens INTEGER,
    cache_write_tokens INTEGER,
    cache_write_hour_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    UNIQUE (attempt_id, correction)
) STRICT;
INSERT INTO ledger_with_corrections (id, attempt_id, run_id, created_at, day, hour, simulated, provider_id, model_id,
    prompt_id, model_served, amount_pico_usd, billing, provenance, input_tokens, cached_input_tokens,
    cache_write_tokens, output_tokens, reasoning_tokens)
SELECT id, attempt_id, run_id, created_at, day, hour, simulated, provider_id, model_id,
    prompt_id, model_served, amount_pico_usd, billing, provenance, input_tokens, cached_input_tokens,
    cache_write_tokens, output_tokens, reasoning_tokens
  FROM ledger;
DROP TABLE ledger;
ALTER TABLE ledger_with_corrections RENAME TO ledger;
CREATE INDEX ledger_by_run ON ledger (run_id);
CREATE TRIGGER ledger_is_written_once BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is never changed');
END;

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

-- Runs that move between histories, and runs that are told to a collector of traces.

-- The run's name in every history that has it: 16 bytes of a UUID, see core/store/runkeys.h. NULL: made before there
-- were any; it gets one as soon as somebody asks.
ALTER TABLE runs ADD COLUMN key BLOB;
CREATE UNIQUE INDEX runs_by_key ON runs (key) WHERE key IS NOT NULL;
CREATE INDEX runs_without_key ON runs (id) WHERE key IS NULL;

-- Set: the run was made elsewhere, and taken in at that time.
ALTER TABLE runs ADD COLUMN imported_at INTEGER;

-- What imported runs cost. It counts on its days like everything else, but in no budget: that money was spent under
-- the budgets of another computer.
CREATE TABLE imported_costs (
    day INTEGER NOT NULL,
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    cost_pico_usd INTEGER NOT NULL,
    PRIMARY KEY (day, prompt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_costs_by_prompt ON imported_costs (prompt_id);
CREATE TRIGGER imported_cost_is_added AFTER INSERT ON ledger
WHEN new.simulated = 0 AND new.amount_pico_usd IS NOT NULL
    AND (SELECT imported_at FROM runs WHERE id = new.run_id) IS NOT NULL
BEGIN
    INSERT INTO imported_costs (day, prompt_id, cost_pico_usd) VALUES (new.day, new.prompt_id, new.amount_pico_usd)
    ON CONFLICT DO UPDATE SET cost_pico_usd = cost_pico_usd + excluded.cost_pico_usd;
END;
CREATE TRIGGER imported_cost_is_taken_back AFTER DELETE ON ledger
WHEN old.simulated = 0 AND old.amount_pico_usd IS NOT NULL
    AND (SELECT imported_at FROM runs WHERE id = old.run_id) IS NOT NULL
BEGIN
    UPDATE imported_costs SET cost_pico_usd = cost_pico_usd - old.amount_pico_usd
     WHERE day = old.day AND prompt_id = old.prompt_id;
END;

-- Where finished runs are told: a row while the user names a collector. Its key is in the keychain.
CREATE TABLE collector (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    endpoint TEXT NOT NULL CHECK (endpoint <> ''),
    key_header TEXT NOT NULL,
    content INTEGER NOT NULL CHECK (content IN (0, 1)) -- whether prompts and answers go along
) STRICT;

-- Ended runs that the collector has not acknowledged yet. Only their ids: what is told of a run is read when it is
-- sent, so the queue needs no limit.
CREATE TABLE span_queue (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    tries INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL DEFAULT 0, -- UTC milliseconds: not before
    owner TEXT                         -- the process that is sending it
) STRICT;
CREATE INDEX span_queue_by_time ON span_queue (due_at);

-- In the transaction that ends the run, whichever process ends it; so none is forgotten. Simulated runs and those that
-- were made elsewhere are not told.
CREATE TRIGGER ended_run_is_queued AFTER UPDATE OF status ON runs
WHEN old.status = 0 AND new.status <> 0 AND new.simulated = 0 AND new.imported_at IS NULL
    AND EXISTS (SELECT 1 FROM collector)
BEGIN
    INSERT INTO span_queue (run_id) VALUES (new.id);
END;

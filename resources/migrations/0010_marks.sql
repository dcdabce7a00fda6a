-- What the user thinks of runs, which runs were made together, and which were thrown away.

ALTER TABLE runs ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
ALTER TABLE runs ADD COLUMN rating INTEGER CHECK (rating BETWEEN 1 AND 5);
-- Set: shown nowhere. The texts stay until they are purged; the figures and the ledger for ever, since what was spent
-- stays spent.
ALTER TABLE runs ADD COLUMN deleted_at INTEGER;
CREATE INDEX runs_by_star ON runs (id) WHERE starred = 1;
CREATE INDEX runs_by_rating ON runs (rating) WHERE rating IS NOT NULL;
CREATE INDEX runs_by_deletion ON runs (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE run_notes (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    note TEXT NOT NULL CHECK (note <> '')
) STRICT;

CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE run_tags (
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    PRIMARY KEY (tag_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_tags_by_run ON run_tags (run_id);

-- Runs that were asked for together: the lanes of a comparison, the cases of a batch, repetitions of either.
CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE, -- made up once; the name may change
    name TEXT NOT NULL
) STRICT;
ALTER TABLE runs ADD COLUMN batch_id INTEGER REFERENCES batches (id);
ALTER TABLE runs ADD COLUMN lane INTEGER;       -- from 0
ALTER TABLE runs ADD COLUMN repetition INTEGER; -- of its lane, from 0
CREATE INDEX runs_by_batch ON runs (batch_id) WHERE batch_id IS NOT NULL;

-- Orders of the list, and ranges of them when few runs are in it. Unknown = -1, so that it has a place too.
CREATE INDEX runs_by_cost ON runs (coalesce(cost_pico_usd, -1));
CREATE INDEX runs_by_duration ON runs (total_ms);
CREATE INDEX runs_by_first_token ON runs (coalesce(first_content_ms, -1));
CREATE INDEX runs_by_tokens ON runs (coalesce(input_tokens + output_tokens, input_tokens, output_tokens, -1));
CREATE INDEX runs_by_error ON runs (error_code) WHERE error_code IS NOT NULL;

-- The variables that a run was made with. Of a long value its beginning.
CREATE TABLE variables (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE run_values (
    variable_id INTEGER NOT NULL REFERENCES variables (id),
    value TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    PRIMARY KEY (variable_id, value, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_values_by_run ON run_values (run_id);

-- Which runs go on with the answer of one.
CREATE INDEX run_contents_by_continues ON run_contents (continues) WHERE continues IS NOT NULL;

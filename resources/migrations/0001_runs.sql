-- Runs, what became of them, and what they cost.
-- Times are UTC milliseconds. A day is the local Julian day of the run's creation: date(day) reads it.
-- Money is whole pico-USD (1e-12 USD); NULL = the price is not known.

-- Names that many runs share. A name appears with its first run.
CREATE TABLE providers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE prompts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE statuses (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO statuses (id, name) VALUES
    (0, 'running'), (1, 'completed'), (2, 'truncated'), (3, 'partial'),
    (4, 'failed'), (5, 'cancelled'), (6, 'interrupted'), (7, 'blocked');

-- What the history lists and filters. Rows are small: a page of them is read without the texts.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    status INTEGER NOT NULL REFERENCES statuses (id),
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    provider_id INTEGER NOT NULL REFERENCES providers (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    heading TEXT,                 -- beginning of the user message, when the prompt has no title
    input_tokens INTEGER,
    output_tokens INTEGER,
    cost_pico_usd INTEGER,
    provenance TEXT NOT NULL,
    first_content_ms INTEGER,
    first_content_bucket INTEGER, -- of the histogram; NULL for simulated and running runs
    total_ms INTEGER NOT NULL DEFAULT 0,
    error_code TEXT,              -- CATEGORY/sub-code
    owner TEXT,                   -- the process that runs it, until it ends
    CHECK ((status = 0) = (owner IS NOT NULL))
) STRICT;

-- One filter, or any two, newest first: each is a range of one of these.
CREATE INDEX runs_by_status ON runs (status);
CREATE INDEX runs_by_model ON runs (model_id);
CREATE INDEX runs_by_provider ON runs (provider_id);
CREATE INDEX runs_by_prompt ON runs (prompt_id);
CREATE INDEX runs_by_model_status ON runs (model_id, status);
CREATE INDEX runs_by_provider_status ON runs (provider_id, status);
CREATE INDEX runs_by_prompt_status ON runs (prompt_id, status);
CREATE INDEX runs_by_model_provider ON runs (model_id, provider_id);
CREATE INDEX runs_by_model_prompt ON runs (model_id, prompt_id);
CREATE INDEX runs_by_provider_prompt ON runs (provider_id, prompt_id);

-- A range of days as a range of ids, which is the order of the history.
CREATE TABLE days (
    day INTEGER PRIMARY KEY,
    first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL
) STRICT;

-- The rest of a run, read when it is opened.
CREATE TABLE run_contents (
    run_id INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    provider_name TEXT,
    finish_reason TEXT NOT NULL,
    native_finish_reason TEXT,
    model_served TEXT,
    provider_served TEXT,
    response_id TEXT,
    cached_input_tokens INTEGER,
    cache_write_tokens INTEGER,
    reasoning_tokens INTEGER,
    usage_source INTEGER NOT NULL,  -- 0 none, 1 reported, 2 estimated
    receipt_source TEXT,
    receipt_lines TEXT,             -- JSON; NULL = as in the only attempt
    queued_ms INTEGER NOT NULL DEFAULT 0,
    connect_ms INTEGER,
    first_byte_ms INTEGER,
    tokens_per_second REAL,
    warnings INTEGER NOT NULL DEFAULT 0,
    error TEXT,                     -- JSON
    tool_calls TEXT,                -- JSON
    message_layout TEXT NOT NULL,   -- JSON: role and length of each message within the prompt
    request BLOB NOT NULL,          -- compressed: the draft and the request's body
    prompt TEXT NOT NULL,           -- the rendered messages, one after the other
    answer TEXT NOT NULL,
    reasoning TEXT,
    refusal TEXT,
    exact BLOB                      -- the four texts above, when UTF-8 cannot hold them as they came
) STRICT;

-- One row an HTTP request, committed before it is sent.
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    started_at INTEGER,
    waited_ms INTEGER NOT NULL,
    sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
    http_status INTEGER NOT NULL,
    error TEXT,
    request_id TEXT,
    connect_ms INTEGER,
    first_byte_ms INTEGER,
    first_content_ms INTEGER,
    duration_ms INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    input_tokens INTEGER,
    cached_input_tokens INTEGER,
    cache_write_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    usage_source INTEGER NOT NULL,
    cost_pico_usd INTEGER,
    provenance TEXT NOT NULL,
    receipt_source TEXT,
    receipt_lines TEXT NOT NULL,
    billing TEXT NOT NULL CHECK (billing IN ('none', 'exact', 'estimated', 'unknown')),
    model_served TEXT,
    UNIQUE (run_id, number)
) STRICT;

-- What streamed since the last checkpoint of a running run. Its finishing transaction removes them.
CREATE TABLE run_chunks (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    written_at INTEGER NOT NULL,
    answer ANY NOT NULL,    -- TEXT, or UTF-16 as a BLOB when a character is cut in two
    reasoning ANY NOT NULL
) STRICT;
CREATE INDEX run_chunks_by_run ON run_chunks (run_id);

-- What was charged: one row an attempt, written with the terminal state of its run.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL UNIQUE REFERENCES attempts (id),
    run_id INTEGER NOT NULL REFERENCES runs (id),
    created_at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    provider_id INTEGER NOT NULL REFERENCES providers (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    model_served TEXT,
    amount_pico_usd INTEGER,
    billing TEXT NOT NULL,
    provenance TEXT NOT NULL,
    input_tokens INTEGER,
    cached_input_tokens INTEGER,
    cache_write_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER
) STRICT;
CREATE INDEX ledger_by_run ON ledger (run_id);

CREATE TRIGGER ledger_is_written_once BEFORE UPDATE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is never changed');
END;

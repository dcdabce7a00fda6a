-- Thresholds of budgets that were passed, prices of the user's own, and runs that were priced anew.

-- As it was then: the budget may have changed since, and the run may be gone.
CREATE TABLE budget_breaches (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,  -- UTC milliseconds
    scope TEXT NOT NULL CHECK (scope IN ('run', 'day', 'week', 'month', 'prompt')),
    prompt TEXT NOT NULL, -- '' but for a prompt's budget
    period_from INTEGER,  -- local Julian day; NULL = the budget has no period
    percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100),
    spent_pico_usd INTEGER NOT NULL,
    limit_pico_usd INTEGER NOT NULL,
    run_id INTEGER        -- NULL = not kept in the history
) STRICT;

-- Rows of the price book beside the built-in ones, before which they come. Pico-USD for one token or request;
-- NULL = no price of its own.
CREATE TABLE own_prices (
    id INTEGER PRIMARY KEY,
    provider TEXT NOT NULL CHECK (provider <> ''),
    model TEXT NOT NULL CHECK (model <> ''),
    valid_from INTEGER, -- UTC milliseconds; NULL = always
    valid_to INTEGER,   -- exclusive; NULL = still
    input INTEGER CHECK (input >= 0),
    cached_input INTEGER CHECK (cached_input >= 0),
    cache_write INTEGER CHECK (cache_write >= 0),
    cache_write_hour INTEGER CHECK (cache_write_hour >= 0),
    output INTEGER CHECK (output >= 0),
    reasoning INTEGER CHECK (reasoning >= 0),
    request INTEGER CHECK (request >= 0),
    source TEXT NOT NULL, -- 'own prices', or which provider's list and when
    CHECK (coalesce(input, output, request) IS NOT NULL),
    CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
) STRICT;

-- One time that old runs were priced with the book of that time. The ledger holds it as corrections.
CREATE TABLE repricings (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,  -- UTC milliseconds
    filter TEXT NOT NULL, -- JSON: which runs
    undone_at INTEGER     -- NULL = it holds
) STRICT;

-- The receipts that it replaced, and what the attempt cost from then on.
CREATE TABLE repriced_attempts (
    repricing_id INTEGER NOT NULL REFERENCES repricings (id),
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    old_pico_usd INTEGER,
    old_provenance TEXT NOT NULL,
    old_receipt_source TEXT,
    old_receipt_lines TEXT NOT NULL,
    new_pico_usd INTEGER NOT NULL,
    new_receipt_source TEXT NOT NULL,
    PRIMARY KEY (repricing_id, attempt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX repriced_attempts_by_attempt ON repriced_attempts (attempt_id);

-- Limits of spending, what running runs have reserved of them, and how retries went.

CREATE TABLE budgets (
    scope TEXT NOT NULL CHECK (scope IN ('run', 'day', 'week', 'month', 'prompt')),
    prompt TEXT NOT NULL DEFAULT '',
    limit_pico_usd INTEGER NOT NULL CHECK (limit_pico_usd >= 0),
    PRIMARY KEY (scope, prompt),
    CHECK ((scope = 'prompt') = (prompt <> ''))
) STRICT, WITHOUT ROWID;

-- The worst case of a run that is going on. It goes in the transaction that ends the run.
CREATE TABLE reservations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER UNIQUE REFERENCES runs (id) ON DELETE CASCADE, -- NULL: a run that is not kept in the history
    owner TEXT NOT NULL,                                          -- the process that runs it
    day INTEGER NOT NULL,                                         -- of the run
    prompt TEXT NOT NULL,
    worst_pico_usd INTEGER NOT NULL CHECK (worst_pico_usd > 0)
) STRICT;

-- What runs without history cost while there were budgets: sums only, so that the budgets hold.
CREATE TABLE unrecorded_costs (
    day INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    cost_pico_usd INTEGER NOT NULL,
    PRIMARY KEY (day, prompt)
) STRICT, WITHOUT ROWID;

-- What a prompt cost so far.
CREATE INDEX daily_prompt_costs_by_prompt ON daily_prompt_costs (prompt_id);

-- Each attempt of the runs that ended, by where it was sent and why it failed; '' = it did not. Simulated runs count
-- nowhere. A run that was stopped, or cut off with the program, was not given up.
CREATE VIEW attempt_outcomes AS
SELECT r.id AS run_id, r.day,
       coalesce(a.provider_id, r.provider_id) AS provider_id,
       coalesce(a.error_code, '') AS cause,
       a.number = 1 AS first_attempts,
       a.error_code IS NOT NULL AS failures,
       a.error_code IS NOT NULL AND n.id IS NOT NULL AS retries,
       a.error_code IS NOT NULL AND n.id IS NOT NULL AND n.error_code IS NULL AND r.status = 1 AS recoveries,
       a.error_code IS NOT NULL AND n.id IS NULL AND r.status NOT IN (1, 5, 6) AS given_up,
       CASE WHEN a.error_code IS NOT NULL THEN coalesce(n.waited_ms, 0) ELSE 0 END AS waited_ms
  FROM runs AS r
  JOIN attempts AS a ON a.run_id = r.id
  LEFT JOIN attempts AS n ON n.run_id = a.run_id AND n.number = a.number + 1
 WHERE r.status <> 0 AND r.simulated = 0;

-- Sums of attempt_outcomes; each finishing transaction adds its run's.
CREATE TABLE daily_attempts (
    day INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    cause TEXT NOT NULL,
    first_attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    recoveries INTEGER NOT NULL,
    given_up INTEGER NOT NULL,
    waited_ms INTEGER NOT NULL,
    PRIMARY KEY (day, provider_id, cause)
) STRICT, WITHOUT ROWID;
INSERT INTO daily_attempts
SELECT day, provider_id, cause, sum(first_attempts), sum(failures), sum(retries), sum(recoveries), sum(given_up),
       sum(waited_ms)
  FROM attempt_outcomes
 GROUP BY day, provider_id, cause;

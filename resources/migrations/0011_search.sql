-- Full text over everything that was said in a run, and beginnings of prompts stored once.

-- What a later version does over all runs, a few at a time while the program is used: the runs from first_run to
-- last_run are not done yet, the newest are done first. core/store/backlog.h has the tasks.
CREATE TABLE backlog (
    task TEXT PRIMARY KEY NOT NULL,
    first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Beginnings that many prompts share, such as the system message. A run's whole prompt is its beginning and its rest.
CREATE TABLE beginnings (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE, -- SHA-256 of the text
    text TEXT NOT NULL
) STRICT;
ALTER TABLE run_contents ADD COLUMN beginning_id INTEGER REFERENCES beginnings (id);
CREATE INDEX run_contents_by_beginning ON run_contents (beginning_id) WHERE beginning_id IS NOT NULL;

-- Words of tool calls and of the error, which are JSON; written when the run is indexed. A view may not take JSON apart
-- in a schema that is not trusted.
ALTER TABLE run_contents ADD COLUMN tool_text TEXT;
ALTER TABLE run_contents ADD COLUMN error_text TEXT;

-- The texts that are searched.
CREATE VIEW run_texts AS
SELECT c.run_id,
       coalesce((SELECT text FROM beginnings WHERE id = c.beginning_id), '') || c.prompt AS prompt,
       c.answer, c.reasoning, c.refusal, c.tool_text AS tool_calls,
       (SELECT note FROM run_notes WHERE run_id = c.run_id) AS note,
       c.error_text AS error
  FROM run_contents AS c;

-- Those that are in the index, as it reads them: for snippets, and to check that it has them.
CREATE VIEW run_indexed_texts AS
SELECT * FROM run_texts WHERE run_id IN (SELECT id FROM run_search_docsize);

-- No prefix index: it would cost as much again as the index itself. A run is in it from its end until it is purged.
DROP TABLE run_search;
CREATE VIRTUAL TABLE run_search USING fts5 (
    prompt, answer, reasoning, refusal, tool_calls, note, error,
    content = 'run_indexed_texts', content_rowid = 'run_id',
    tokenize = 'unicode61 remove_diacritics 2'
);
-- Merging within the transaction that ends a run would make it wait: mergeSearchIndex() merges when nothing else is
-- to be done.
INSERT INTO run_search (run_search, rank) VALUES ('automerge', 0);

INSERT INTO backlog (task, first_run, last_run)
SELECT 'search', min(id), max(id) FROM runs HAVING count(*) > 0;
INSERT INTO backlog (task, first_run, last_run)
SELECT 'variables', min(id), max(id) FROM runs HAVING count(*) > 0;

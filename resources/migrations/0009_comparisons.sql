-- Lanes that were run side by side, with what was thought of them. Their runs are in the history.
CREATE TABLE comparisons (
    key TEXT PRIMARY KEY NOT NULL, -- made up once; the name may change
    name TEXT NOT NULL,
    json TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX comparisons_by_time ON comparisons (saved_at);

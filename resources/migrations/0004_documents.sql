-- Small JSON documents by name: settings, the open draft, the window's layout. Never a secret.
CREATE TABLE documents (
    name TEXT PRIMARY KEY NOT NULL,
    json TEXT NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

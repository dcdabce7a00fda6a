-- The prompt library: prompts in folders, their versions, drafts, labels, tags and value sets.
-- The table prompts has the titles that runs were made under; it is the history's and has nothing to do with these.
-- Times are UTC milliseconds. A draft is the JSON of core/domain/prompt.h.

CREATE TABLE library_prompts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: runs remember it
    title TEXT NOT NULL,
    folder TEXT NOT NULL DEFAULT '',      -- a path; '' = at the top. A deleted prompt keeps it for its return
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    used_at INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE INDEX library_prompts_by_folder ON library_prompts (folder);
CREATE INDEX library_prompts_by_deletion ON library_prompts (deleted_at) WHERE deleted_at IS NOT NULL;

-- Folders by their path, with a row for each one above; so that an empty one stays.
CREATE TABLE library_folders (path TEXT PRIMARY KEY NOT NULL CHECK (path <> '')) STRICT, WITHOUT ROWID;

CREATE TABLE library_tags (
    prompt_id INTEGER NOT NULL REFERENCES library_prompts (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (prompt_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX library_tags_by_tag ON library_tags (tag);

-- Named by their content: what a version holds already makes no other one.
CREATE TABLE library_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prompt_id INTEGER NOT NULL REFERENCES library_prompts (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number >= 1),
    note TEXT NOT NULL DEFAULT '',
    content BLOB NOT NULL, -- SHA-256
    created_at INTEGER NOT NULL,
    draft TEXT NOT NULL,
    UNIQUE (prompt_id, number),
    UNIQUE (prompt_id, content)
) STRICT;

CREATE TABLE library_labels (
    prompt_id INTEGER NOT NULL REFERENCES library_prompts (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    version_id INTEGER NOT NULL REFERENCES library_versions (id) ON DELETE CASCADE,
    PRIMARY KEY (prompt_id, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX library_labels_by_version ON library_labels (version_id);

-- What is written and not kept as a version: one a prompt, and any number of those that belong to none.
CREATE TABLE library_drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    prompt_id INTEGER UNIQUE REFERENCES library_prompts (id) ON DELETE CASCADE,
    saved_at INTEGER NOT NULL,
    draft TEXT NOT NULL
) STRICT;

CREATE TABLE library_cases (
    prompt_id INTEGER NOT NULL REFERENCES library_prompts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (prompt_id, position)
) STRICT, WITHOUT ROWID;

-- The texts of each prompt, for searching; rowid = the prompt.
CREATE VIRTUAL TABLE library_fts USING fts5 (
    title, folder, tags, messages, notes,
    prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);

-- The prompt and the version that a run was made from. They may be gone by now.
ALTER TABLE runs ADD COLUMN library_prompt_id INTEGER;
ALTER TABLE runs ADD COLUMN library_version_id INTEGER;
CREATE INDEX runs_by_library_prompt ON runs (library_prompt_id) WHERE library_prompt_id IS NOT NULL;
CREATE INDEX runs_by_library_version ON runs (library_version_id) WHERE library_version_id IS NOT NULL;

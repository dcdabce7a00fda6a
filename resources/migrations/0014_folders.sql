-- What is written on prompt files of folders on disk and not saved in them. The files are the truth; see
-- core/domain/diskfolder.h.
CREATE TABLE file_drafts (
    path TEXT PRIMARY KEY NOT NULL,  -- of the file, whole
    saved_at INTEGER NOT NULL,       -- UTC, milliseconds
    base BLOB NOT NULL,              -- what the file had when this was begun; empty = there was none
    base_hash BLOB NOT NULL,         -- its SHA-256
    draft TEXT NOT NULL,             -- JSON; see core/domain/prompt.h
    cases TEXT NOT NULL              -- JSON: an array of value sets
) STRICT;

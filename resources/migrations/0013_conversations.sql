-- Conversations: trees of runs, each of which goes on from the answer of another.

-- The first run of the conversation, which names it, and the run from whose answer this one goes on; NULL = none. The
-- first run itself has neither: it was a run like any other when it was made.
ALTER TABLE runs ADD COLUMN conversation_id INTEGER;
ALTER TABLE runs ADD COLUMN follows_id INTEGER;
CREATE INDEX runs_by_conversation ON runs (conversation_id) WHERE conversation_id IS NOT NULL;

-- Turns that were written and left without being sent. A draft is the JSON of core/domain/prompt.h.
CREATE TABLE conversation_drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    follows_id INTEGER,
    saved_at INTEGER NOT NULL, -- UTC milliseconds
    draft TEXT NOT NULL
) STRICT;
CREATE INDEX conversation_drafts_by_conversation ON conversation_drafts (conversation_id);

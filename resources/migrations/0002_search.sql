-- Full text over prompts and answers. The texts themselves stay in run_contents.
-- No prefix index: it would cost as much again as the index itself.
CREATE VIRTUAL TABLE run_search USING fts5 (
    prompt, answer,
    content = 'run_contents', content_rowid = 'run_id',
    tokenize = 'unicode61 remove_diacritics 2'
);

#include "core/store/searchindex.h"

#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"

#include <sqlite3.h>

namespace burin {

namespace {

/// What is stored as JSON, as text.
void extractTexts(SqlQuery &query, RunId first, RunId last)
{
    query.run(QStringLiteral("UPDATE run_contents SET "
                             "  tool_text = (SELECT group_concat(json_extract(value, '$[1]') || ' ' || "
                             "    json_extract(value, '$[2]'), char(10)) FROM json_each(tool_calls)), "
                             "  error_text = json_extract(error, '$.code') || "
                             "    coalesce(char(10) || json_extract(error, '$.argument'), '') || "
                             "    coalesce(char(10) || json_extract(error, '$.provider_code'), '') || "
                             "    coalesce(char(10) || json_extract(error, '$.detail'), '') "
                             "WHERE run_id BETWEEN ? AND ? AND (tool_calls IS NOT NULL OR error IS NOT NULL) "
                             "AND NOT EXISTS (SELECT 1 FROM run_search_docsize WHERE id = run_id)"),
              {first.value, last.value});
}

} // namespace

void addToSearchIndex(SqlQuery &query, RunId first, RunId last)
{
    extractTexts(query, first, last);
    query.run(
        QStringLiteral("INSERT INTO run_search (rowid, prompt, answer, reasoning, refusal, tool_calls, note, error) "
                       "SELECT t.run_id, t.prompt, t.answer, t.reasoning, t.refusal, t.tool_calls, t.note, t.error "
                       "FROM runs AS r CROSS JOIN run_texts AS t ON t.run_id = r.id "
                       "WHERE r.id BETWEEN ? AND ? AND r.status <> 0 "
                       "AND NOT EXISTS (SELECT 1 FROM run_search_docsize WHERE id = r.id) ORDER BY r.id"),
        {first.value, last.value});
}

void removeFromSearchIndex(SqlQuery &query, RunId run)
{
    query.run(
        QStringLiteral("INSERT INTO run_search (run_search, rowid, prompt, answer, reasoning, refusal, tool_calls, "
                       "  note, error) "
                       "SELECT 'delete', run_id, prompt, answer, reasoning, refusal, tool_calls, note, error "
                       "FROM run_texts WHERE run_id = ? "
                       "AND EXISTS (SELECT 1 FROM run_search_docsize WHERE id = run_id)"),
        {run.value});
}

void changeInSearchIndex(SqlQuery &query, RunId run, const std::function<void()> &change)
{
    query.run(QStringLiteral("SELECT 1 FROM run_search_docsize WHERE id = ?"), {run.value});
    const bool indexed = query.next();
    if (indexed) removeFromSearchIndex(query, run);
    change();
    if (indexed) addToSearchIndex(query, run, run);
}

Result<bool> mergeSearchIndex(const QSqlDatabase &db)
{
    constexpr int Pages = 100; // of 4 KiB: some 10 ms
    SqlQuery query(db);
    const int before = sqlite3_total_changes(sqliteHandle(db));
    query.run(QStringLiteral("INSERT INTO run_search (run_search, rank) VALUES ('merge', ?)"), {Pages});
    if (query.error()) return *query.error();
    return sqlite3_total_changes(sqliteHandle(db)) - before >= 2; // as FTS5 documents it
}

} // namespace burin

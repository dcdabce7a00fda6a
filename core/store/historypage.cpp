#include "core/store/history.h"

#include "core/store/median.h"
#include "core/store/searchtext.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <algorithm>

namespace burin {

namespace {

/// An exact filter on a column of runs.
struct Filter {
    QString name; ///< Of the column, without "_id"; part of its indexes' names.
    QString column;
    qint64 value;
};

/// Which runs can be on the page, as SQL knows them.
struct Selection {
    std::vector<Filter> filters;   ///< In the order of the index's names: model, provider, prompt, status.
    std::optional<Filter> library; ///< The most selective one; it has an index of its own.
    qint64 first = 0;              ///< Ids, inclusive.
    qint64 last = std::numeric_limits<qint64>::max();
    QString words; ///< FTS5 expression, or empty.
    bool nothing = false;
};

void addName(SqlQuery &query, Selection &selection, const QString &kind, const QString &name)
{
    if (name.isEmpty()) return;
    query.run(QStringLiteral("SELECT id FROM %1s WHERE name = ?").arg(kind), {stored(name)});
    if (query.next())
        selection.filters.push_back({kind, kind + QLatin1StringView("_id"), query.value(0).toLongLong()});
    else
        selection.nothing = true;
}

/// A version is of one prompt, so it says all that the prompt would.
void addLibrary(Selection &selection, const RunQuery &wanted)
{
    if (wanted.libraryVersion.isValid())
        selection.library = {QStringLiteral("library_version"), QStringLiteral("library_version_id"),
                             wanted.libraryVersion.value};
    else if (wanted.libraryPrompt.isValid())
        selection.library = {QStringLiteral("library_prompt"), QStringLiteral("library_prompt_id"),
                             wanted.libraryPrompt.value};
}

/// Days as ids, since ids are the history's order. A clock that was set back makes the range wider, not wrong.
void addDays(SqlQuery &query, Selection &selection, const RunQuery &wanted)
{
    if (!wanted.from.isValid() && !wanted.to.isValid()) return;
    query.run(QStringLiteral("SELECT min(first_run), max(last_run) FROM days WHERE day BETWEEN ? AND ?"),
              dayBounds({wanted.from, wanted.to}));
    if (!query.next() || query.value(0).isNull()) {
        selection.nothing = true;
        return;
    }
    selection.first = query.value(0).toLongLong();
    selection.last = query.value(1).toLongLong();
}

Result<Selection> select(const QSqlDatabase &db, const RunQuery &wanted, RunId before)
{
    SqlQuery query(db);
    Selection selection;
    addName(query, selection, QStringLiteral("model"), wanted.model);
    addName(query, selection, QStringLiteral("provider"), wanted.provider);
    addName(query, selection, QStringLiteral("prompt"), wanted.prompt);
    if (wanted.status)
        selection.filters.push_back({QStringLiteral("status"), QStringLiteral("status"), int(*wanted.status)});
    addLibrary(selection, wanted);
    addDays(query, selection, wanted);
    if (before.isValid()) selection.last = std::min(selection.last, before.value - 1);
    selection.words = searchExpression(wanted.text);
    if (query.error()) return *query.error();
    return selection;
}

/// The index to use is said, not guessed by the planner: it cannot know how far a page reaches.
QString indexFor(const Selection &selection)
{
    std::vector<Filter> filters = selection.filters;
    if (selection.library) filters = {*selection.library};
    if (filters.empty()) return {};
    for (const char *dispensable : {"provider", "status"}) { // of more than two, the least selective
        if (filters.size() > 2)
            std::erase_if(filters, [&](const Filter &f) { return f.name == QLatin1StringView(dispensable); });
    }
    QString index = QStringLiteral("INDEXED BY runs_by");
    for (const Filter &filter : filters)
        index += u'_' + filter.name;
    return index;
}

struct Sql {
    QString text;
    QVariantList values;
};

Sql pageSql(const Selection &selection, const RunQuery &wanted, int rows)
{
    const bool search = !selection.words.isEmpty();
    const QString id = search ? QStringLiteral("run_search.rowid") : QStringLiteral("r.id");
    Sql sql;
    sql.text = QStringLiteral(
                   "SELECT r.id, r.created_at, r.status, "
                   "  coalesce(nullif((SELECT name FROM prompts WHERE id = r.prompt_id), ''), r.heading), "
                   "  (SELECT name FROM providers WHERE id = r.provider_id), "
                   "  (SELECT name FROM models WHERE id = r.model_id), r.simulated, r.input_tokens, "
                   "  r.output_tokens, r.cost_pico_usd, r.provenance, r.first_content_ms, r.total_ms, r.error_code, "
                   "  %1 FROM %2 WHERE %3 BETWEEN ? AND ?")
                   .arg(search ? QStringLiteral("snippet(run_search, -1, char(0xE000), char(0xE001), '…', 24)")
                               : QStringLiteral("''"),
                        search ? QStringLiteral("run_search CROSS JOIN runs AS r ON r.id = run_search.rowid")
                               : QStringLiteral("runs AS r ") + indexFor(selection),
                        id);
    sql.values = {selection.first, selection.last};
    const auto add = [&sql](const QString &condition, const QVariantList &values) {
        sql.text += QLatin1StringView(" AND ") + condition;
        sql.values += values;
    };
    if (search) add(QStringLiteral("run_search MATCH ?"), {selection.words});
    std::vector<Filter> filters = selection.filters;
    if (selection.library) filters.push_back(*selection.library);
    for (const Filter &filter : filters)
        add(QStringLiteral("r.%1 = ?").arg(filter.column), {filter.value});
    if (wanted.from.isValid() || wanted.to.isValid())
        add(QStringLiteral("r.day BETWEEN ? AND ?"), dayBounds({wanted.from, wanted.to}));
    sql.text += QStringLiteral(" ORDER BY %1 DESC LIMIT ?").arg(id);
    sql.values += rows;
    return sql;
}

RunSummary summaryFrom(const SqlQuery &row)
{
    RunSummary run;
    run.id = RunId{row.value(0).toLongLong()};
    run.createdAt = timeFrom(row.value(1));
    run.status = RunStatus(row.value(2).toInt());
    run.title = row.value(3).toString();
    run.providerId = row.value(4).toString();
    run.model = row.value(5).toString();
    run.simulated = row.value(6).toBool();
    run.inputTokens = numberFrom(row.value(7));
    run.outputTokens = numberFrom(row.value(8));
    run.cost = moneyFrom(row.value(9));
    run.provenance = provenanceFrom(row.value(10).toString()).value_or(Provenance::Unpriced);
    run.firstContent = durationFrom(row.value(11));
    run.total = milliseconds(row.value(12).toLongLong());
    run.errorCode = row.value(13).toString();
    run.snippet = row.value(14).toString();
    return run;
}

} // namespace

Result<RunPage> runPage(const QSqlDatabase &db, const RunQuery &wanted, RunId before, int limit)
{
    Q_ASSERT(limit > 0);
    const Result<Selection> selection = select(db, wanted, before);
    if (!selection) return selection.error();
    RunPage page;
    if (selection->nothing) return page;
    const Sql sql = pageSql(*selection, wanted, limit + 1); // one more tells whether there are more
    SqlQuery query(db);
    query.run(sql.text, sql.values);
    while (query.next())
        page.runs.push_back(summaryFrom(query));
    if (query.error()) return *query.error();
    page.more = page.runs.size() > size_t(limit);
    if (page.more) page.runs.pop_back();
    return page;
}

} // namespace burin

#include "core/store/history.h"
#include "core/store/runselection.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QJsonArray>

namespace burin {

namespace {

/// In the order in which summaryFrom() reads them; the snippet comes after.
constexpr char SummaryColumns[] =
    "r.id, r.created_at, r.status, "
    "coalesce(nullif((SELECT name FROM prompts WHERE id = r.prompt_id), ''), r.heading), "
    "(SELECT name FROM providers WHERE id = r.provider_id), (SELECT name FROM models WHERE id = r.model_id), "
    "r.simulated, r.input_tokens, r.output_tokens, r.cost_pico_usd, r.provenance, r.first_content_ms, r.total_ms, "
    "r.error_code, r.starred, r.rating, EXISTS (SELECT 1 FROM run_notes WHERE run_id = r.id), "
    "(SELECT json_group_array(name) FROM (SELECT t.name AS name FROM run_tags AS rt "
    "  CROSS JOIN tags AS t ON t.id = rt.tag_id WHERE rt.run_id = r.id ORDER BY t.name)), "
    "r.batch_id, (SELECT name FROM batches WHERE id = r.batch_id), r.lane, r.repetition, "
    "(SELECT count(*) FROM runs AS b WHERE b.batch_id = r.batch_id)";
constexpr char Snippet[] = "snippet(run_search, -1, char(0xE000), char(0xE001), '…', 24)";

SqlPart pageSql(const RunSelection &selection, int rows)
{
    const bool search = !selection.words.isEmpty();
    SqlPart sql{QStringLiteral("SELECT ") + QLatin1StringView(SummaryColumns) + QLatin1StringView(", ") +
                (search ? QString::fromUtf8(Snippet) : QStringLiteral("''"))};
    if (isDrivenByWords(selection)) {
        sql.add(wordsFrom(selection, rows));
        return sql;
    }
    sql.add(QStringLiteral(" FROM ("));
    sql.add(idsOf(selection, rows));
    sql.add(QStringLiteral(") AS p CROSS JOIN runs AS r ON r.id = p.id"));
    if (search)
        sql.add(QStringLiteral(" CROSS JOIN run_search ON run_search.rowid = r.id WHERE run_search MATCH ?"),
                {selection.words});
    sql.add(orderOf(selection, QStringLiteral("r.id")));
    return sql;
}

QStringList namesFrom(const QVariant &json)
{
    QStringList names;
    const QByteArray text = json.toByteArray();
    if (text == "[]") return names;
    for (const QJsonValue &name : QJsonDocument::fromJson(text).array())
        names += name.toString();
    return names;
}

void readMarks(const SqlQuery &row, RunSummary &run)
{
    run.starred = row.value(14).toBool();
    run.rating = row.value(15).toInt();
    run.noted = row.value(16).toBool();
    run.tags = namesFrom(row.value(17));
    run.batch = BatchId{row.value(18).toLongLong()};
    run.batchName = row.value(19).toString();
    run.lane = row.value(20).toInt();
    run.repetition = row.value(21).toInt();
    run.batchRuns = run.batch.isValid() ? row.value(22).toInt() : 0;
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
    readMarks(row, run);
    run.snippet = row.value(23).toString();
    return run;
}

/// The number of rows of @p ids, and the last one.
SqlPart stretchSql(const RunSelection &selection, const SqlPart &ids)
{
    if (selection.wanted.order == RunOrder::Created) {
        const bool up = selection.wanted.direction == RunDirection::Ascending;
        return {QStringLiteral("SELECT count(*), %1(id) FROM (%2)")
                    .arg(up ? QStringLiteral("max") : QStringLiteral("min"), ids.text),
                ids.values};
    }
    return {QStringLiteral("SELECT n, id FROM (SELECT id, row_number() OVER () AS n FROM (%1)) ORDER BY n DESC LIMIT 1")
                .arg(ids.text),
            ids.values};
}

} // namespace

Result<RunPage> runPage(const QSqlDatabase &db, const RunQuery &wanted, const RunPlace &place, int limit)
{
    Q_ASSERT(limit > 0);
    const Result<RunSelection> selection = selectRuns(db, wanted, place);
    if (!selection) return selection.error();
    RunPage page;
    const SqlPart sql = pageSql(*selection, limit + 1); // one more tells whether there are more
    SqlQuery query(db);
    query.run(sql.text, sql.values);
    while (query.next())
        page.runs.push_back(summaryFrom(query));
    if (query.error()) return *query.error();
    page.more = page.runs.size() > size_t(limit);
    if (page.more) page.runs.pop_back();
    return page;
}

Result<std::vector<RunId>> runIds(const QSqlDatabase &db, const RunQuery &wanted, const RunPlace &place, int limit)
{
    const Result<RunSelection> selection = selectRuns(db, wanted, place);
    if (!selection) return selection.error();
    const SqlPart sql = idsOf(*selection, limit);
    SqlQuery query(db);
    query.run(sql.text, sql.values);
    std::vector<RunId> ids;
    while (query.next())
        ids.push_back(RunId{query.value(0).toLongLong()});
    if (query.error()) return *query.error();
    return ids;
}

Result<RunStretch> runStretch(const QSqlDatabase &db, const RunQuery &wanted, RunId before, int limit)
{
    const Result<RunSelection> selection = selectRuns(db, wanted, before);
    if (!selection) return selection.error();
    const SqlPart sql = stretchSql(*selection, idsOf(*selection, limit));
    SqlQuery query(db);
    query.run(sql.text, sql.values);
    RunStretch stretch;
    if (query.next()) {
        stretch.runs = query.value(0).toInt();
        stretch.last = RunId{query.value(1).toLongLong()};
        stretch.more = stretch.runs == limit;
    }
    if (query.error()) return *query.error();
    return stretch;
}

} // namespace burin

#include "core/store/runcontext.h"

#include "core/store/sqlquery.h"

namespace burin {

namespace {

std::optional<int> indexFrom(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toInt());
}

void readMarks(SqlQuery &query, RunId id, RunMarks &marks)
{
    query.run(QStringLiteral("SELECT note FROM run_notes WHERE run_id = ?"), {id.value});
    if (query.next()) marks.note = query.value(0).toString();
    query.run(QStringLiteral("SELECT name FROM tags WHERE id IN (SELECT tag_id FROM run_tags WHERE run_id = ?) "
                             "ORDER BY name"),
              {id.value});
    while (query.next())
        marks.tags += query.value(0).toString();
}

void readVersion(SqlQuery &query, qint64 version, RunContext &context)
{
    query.run(QStringLiteral("SELECT number FROM library_versions WHERE id = ?"), {version});
    if (query.next()) context.version = query.value(0).toInt();
    query.run(QStringLiteral("SELECT label FROM library_labels WHERE version_id = ? ORDER BY label"), {version});
    while (query.next())
        context.labels += query.value(0).toString();
}

/// Runs of one prompt before and after, by the library's prompt or else by its title.
struct Neighbours {
    const char *before;
    const char *after;
};
constexpr Neighbours byLibraryPrompt = {
    "SELECT max(id) FROM runs WHERE library_prompt_id = ? AND id < ? AND deleted_at IS NULL",
    "SELECT min(id) FROM runs WHERE library_prompt_id = ? AND id > ? AND deleted_at IS NULL"};
constexpr Neighbours byTitle = {"SELECT max(id) FROM runs WHERE prompt_id = ? AND id < ? AND deleted_at IS NULL",
                                "SELECT min(id) FROM runs WHERE prompt_id = ? AND id > ? AND deleted_at IS NULL"};

void readNeighbours(SqlQuery &query, const Neighbours &sql, const QVariantList &values, RunContext &context)
{
    query.run(QLatin1StringView(sql.before), values);
    if (query.next()) context.previous = {query.value(0).toLongLong()};
    query.run(QLatin1StringView(sql.after), values);
    if (query.next()) context.next = {query.value(0).toLongLong()};
}

} // namespace

Result<RunContext> loadRunContext(const QSqlDatabase &db, RunId id)
{
    SqlQuery query(db);
    RunContext context;
    query.run(QStringLiteral("SELECT r.starred, r.rating, r.lane, r.repetition, r.library_prompt_id, "
                             "r.library_version_id, r.prompt_id, (SELECT name FROM batches WHERE id = r.batch_id), "
                             "(SELECT name FROM prompts WHERE id = r.prompt_id) FROM runs AS r WHERE r.id = ?"),
              {id.value});
    if (!query.next()) return query.error().value_or(makeError(ErrorCode::RunNotFound, QString::number(id.value)));
    context.marks.starred = query.value(0).toBool();
    context.marks.rating = query.value(1).toInt();
    context.lane = indexFrom(query.value(2));
    context.repetition = indexFrom(query.value(3));
    context.batch = query.value(7).toString();
    const qint64 libraryPrompt = query.value(4).toLongLong();
    const qint64 version = query.value(5).toLongLong();
    const qint64 prompt = query.value(6).toLongLong();
    const bool titled = !query.value(8).toString().isEmpty(); // all that have no title are of one name
    if (libraryPrompt)
        readNeighbours(query, byLibraryPrompt, {libraryPrompt, id.value}, context);
    else if (titled)
        readNeighbours(query, byTitle, {prompt, id.value}, context);
    if (version) readVersion(query, version, context);
    readMarks(query, id, context.marks);
    query.run(QStringLiteral("SELECT run_id FROM run_contents WHERE continues = ? ORDER BY run_id"), {id.value});
    while (query.next())
        context.continuedBy.push_back({query.value(0).toLongLong()});
    if (query.error()) return *query.error();
    return context;
}

} // namespace burin

#include "core/store/marks.h"

#include "core/domain/run.h"
#include "core/store/searchindex.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

#include <QJsonArray>

#include <algorithm>

namespace burin {

namespace {

QString runList(const std::vector<RunId> &runs)
{
    QJsonArray list;
    for (const RunId run : runs)
        list += run.value;
    return QString::fromUtf8(compactJson(QJsonDocument(list)));
}

/// The runs of a statement's first column.
std::vector<RunId> runsFrom(SqlQuery &query)
{
    std::vector<RunId> runs;
    while (query.next())
        runs.push_back(RunId{query.value(0).toLongLong()});
    return runs;
}

/// Changes marks one kind after the other and remembers how to take it back.
class Marker {
public:
    explicit Marker(const QSqlDatabase &db) : m_query(db) {}

    void apply(const MarkChange &change)
    {
        std::visit([&](const auto &mark) { set(change.runs, mark); }, change.mark);
    }

    /// In the order in which it takes everything back.
    MarkChanges undo()
    {
        std::ranges::reverse(m_undo);
        return std::move(m_undo);
    }
    std::optional<Error> error() const { return m_refusal ? m_refusal : m_query.error(); }

private:
    void set(const std::vector<RunId> &runs, const SetStar &mark)
    {
        const std::vector<RunId> changed = those(
            runs, QStringLiteral("SELECT id FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND starred <> ?"),
            int(mark.starred));
        run(changed, QStringLiteral("UPDATE runs SET starred = ? WHERE id IN (SELECT value FROM json_each(?))"),
            {int(mark.starred)});
        remember(changed, SetStar{!mark.starred});
    }

    void set(const std::vector<RunId> &runs, const SetRating &mark)
    {
        if (mark.rating < 0 || mark.rating > 5) return refuse(QString::number(mark.rating));
        for (int before = 0; before <= 5; ++before) {
            if (before == mark.rating) continue;
            const std::vector<RunId> changed = those(
                runs,
                QStringLiteral(
                    "SELECT id FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND coalesce(rating, 0) = ?"),
                before);
            // Set at the end: a run is changed once.
            remember(changed, SetRating{before});
        }
        run(runs, QStringLiteral("UPDATE runs SET rating = nullif(?, 0) WHERE id IN (SELECT value FROM json_each(?))"),
            {mark.rating});
    }

    void set(const std::vector<RunId> &runs, const SetNote &mark)
    {
        for (const RunId id : runs) {
            m_query.run(
                QStringLiteral("SELECT (SELECT note FROM run_notes WHERE run_id = runs.id) FROM runs WHERE id = ?"),
                {id.value});
            if (!m_query.next()) continue;
            const QString before = m_query.value(0).toString();
            if (before == mark.note) continue;
            changeInSearchIndex(m_query, id, [&] { writeNote(id, mark.note); });
            remember({id}, SetNote{before});
        }
    }

    void set(const std::vector<RunId> &runs, const AddTag &mark)
    {
        const QString tag = mark.tag.simplified();
        if (tag.isEmpty()) return refuse(mark.tag);
        qint64 id = tagId(tag);
        if (!id) {
            m_query.run(QStringLiteral("INSERT INTO tags (name) VALUES (?)"), {stored(tag)});
            id = m_query.insertedId();
        }
        const std::vector<RunId> changed =
            those(runs,
                  QStringLiteral("SELECT id FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
                                 "(SELECT 1 FROM run_tags WHERE tag_id = ? AND run_id = runs.id)"),
                  id);
        run(changed, QStringLiteral("INSERT INTO run_tags (tag_id, run_id) SELECT ?, value FROM json_each(?)"), {id});
        remember(changed, RemoveTag{tag});
    }

    void set(const std::vector<RunId> &runs, const RemoveTag &mark)
    {
        const qint64 id = tagId(mark.tag.simplified());
        if (!id) return;
        const std::vector<RunId> changed =
            those(runs,
                  QStringLiteral("SELECT run_id FROM run_tags WHERE run_id IN (SELECT value FROM json_each(?)) "
                                 "AND tag_id = ?"),
                  id);
        run(changed,
            QStringLiteral("DELETE FROM run_tags WHERE tag_id = ? AND run_id IN (SELECT value FROM json_each(?))"),
            {id});
        remember(changed, AddTag{mark.tag.simplified()});
    }

    void set(const std::vector<RunId> &runs, DeleteRuns)
    {
        const std::vector<RunId> changed =
            those(runs,
                  QStringLiteral("SELECT id FROM runs WHERE id IN (SELECT value FROM json_each(?)) "
                                 "AND deleted_at IS NULL AND status <> ?"),
                  int(RunStatus::Running));
        run(changed, QStringLiteral("UPDATE runs SET deleted_at = ? WHERE id IN (SELECT value FROM json_each(?))"),
            {QDateTime::currentMSecsSinceEpoch()});
        remember(changed, RestoreRuns{});
    }

    void set(const std::vector<RunId> &runs, RestoreRuns)
    {
        const std::vector<RunId> changed =
            those(runs,
                  QStringLiteral("SELECT id FROM runs WHERE id IN (SELECT value FROM json_each(?)) "
                                 "AND deleted_at IS NOT NULL AND status <> ?"),
                  int(RunStatus::Running));
        run(changed, QStringLiteral("UPDATE runs SET deleted_at = NULL WHERE id IN (SELECT value FROM json_each(?))"),
            {});
        remember(changed, DeleteRuns{});
    }

    void writeNote(RunId run, const QString &note)
    {
        if (note.isEmpty())
            m_query.run(QStringLiteral("DELETE FROM run_notes WHERE run_id = ?"), {run.value});
        else
            m_query.run(QStringLiteral("INSERT INTO run_notes (run_id, note) VALUES (?, ?) "
                                       "ON CONFLICT DO UPDATE SET note = excluded.note"),
                        {run.value, stored(note)});
    }

    qint64 tagId(const QString &tag)
    {
        m_query.run(QStringLiteral("SELECT id, name FROM tags"));
        while (m_query.next())
            if (m_query.value(1).toString().compare(tag, Qt::CaseInsensitive) == 0)
                return m_query.value(0).toLongLong();
        return 0;
    }

    /// Those of @p runs that @p sql finds for @p value.
    std::vector<RunId> those(const std::vector<RunId> &runs, const QString &sql, qint64 value)
    {
        m_query.run(sql, {runList(runs), value});
        return runsFrom(m_query);
    }

    void run(const std::vector<RunId> &runs, const QString &sql, const QVariantList &values)
    {
        if (!runs.empty()) m_query.run(sql, values + QVariantList{runList(runs)});
    }

    template <class Mark> void remember(const std::vector<RunId> &runs, const Mark &mark)
    {
        if (!runs.empty()) m_undo.push_back({runs, mark});
    }

    void refuse(const QString &what) { m_refusal = makeError(ErrorCode::BadParameter, what); }

    SqlQuery m_query;
    MarkChanges m_undo;
    std::optional<Error> m_refusal;
};

} // namespace

Result<MarkChanges> applyMarks(const QSqlDatabase &db, const MarkChanges &changes)
{
    SqlTransaction transaction(db);
    if (transaction.error()) return *transaction.error();
    Marker marker(db);
    for (const MarkChange &change : changes)
        marker.apply(change);
    if (const std::optional<Error> error = marker.error()) return *error;
    if (const Outcome committed = transaction.commit(); !committed) return committed.error();
    return marker.undo();
}

} // namespace burin

#include "core/store/filedrafts.h"

#include "core/store/libraryrows.h"
#include "core/store/storedvalues.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace burin {

namespace {

QString storedCases(const std::vector<ValueSet> &cases)
{
    QJsonArray list;
    for (const ValueSet &set : cases)
        list.append(toJson(set));
    return QString::fromUtf8(compactJson(QJsonDocument(list)));
}

std::vector<ValueSet> casesIn(const QString &json)
{
    std::vector<ValueSet> cases;
    for (const QJsonValue &set : QJsonDocument::fromJson(json.toUtf8()).array())
        cases.push_back(valueSetFrom(set.toObject()));
    return cases;
}

/// Never NULL, also for null bytes.
QVariant storedBytes(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

Outcome saveFileDraft(const QSqlDatabase &db, const FileDraft &draft)
{
    SqlQuery query(db);
    query.run(QStringLiteral("INSERT INTO file_drafts (path, saved_at, base, base_hash, draft, cases) "
                             "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET saved_at = excluded.saved_at, "
                             "base = excluded.base, base_hash = excluded.base_hash, draft = excluded.draft, "
                             "cases = excluded.cases"),
              {stored(draft.path), QDateTime::currentMSecsSinceEpoch(), storedBytes(draft.base),
               QCryptographicHash::hash(draft.base, QCryptographicHash::Sha256), storedDraft(draft.draft),
               storedCases(draft.cases)});
    return query.outcome();
}

Result<std::optional<FileDraft>> loadFileDraft(const QSqlDatabase &db, const QString &path)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT base, draft, cases FROM file_drafts WHERE path = ?"), {stored(path)});
    if (!query.next()) {
        if (query.error()) return *query.error();
        return std::optional<FileDraft>();
    }
    FileDraft draft{path, query.value(0).toByteArray()};
    const QString json = query.value(1).toString();
    draft.cases = casesIn(query.value(2).toString());
    draft.draft = readDraft(query, json, {}, {});
    return std::optional(draft);
}

Outcome discardFileDraft(const QSqlDatabase &db, const QString &path)
{
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM file_drafts WHERE path = ?"), {stored(path)});
    return query.outcome();
}

Outcome moveFileDraft(const QSqlDatabase &db, const QString &from, const QString &to)
{
    SqlQuery query(db);
    query.run(QStringLiteral("UPDATE OR REPLACE file_drafts SET path = ? WHERE path = ?"), {stored(to), stored(from)});
    return query.outcome();
}

Result<QHash<QString, QByteArray>> fileDrafts(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT path, base_hash FROM file_drafts"));
    QHash<QString, QByteArray> drafts;
    while (query.next())
        drafts.insert(query.value(0).toString(), query.value(1).toByteArray());
    if (query.error()) return *query.error();
    return drafts;
}

} // namespace burin

#include "core/store/keyvalue.h"

#include "core/base/logging.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QDateTime>
#include <QJsonDocument>

namespace burin {

Outcome saveDocument(const QSqlDatabase &db, const QString &name, const QJsonObject &document)
{
    SqlQuery query(db);
    query.run(QStringLiteral("INSERT INTO documents (name, json, saved_at) VALUES (?, ?, ?) "
                             "ON CONFLICT (name) DO UPDATE SET json = excluded.json, saved_at = excluded.saved_at"),
              {name, QString::fromUtf8(compactJson(QJsonDocument(document))), QDateTime::currentMSecsSinceEpoch()});
    return query.outcome();
}

Result<std::optional<QJsonObject>> loadDocument(const QSqlDatabase &db, const QString &name)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT json FROM documents WHERE name = ?"), {name});
    if (!query.next()) {
        if (query.error()) return *query.error();
        return std::optional<QJsonObject>();
    }
    const QJsonDocument document = QJsonDocument::fromJson(query.value(0).toString().toUtf8());
    if (document.isObject()) return std::optional(document.object());
    qCWarning(logStore).noquote() << "document" << name << "is not JSON and is ignored";
    return std::optional<QJsonObject>();
}

} // namespace burin

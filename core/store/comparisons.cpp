#include "core/store/comparisons.h"

#include "core/base/logging.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <QJsonDocument>

namespace burin {

Outcome saveComparison(const QSqlDatabase &db, const Comparison &comparison)
{
    SqlQuery query(db);
    query.run(QStringLiteral("INSERT INTO comparisons (key, name, json, saved_at) VALUES (?, ?, ?, ?) "
                             "ON CONFLICT (key) DO UPDATE SET name = excluded.name, json = excluded.json, "
                             "saved_at = excluded.saved_at"),
              {stored(comparison.key), stored(comparison.name),
               QString::fromUtf8(compactJson(QJsonDocument(toJson(comparison)))), QDateTime::currentMSecsSinceEpoch()});
    return query.outcome();
}

Result<std::vector<ComparisonEntry>> comparisons(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT key, name, saved_at FROM comparisons ORDER BY saved_at DESC, key"));
    std::vector<ComparisonEntry> entries;
    while (query.next())
        entries.push_back({query.value(0).toString(), query.value(1).toString(), timeFrom(query.value(2))});
    if (query.error()) return *query.error();
    return entries;
}

Result<std::optional<Comparison>> loadComparison(const QSqlDatabase &db, const QString &key)
{
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT json FROM comparisons WHERE key = ?"), {stored(key)});
    if (!query.next()) {
        if (query.error()) return *query.error();
        return std::optional<Comparison>();
    }
    const QJsonDocument document = QJsonDocument::fromJson(query.value(0).toString().toUtf8());
    if (document.isObject()) return std::optional(comparisonFrom(document.object()));
    qCWarning(logStore) << "a comparison is not JSON and is ignored";
    return std::optional<Comparison>();
}

Outcome removeComparison(const QSqlDatabase &db, const QString &key)
{
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM comparisons WHERE key = ?"), {stored(key)});
    return query.outcome();
}

} // namespace burin

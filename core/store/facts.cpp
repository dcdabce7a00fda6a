#include "core/store/facts.h"

#include "core/store/sqlquery.h"

namespace burin {

Result<StoreFacts> storeFacts(const QSqlDatabase &db)
{
    StoreFacts facts;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT sqlite_version()"));
    if (query.next()) facts.sqliteVersion = query.value(0).toString();
    query.run(QStringLiteral("PRAGMA user_version"));
    if (query.next()) facts.schemaVersion = query.value(0).toInt();
    if (query.error()) return *query.error();
    return facts;
}

} // namespace burin

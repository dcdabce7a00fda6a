#include "core/store/sqltransaction.h"

#include "core/store/sqlquery.h"

#include <QSqlQuery>

namespace burin {

SqlTransaction::SqlTransaction(const QSqlDatabase &db, Durability durability) : m_db(db), m_durability(durability)
{
    SqlQuery query(m_db);
    if (m_durability == Durability::PowerLoss) query.run(QStringLiteral("PRAGMA synchronous = FULL"));
    m_open = query.run(QStringLiteral("BEGIN IMMEDIATE"));
    m_error = query.error();
}

SqlTransaction::~SqlTransaction()
{
    // SQLite may have rolled back by itself (disk full); then this one fails, and nothing is lost by that.
    if (m_open) QSqlQuery(m_db).exec(QStringLiteral("ROLLBACK"));
    if (m_durability == Durability::PowerLoss) QSqlQuery(m_db).exec(QStringLiteral("PRAGMA synchronous = NORMAL"));
}

Outcome SqlTransaction::commit()
{
    if (m_error) return *m_error;
    SqlQuery query(m_db);
    m_open = !query.run(QStringLiteral("COMMIT"));
    return query.outcome();
}

} // namespace burin

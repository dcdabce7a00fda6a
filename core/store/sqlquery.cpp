#include "core/store/sqlquery.h"

#include "core/base/logging.h"
#include "core/store/sqlite.h"

#include <QSqlError>

#include <sqlite3.h>

namespace burin {

SqlQuery::SqlQuery(const QSqlDatabase &db) : m_db(db), m_query(db)
{
    m_query.setForwardOnly(true);
}

bool SqlQuery::run(const QString &sql, const QVariantList &values)
{
    if (m_error) return false;
    bool done = m_query.prepare(sql);
    for (int i = 0; done && i < values.size(); ++i)
        m_query.bindValue(i, values.at(i));
    done = done && m_query.exec();
    if (!done) fail();
    return done;
}

bool SqlQuery::next()
{
    if (m_error) return false;
    if (m_query.next()) return true;
    if (m_query.lastError().isValid()) fail();
    return false;
}

void SqlQuery::fail()
{
    const QSqlError error = m_query.lastError();
    m_error = sqliteError(error.nativeErrorCode().toInt(), databaseFile(m_db), error.databaseText());
    if (error.nativeErrorCode().toInt() == SQLITE_INTERRUPT) return; // nobody waits for it
    // The statement's text is ours; the values, which are the user's, are not logged.
    qCWarning(logStore).noquote() << "statement failed:" << m_error->detail << "in" << m_query.lastQuery();
}

Outcome SqlQuery::outcome() const
{
    if (m_error) return *m_error;
    return Done{};
}

} // namespace burin

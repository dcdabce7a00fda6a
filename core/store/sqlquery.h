#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <optional>

namespace burin {

/// One prepared statement after the other on a connection. The first failure sticks and what follows is skipped, so a
/// sequence of statements is checked once, at its end. Values are bound by position.
class SqlQuery {
public:
    explicit SqlQuery(const QSqlDatabase &db);

    /// False from the first failure on.
    bool run(const QString &sql, const QVariantList &values = {});
    /// The next row; false at the end and after a failure.
    bool next();
    QVariant value(int column) const { return m_query.value(column); }
    /// By name: for wide rows that are read once.
    QVariant value(const QString &column) const { return m_query.value(column); }
    QVariant value(QLatin1StringView column) const { return m_query.value(QString(column)); }
    /// Rows changed by the last statement.
    int changed() const { return m_query.numRowsAffected(); }
    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }

    const std::optional<Error> &error() const { return m_error; }
    Outcome outcome() const;

private:
    void fail();

    QSqlDatabase m_db;
    QSqlQuery m_query;
    std::optional<Error> m_error;
};

} // namespace burin

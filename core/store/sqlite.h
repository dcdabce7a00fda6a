#pragma once

#include "core/domain/error.h"

#include <QSqlDatabase>

struct sqlite3;

namespace burin {

/// The library's own handle of an open connection, for what QtSql has no words for. Owned by the connection.
sqlite3 *sqliteHandle(const QSqlDatabase &db);

/// The file behind an open connection; empty for one in memory.
QString databaseFile(const QSqlDatabase &db);

/// A result code of SQLite (plain or extended) as one of our errors about the database @p file.
Error sqliteError(int resultCode, const QString &file, const QString &detail);

} // namespace burin

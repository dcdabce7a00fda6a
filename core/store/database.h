#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/store/openprogress.h"

#include <QSqlDatabase>
#include <QString>

namespace burin {

/// Opens (or makes) the profile's database @p folder/burin.sqlite on the calling thread: folder 0700, file 0600, WAL,
/// foreign keys on, schema migrated in one transaction a file. A database that is damaged, not ours or newer than this
/// program is left untouched, byte for byte, and an error says so. @p name is the Qt connection's name.
/// An earlier schema is copied first, to burin.sqlite.vN-backup beside it.
Result<QSqlDatabase> openDatabase(const QString &folder, const QString &name, const OpenProgress &progress = {});
/// The same schema in memory, for tests.
Result<QSqlDatabase> openInMemory(const QString &name);
/// Closes the connection and forgets its name; every copy of @p db must be gone by then.
void closeDatabase(QSqlDatabase &db);

/// The highest migration that this program has.
int schemaVersion();

/// The failure of a query as one of our errors: full disk, read-only, damaged, or storage.
Error storageError(const QSqlError &error);

} // namespace burin

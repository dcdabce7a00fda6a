#include "core/store/sqlite.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QVariant>

#include <sqlite3.h>

#include <cstring>

namespace burin {

sqlite3 *sqliteHandle(const QSqlDatabase &db)
{
    const QVariant handle = db.driver()->handle();
    if (!handle.isValid() || std::strcmp(handle.typeName(), "sqlite3*") != 0) return nullptr;
    return *static_cast<sqlite3 *const *>(handle.constData());
}

QString databaseFile(const QSqlDatabase &db)
{
    sqlite3 *handle = db.isOpen() ? sqliteHandle(db) : nullptr;
    return handle ? QFile::decodeName(sqlite3_db_filename(handle, "main")) : QString();
}

Error sqliteError(int resultCode, const QString &file, const QString &detail)
{
    switch (resultCode & 0xff) {
    case SQLITE_FULL:
        return makeError(ErrorCode::DiskFull, {}, detail);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return makeError(ErrorCode::ReadOnly, QFileInfo(file).path(), detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return makeError(ErrorCode::Corrupt, file, detail);
    default:
        return makeError(ErrorCode::Storage, {}, detail);
    }
}

} // namespace burin

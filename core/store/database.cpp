#include "core/store/database.h"

#include "core/store/backup.h"
#include "core/store/databasefile.h"
#include "core/store/migrations.h"
#include "core/store/opening.h"
#include "core/store/sqlfunctions.h"
#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlError>
#include <QUrl>
#include <QUuid>

#include <sqlite3.h>

namespace burin {

namespace {

enum class Store { File, NewFile, Memory };

/// Opens what is there; never makes a file.
Result<QSqlDatabase> connectTo(const QString &path, const QString &name)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    if (path.isEmpty()) {
        db.setDatabaseName(QStringLiteral(":memory:"));
    } else {
        const QString uri = QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded);
        db.setDatabaseName(uri + QLatin1StringView("?mode=rw"));
    }
    db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"));
    if (db.open()) return db;
    const QSqlError error = db.lastError();
    const Error failure = sqliteError(error.nativeErrorCode().toInt(), path, error.databaseText());
    closeDatabase(db);
    return failure;
}

Outcome configure(const QSqlDatabase &db, Store store)
{
    sqlite3_db_config(sqliteHandle(db), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (const Outcome added = addSqlFunctions(db); !added) return added;
    SqlQuery query(db);
    if (store == Store::NewFile) query.run(QStringLiteral("PRAGMA page_size = 16384")); // 1.2 × the text, not 1.6 ×
    if (store == Store::File) query.run(QStringLiteral("PRAGMA journal_mode = WAL"));
    for (const char *pragma :
         {"foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", "synchronous = NORMAL",
          "temp_store = MEMORY", "cache_size = -16000", "journal_size_limit = 67108864"})
        query.run(QStringLiteral("PRAGMA %1").arg(QLatin1StringView(pragma)));
    return query.outcome();
}

/// A copy of the database beside it, for this user only, before its schema changes.
Outcome backUp(const QSqlDatabase &db, const QString &path, int version, const OpenProgress &progress)
{
    return copyDatabase(db, QStringLiteral("%1.v%2-backup").arg(path).arg(version), progress);
}

/// A new database under another name first: under its own name it is never seen without its schema, so that an empty
/// file there always means damage.
Outcome createDatabase(const QString &path, const QString &name, const std::vector<Migration> &migrations)
{
    const QString temporary = path + QLatin1StringView(".new-") + QUuid::createUuid().toString(QUuid::Id128);
    if (const Outcome made = createPrivateFile(temporary); !made) return made;
    Result<QSqlDatabase> db = connectTo(temporary, name);
    Outcome outcome = db ? configure(*db, Store::NewFile) : db.error();
    if (outcome) outcome = migrate(*db, migrations);
    if (db) closeDatabase(db.value());
    if (outcome) return publishFile(temporary, path);
    QFile::remove(temporary);
    return outcome;
}

/// Where a file that exists stands, and where it is to get.
struct Upgrade {
    int version;
    const std::vector<Migration> &migrations;
    const OpenProgress &progress;
};

Outcome prepare(const QSqlDatabase &db, const QString &path, const Upgrade &upgrade)
{
    if (const Outcome done = configure(db, Store::File); !done) return done;
    if (upgrade.version < int(upgrade.migrations.size())) {
        if (const Outcome copied = backUp(db, path, upgrade.version, upgrade.progress); !copied) return copied;
        if (const Outcome done = migrate(db, upgrade.migrations); !done) return done;
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return Done{};
}

} // namespace

Result<QSqlDatabase> openDatabase(const QString &folder, const QString &name, const OpenProgress &progress)
{
    return openDatabaseWith(folder, name, builtInMigrations(), progress);
}

Result<QSqlDatabase> openDatabaseWith(const QString &folder, const QString &name,
                                      const std::vector<Migration> &migrations, const OpenProgress &progress)
{
    const QString absolute = QDir::cleanPath(QDir(folder).absolutePath());
    const QString path = absolute + QLatin1StringView("/burin.sqlite");
    if (const Outcome made = prepareFolder(absolute); !made) return made.error();
    const int newest = int(migrations.size());
    Result<std::optional<int>> version = inspectFile(path, newest);
    if (version && !version.value()) {
        if (const Outcome made = createDatabase(path, name, migrations); !made) return made.error();
        version = inspectFile(path, newest);
    }
    if (!version) return version.error();
    if (!version.value()) return makeError(ErrorCode::ReadOnly, absolute); // removed at this very moment
    Result<QSqlDatabase> db = connectTo(path, name);
    if (!db) return db;
    if (const Outcome ready = prepare(*db, path, {**version, migrations, progress}); !ready) {
        closeDatabase(db.value());
        return ready.error();
    }
    return db;
}

Result<QSqlDatabase> openInMemory(const QString &name)
{
    Result<QSqlDatabase> db = connectTo({}, name);
    if (!db) return db;
    Outcome ready = configure(*db, Store::Memory);
    if (ready) ready = migrate(*db, builtInMigrations());
    if (ready) return db;
    closeDatabase(db.value());
    return ready.error();
}

void closeDatabase(QSqlDatabase &db)
{
    const QString name = db.connectionName();
    db.close();
    db = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

int schemaVersion()
{
    return int(builtInMigrations().size());
}

Error storageError(const QSqlError &error)
{
    return sqliteError(error.nativeErrorCode().toInt(), {}, error.databaseText());
}

} // namespace burin

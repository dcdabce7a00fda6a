#include "core/store/migrations.h"

#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"
#include "core/store/sqltransaction.h"

#include <QDir>

#include <sqlite3.h>

#include <algorithm>

namespace burin {

namespace {

std::vector<Migration> readMigrations()
{
    std::vector<Migration> migrations;
    const QDir folder(QStringLiteral(":/burin/migrations"));
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        migrations.push_back({name.section(u'_', 0, 0).toInt(), name, opened ? file.readAll() : QByteArray()});
        Q_ASSERT(migrations.back().number == int(migrations.size()));
    }
    return migrations;
}

/// QSQLITE takes one statement at a time, and triggers have semicolons inside: SQLite itself knows where each ends.
Outcome executeScript(const QSqlDatabase &db, const Migration &migration)
{
    char *message = nullptr;
    const int code = sqlite3_exec(sqliteHandle(db), migration.sql.constData(), nullptr, nullptr, &message);
    if (code == SQLITE_OK) return Done{};
    const QString detail = migration.name + QLatin1StringView(": ") + QString::fromUtf8(message);
    sqlite3_free(message);
    return sqliteError(code, databaseFile(db), detail);
}

Result<int> userVersion(const QSqlDatabase &db)
{
    SqlQuery query(db);
    query.run(QStringLiteral("PRAGMA user_version"));
    if (query.next()) return query.value(0).toInt();
    return query.error().value_or(makeError(ErrorCode::Storage));
}

Outcome apply(const QSqlDatabase &db, const Migration &migration)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    const Result<int> version = userVersion(db);
    if (!version) return version.error();
    if (*version >= migration.number) return Done{};
    if (const Outcome done = executeScript(db, migration); !done) return done;
    SqlQuery query(db);
    query.run(QStringLiteral("PRAGMA application_id = %1").arg(ApplicationId));
    query.run(QStringLiteral("PRAGMA user_version = %1").arg(migration.number));
    if (query.error()) return *query.error();
    return transaction.commit();
}

} // namespace

const std::vector<Migration> &builtInMigrations()
{
    static const std::vector<Migration> migrations = readMigrations();
    return migrations;
}

Outcome migrate(const QSqlDatabase &db, const std::vector<Migration> &migrations)
{
    const Result<int> version = userVersion(db);
    if (!version) return version.error();
    for (const Migration &migration : migrations) {
        if (migration.number <= *version) continue;
        if (const Outcome done = apply(db, migration); !done) return done;
    }
    return Done{};
}

} // namespace burin

#include "core/store/backup.h"

#include "core/store/databasefile.h"
#include "core/store/sqlite.h"
#include "core/store/sqlquery.h"

#include <QFile>
#include <QUrl>

#include <sqlite3.h>

#include <memory>

namespace burin {

namespace {

constexpr int PagesAStep = 512; // 8 MiB
constexpr int BusyWait = 50;    // ms

/// The target's other name while it is written. What a killed copy left goes: a log of another file would be taken for
/// that of the new one.
QString beginCopy(const QString &target)
{
    const QString temporary = target + QLatin1StringView(".part");
    for (const char *part : {"", "-journal", "-wal", "-shm"})
        QFile::remove(temporary + QLatin1StringView(part));
    return temporary;
}

Outcome endCopy(const QString &temporary, const QString &target, const Outcome &copied)
{
    if (copied) return replaceFile(temporary, target);
    QFile::remove(temporary);
    return copied;
}

int copyPages(sqlite3 *from, sqlite3 *to, const OpenProgress &progress)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup) return sqlite3_errcode(to);
    for (;;) {
        const int code = sqlite3_backup_step(backup, PagesAStep);
        const int pages = sqlite3_backup_pagecount(backup);
        if (progress && pages > 0) progress(1 - double(sqlite3_backup_remaining(backup)) / pages);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
            sqlite3_sleep(BusyWait); // another process writes
        else if (code != SQLITE_OK)
            break;
    }
    return sqlite3_backup_finish(backup);
}

Outcome copyInto(const QSqlDatabase &db, const QString &file, const OpenProgress &progress)
{
    sqlite3 *handle = nullptr;
    int code = sqlite3_open_v2(file.toUtf8().constData(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> copy(handle, &sqlite3_close);
    // A copy that is cut off is thrown away, so it needs no journal of its own; afterwards it is one file, without a
    // log.
    if (code == SQLITE_OK) code = sqlite3_exec(handle, "PRAGMA journal_mode = OFF", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) code = copyPages(sqliteHandle(db), handle, progress);
    if (code == SQLITE_OK) code = sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return Done{};
    return sqliteError(code, file, QString::fromUtf8(sqlite3_errmsg(handle)));
}

} // namespace

Outcome copyDatabase(const QSqlDatabase &db, const QString &target, const OpenProgress &progress)
{
    const QString temporary = beginCopy(target);
    if (const Outcome made = createPrivateFile(temporary); !made) return made;
    return endCopy(temporary, target, copyInto(db, temporary, progress));
}

Outcome copyCompactly(const QSqlDatabase &db, const QString &target)
{
    const QString temporary = beginCopy(target);
    if (const Outcome made = createPrivateFile(temporary); !made) return made; // SQLite alone makes it readable to all
    SqlQuery query(db);
    query.run(QStringLiteral("VACUUM INTO ?"), {temporary});
    return endCopy(temporary, target, query.outcome());
}

} // namespace burin

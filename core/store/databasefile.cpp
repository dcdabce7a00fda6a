#include "core/store/databasefile.h"

#include "core/store/migrations.h"
#include "core/store/sqlite.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>
#include <QUrl>

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace burin {

namespace {

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

Error systemError(const QString &folder, int code)
{
    const ErrorCode kind = code == ENOSPC || code == EDQUOT ? ErrorCode::DiskFull : ErrorCode::ReadOnly;
    return makeError(kind, folder, QString::fromLocal8Bit(std::strerror(code)));
}

Error damaged(const QString &path, const char *why)
{
    return makeError(ErrorCode::Corrupt, path, QCoreApplication::translate("Store", why));
}

/// What the first bytes of the file say, without SQLite. A file shorter than its own page count was cut off; with a
/// write-ahead log beside it, the log may hold the rest.
Outcome checkHeader(const QString &path, bool hasLog)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::ReadOnly, QFileInfo(path).path(), file.errorString());
    if (file.size() == 0) return damaged(path, QT_TRANSLATE_NOOP("Store", "The file is empty."));
    const QByteArray header = file.read(100);
    if (header.size() < 100 || !header.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return damaged(path, QT_TRANSLATE_NOOP("Store", "The file is not a database."));
    const auto word = [&header](int offset) { return qFromBigEndian<quint32>(header.constData() + offset); };
    const quint32 rawPageSize = qFromBigEndian<quint16>(header.constData() + 16);
    const qint64 pageSize = rawPageSize == 1 ? 65536 : rawPageSize;
    const bool countIsValid = word(24) == word(92);
    if (!hasLog && countIsValid && file.size() < pageSize * word(28))
        return damaged(path, QT_TRANSLATE_NOOP("Store", "The file was cut off."));
    return Done{};
}

/// Opens for looking only. Without a log beside it, the file is opened as immutable, so that SQLite makes no files.
Connection openToLook(const QString &path, bool hasLog)
{
    const QString uri = QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded) +
                        QLatin1StringView(hasLog ? "?mode=ro" : "?immutable=1");
    sqlite3 *handle = nullptr;
    sqlite3_open_v2(uri.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_busy_timeout(handle, 5000);
    return {handle, &sqlite3_close};
}

/// Brings a file or a folder to the disk, as far as the file system does that.
void synchronize(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file);
    ::close(file);
}

Result<qint64> firstNumber(sqlite3 *handle, const QString &path, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    const qint64 value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    if (code == SQLITE_ROW) return value;
    const Error error = sqliteError(code, path, QString::fromUtf8(sqlite3_errmsg(handle)));
    return error;
}

Result<std::optional<int>> readVersion(const QString &path, int newest, bool hasLog)
{
    const Connection connection = openToLook(path, hasLog);
    const auto tables = firstNumber(connection.get(), path, "SELECT count(*) FROM sqlite_schema"); // reads all of it
    if (!tables) return tables.error();
    const auto application = firstNumber(connection.get(), path, "PRAGMA application_id");
    if (!application) return application.error();
    if (quint32(*application) != ApplicationId)
        return damaged(path, QT_TRANSLATE_NOOP("Store", "The file is the database of another program."));
    const auto version = firstNumber(connection.get(), path, "PRAGMA user_version");
    if (!version) return version.error();
    if (*version > newest) return makeError(ErrorCode::SchemaTooNew, path);
    return std::optional(int(*version));
}

} // namespace

Outcome prepareFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.isDir()) return Done{};
    if (info.exists()) return systemError(folder, ENOTDIR);
    if (const QString parent = info.absolutePath(); parent != folder) {
        if (const Outcome made = prepareFolder(parent); !made) return systemError(folder, ENOENT);
    }
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST) return Done{};
    return systemError(folder, errno);
}

Outcome createPrivateFile(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return systemError(QFileInfo(path).path(), errno);
    ::close(file);
    return Done{};
}

Outcome publishFile(const QString &temporary, const QString &path)
{
    const QByteArray from = QFile::encodeName(temporary);
    const QByteArray to = QFile::encodeName(path);
    int code = ::link(from.constData(), to.constData()) == 0 ? 0 : errno;
    // File systems without hard links: there, two first starts at the same moment are not told apart.
    if (code == EPERM || code == ENOTSUP) code = ::rename(from.constData(), to.constData()) == 0 ? 0 : errno;
    ::unlink(from.constData());
    if (code != 0 && code != EEXIST) return systemError(QFileInfo(path).path(), code);
    synchronize(QFileInfo(path).path()); // the name itself survives a power loss
    return Done{};
}

Outcome replaceFile(const QString &temporary, const QString &path)
{
    synchronize(temporary);
    if (::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(path).constData()) != 0)
        return systemError(QFileInfo(path).path(), errno);
    synchronize(QFileInfo(path).path());
    return Done{};
}

Result<std::optional<int>> inspectFile(const QString &path, int newest)
{
    const QFileInfo info(path);
    if (!info.exists()) return std::optional<int>();
    if (!info.isFile()) return damaged(path, QT_TRANSLATE_NOOP("Store", "It is not a regular file."));
    const auto hasLog = [&path] { return QFileInfo::exists(path + QLatin1StringView("-wal")); };
    bool logBefore = hasLog();
    Outcome header = checkHeader(path, logBefore);
    Result<std::optional<int>> version = header ? readVersion(path, newest, logBefore) : header.error();
    if (!version && hasLog() != logBefore) { // another instance opened or closed it at this moment: look again
        logBefore = !logBefore;
        header = checkHeader(path, logBefore);
        version = header ? readVersion(path, newest, logBefore) : header.error();
    }
    if (!version) return version;
    for (const QString &needed : {path, info.path()}) {
        if (::faccessat(AT_FDCWD, QFile::encodeName(needed).constData(), R_OK | W_OK, AT_EACCESS) != 0)
            return makeError(ErrorCode::ReadOnly, info.path(), QString::fromLocal8Bit(std::strerror(errno)));
    }
    return version;
}

} // namespace burin

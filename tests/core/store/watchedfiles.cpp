#include "watchedfiles.h"

#include <QFile>

#include <sqlite3.h>

#include <cstring>
#include <new>

namespace burin {

namespace {

const WatchedFiles *current = nullptr;
sqlite3_vfs *plain = nullptr; // SQLite's own

/// A file as SQLite sees it; its own one lies behind it in memory.
struct WatchedFile {
    sqlite3_file base;
    QString *path;

    sqlite3_file *own() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

WatchedFile *watched(sqlite3_file *file)
{
    return reinterpret_cast<WatchedFile *>(file);
}

sqlite3_file *own(sqlite3_file *file)
{
    return watched(file)->own();
}

int ask(sqlite3_file *file, FileStep::Kind kind, qint64 offset = 0, const QByteArray &bytes = {})
{
    return current ? current->ask({kind, *watched(file)->path, offset, bytes}) : SQLITE_OK;
}

int closeFile(sqlite3_file *file)
{
    const int code = own(file)->pMethods->xClose(own(file));
    delete watched(file)->path;
    watched(file)->path = nullptr;
    return code;
}

int readFile(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    return own(file)->pMethods->xRead(own(file), bytes, count, offset);
}

int writeFile(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    const int code = ask(file, FileStep::Kind::Write, offset, QByteArray(static_cast<const char *>(bytes), count));
    return code != SQLITE_OK ? code : own(file)->pMethods->xWrite(own(file), bytes, count, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const int code = ask(file, FileStep::Kind::Truncate, size);
    return code != SQLITE_OK ? code : own(file)->pMethods->xTruncate(own(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    const int code = ask(file, FileStep::Kind::Sync);
    return code != SQLITE_OK ? code : own(file)->pMethods->xSync(own(file), flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return own(file)->pMethods->xFileSize(own(file), size);
}

int lockFile(sqlite3_file *file, int level)
{
    return own(file)->pMethods->xLock(own(file), level);
}

int unlockFile(sqlite3_file *file, int level)
{
    return own(file)->pMethods->xUnlock(own(file), level);
}

int checkLock(sqlite3_file *file, int *result)
{
    return own(file)->pMethods->xCheckReservedLock(own(file), result);
}

int controlFile(sqlite3_file *file, int operation, void *argument)
{
    return own(file)->pMethods->xFileControl(own(file), operation, argument);
}

int sectorSize(sqlite3_file *file)
{
    return own(file)->pMethods->xSectorSize(own(file));
}

int characteristics(sqlite3_file *file)
{
    return own(file)->pMethods->xDeviceCharacteristics(own(file));
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return own(file)->pMethods->xShmMap(own(file), page, size, extend, memory);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return own(file)->pMethods->xShmLock(own(file), offset, count, flags);
}

void barrier(sqlite3_file *file)
{
    own(file)->pMethods->xShmBarrier(own(file));
}

int unmapShared(sqlite3_file *file, int remove)
{
    return own(file)->pMethods->xShmUnmap(own(file), remove);
}

constexpr sqlite3_io_methods methods = {2,           closeFile,   readFile,        writeFile,  truncateFile,
                                        syncFile,    fileSize,    lockFile,        unlockFile, checkLock,
                                        controlFile, sectorSize,  characteristics, mapShared,  lockShared,
                                        barrier,     unmapShared, nullptr,         nullptr};

int openFile(sqlite3_vfs *, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
{
    const int code = plain->xOpen(plain, name, own(file), flags, outFlags);
    file->pMethods = own(file)->pMethods ? &methods : nullptr;
    if (file->pMethods) watched(file)->path = new QString(QFile::decodeName(name));
    return code;
}

sqlite3_vfs watching = {};

} // namespace

WatchedFiles::WatchedFiles()
{
    Q_ASSERT(!current);
    current = this;
    plain = sqlite3_vfs_find(nullptr);
    watching = *plain; // all but opening is as it was; its functions get the plain one's data
    watching.szOsFile = int(sizeof(WatchedFile)) + plain->szOsFile;
    watching.pNext = nullptr;
    watching.zName = "watched";
    watching.xOpen = openFile;
    sqlite3_vfs_register(&watching, 1);
}

WatchedFiles::~WatchedFiles()
{
    sqlite3_vfs_unregister(&watching);
    sqlite3_vfs_register(plain, 1);
    current = nullptr;
}

int WatchedFiles::ask(const FileStep &step) const
{
    return m_watcher ? m_watcher(step) : SQLITE_OK;
}

} // namespace burin

#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace burin {

/// Something that SQLite does to a file.
struct FileStep {
    enum class Kind { Write, Truncate, Sync } kind = Kind::Write;
    QString file;      ///< Its path.
    qint64 offset = 0; ///< Of a write; the new size for Truncate.
    QByteArray bytes;  ///< Of a write.
};

/// While it lives, all connections of this process that are opened go through it, without knowing: SQLite's own files
/// under another name, with a look at every step before it is done. Close the connections before it goes. One at a
/// time; for one thread.
class WatchedFiles {
public:
    /// SQLITE_OK lets the step happen, another result code makes it fail with that.
    using Watcher = std::function<int(const FileStep &step)>;

    WatchedFiles();
    ~WatchedFiles();
    Q_DISABLE_COPY_MOVE(WatchedFiles)

    /// Empty: nobody looks.
    void watch(Watcher watcher) { m_watcher = std::move(watcher); }
    int ask(const FileStep &step) const;

private:
    Watcher m_watcher;
};

} // namespace burin

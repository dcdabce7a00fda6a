#pragma once

#include "core/domain/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <vector>

namespace burin {

// A folder of prompt files that is opened as a library and kept in git: what changed on disk since it was last looked
// at, and writing that overwrites nothing it has not read.

/// A file of the folder, as a listing found it or as it was last read or written.
struct FolderFile {
    QString path;    ///< Below the folder, with "/".
    qint64 size = 0; ///< Bytes.
    QDateTime modified = {};
    QByteArray hash = {};  ///< SHA-256 of the bytes; empty = not looked at.
    bool isEdited = false; ///< Of the known state: there are edits in Burin that no file has yet.
    bool operator==(const FolderFile &) const = default;
};

/// What a scan found. Each path is in one of the lists, and each list is sorted.
struct FolderChanges {
    QStringList added;
    QStringList changed;   ///< On disk alone: read it again.
    QStringList removed;   ///< On disk, and not edited here.
    QStringList conflicts; ///< On disk and here: changed, or removed, while there are edits.
    bool operator==(const FolderChanges &) const = default;
};

/// The files whose hash has to be found before changesIn(): those whose size or time is not the known one.
QStringList filesToHash(const std::vector<FolderFile> &listed, const std::vector<FolderFile> &known);
/// Compares by hash where @p listed has one; a file without one counts as unchanged.
FolderChanges changesIn(const std::vector<FolderFile> &listed, const std::vector<FolderFile> &known);

/// SHA-256 of @p bytes.
QByteArray folderHash(const QByteArray &bytes);

/// Writes @p bytes whole or not at all, and only over the file that was read: FileChanged when what is on disk has not
/// the hash @p expected, which is empty for a file that must not exist yet. Answers the hash of what was written.
/// Blocks while it writes; not for the GUI thread on slow disks.
Result<QByteArray> writeOver(const QString &path, const QByteArray &bytes, const QByteArray &expected);

} // namespace burin

#include "core/exchange/promptfolder.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QSaveFile>

#include <algorithm>

namespace burin {

namespace {

QHash<QString, FolderFile> byPath(const std::vector<FolderFile> &files)
{
    QHash<QString, FolderFile> all;
    for (const FolderFile &file : files)
        all.insert(file.path, file);
    return all;
}

/// The hash of the file at @p path; nothing when there is none.
Result<std::optional<QByteArray>> hashOnDisk(const QString &path)
{
    QFile file(path);
    if (!file.exists()) return std::optional<QByteArray>();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return makeError(ErrorCode::DocumentUnreadable, path, file.errorString());
    return std::optional(hash.result());
}

} // namespace

QStringList filesToHash(const std::vector<FolderFile> &listed, const std::vector<FolderFile> &known)
{
    const QHash<QString, FolderFile> before = byPath(known);
    QStringList paths;
    for (const FolderFile &file : listed) {
        const auto old = before.constFind(file.path);
        if (old == before.constEnd() || old->size != file.size || old->modified != file.modified) paths += file.path;
    }
    return paths;
}

FolderChanges changesIn(const std::vector<FolderFile> &listed, const std::vector<FolderFile> &known)
{
    const QHash<QString, FolderFile> now = byPath(listed);
    const QHash<QString, FolderFile> before = byPath(known);
    FolderChanges changes;
    for (const FolderFile &file : now)
        if (!before.contains(file.path)) changes.added += file.path;
    for (const FolderFile &old : before) {
        const auto file = now.constFind(old.path);
        const bool isGone = file == now.constEnd();
        if (!isGone && (file->hash.isEmpty() || file->hash == old.hash)) continue;
        (old.isEdited ? changes.conflicts : isGone ? changes.removed : changes.changed) += old.path;
    }
    for (QStringList *list : {&changes.added, &changes.changed, &changes.removed, &changes.conflicts})
        list->sort();
    return changes;
}

QByteArray folderHash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

Result<QByteArray> writeOver(const QString &path, const QByteArray &bytes, const QByteArray &expected)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return makeError(ErrorCode::FileNotWritten, path, file.errorString());
    // As late as can be: what another program writes after this is lost to it, not seen here.
    const Result<std::optional<QByteArray>> found = hashOnDisk(path);
    if (!found) return found.error();
    if (found->value_or(QByteArray()) != expected) return makeError(ErrorCode::FileChanged, path);
    if (!file.commit()) return makeError(ErrorCode::FileNotWritten, path, file.errorString());
    return folderHash(bytes);
}

} // namespace burin

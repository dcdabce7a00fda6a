#pragma once

#include "core/domain/diskfolder.h"
#include "core/domain/library.h"
#include "core/exchange/promptfolder.h"

#include <QHash>

#include <functional>

namespace burin {

/// A prompt file as a scan read it.
struct ScannedFile {
    FolderFile file;
    QString title = {};
    QStringList tags = {};
    QString text = {};    ///< What is searched: title, path, tags and messages; cut after some thousand characters.
    QString problem = {}; ///< Why it is no prompt; one sentence.
    /// A rename of other content may leave size and time as they are: what was this fresh is looked at once more.
    bool isFresh = false;
    bool operator==(const ScannedFile &) const = default;
};

/// A folder of prompt files as a scan found it.
struct FolderScan {
    QString root;                        ///< Whole path.
    std::vector<ScannedFile> files = {}; ///< In order of their paths.
    QStringList directories = {};        ///< Whole paths, the root included: what is to be watched.
    QString problem = {};                ///< Why it is not whole; one sentence.
    bool operator==(const FolderScan &) const = default;
};

/// Limits of a scan. Beyond them the scan says that it is not whole.
inline constexpr int MostPromptFiles = 20'000;
inline constexpr int MostFolders = 5'000;
inline constexpr int DeepestFolder = 32;

/// All *.prompt.yml and *.prompt.yaml below @p root, which are read unless @p before has them with the same size and
/// time. Hidden folders and links to files or folders are left out, so that it always ends and stays within the folder.
/// Stops early, with what it has, once @p stopped says so. Blocks on the disk: for the pool.
FolderScan scanFolder(const QString &root, const FolderScan &before, const std::function<bool()> &stopped);

/// The path of the one file of @p scan that has the content @p hash and is not in @p before: what a file that is gone
/// was renamed to. Empty when there is none, or more than one.
QString renamedTo(const QByteArray &hash, const FolderScan &scan, const FolderScan &before);

/// Files with drafts: whole path → SHA-256 of what the draft is written on.
using FileDrafts = QHash<QString, QByteArray>;

/// What the library shows of @p scans for @p query; files that are gone and have a draft are there too.
std::vector<DiskFolder> foldersFor(const std::vector<FolderScan> &scans, const FileDrafts &drafts,
                                   const LibraryQuery &query);

} // namespace burin

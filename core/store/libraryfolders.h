#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/library.h"

#include <QSqlDatabase>

#include <vector>

namespace burin {

// Folders of the library, by path. Each function is one transaction. BadParameter for an empty path.

/// With those above it; nothing happens when it is there.
Outcome createFolder(const QSqlDatabase &db, const QString &path);
/// Renames or moves a folder with all in it. One that is there already takes it in. BadParameter for a place within
/// itself.
Outcome moveFolder(const QSqlDatabase &db, const QString &path, const QString &target);

/// What went with a folder, to bring it back.
struct DeletedFolder {
    QStringList paths;
    std::vector<PromptId> prompts;
};
/// The folder, those below it, and (softly) all prompts in them.
Result<DeletedFolder> deleteFolder(const QSqlDatabase &db, const QString &path);
Outcome restoreFolder(const QSqlDatabase &db, const DeletedFolder &folder);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/diskfolder.h"
#include "core/domain/error.h"

#include <QHash>
#include <QSqlDatabase>

#include <optional>

namespace burin {

// What is written on prompt files of folders on disk and not saved in them, so that a crash loses none of it. Each
// function is one transaction.

/// Replaces what was kept for the file before.
Outcome saveFileDraft(const QSqlDatabase &db, const FileDraft &draft);
/// Nullopt if there is none.
Result<std::optional<FileDraft>> loadFileDraft(const QSqlDatabase &db, const QString &path);
Outcome discardFileDraft(const QSqlDatabase &db, const QString &path);
/// The file was renamed; what was kept for @p to is replaced.
Outcome moveFileDraft(const QSqlDatabase &db, const QString &from, const QString &to);
/// Whole paths of the files that have one → SHA-256 of what it is written on.
Result<QHash<QString, QByteArray>> fileDrafts(const QSqlDatabase &db);

} // namespace burin

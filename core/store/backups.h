#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <chrono>

namespace burin {

// Copies of the profile's database in its folder "backups", named burin-YYYYMMDD-HHMMSS.sqlite by UTC. These functions
// open a connection of their own and may take minutes for a large file: for a thread of the pool.

struct BackupPlan {
    std::chrono::days every{7}; ///< 0 = none is made.
    int keep = 3;               ///< The newest; at least 1.
};

/// Makes one when the newest is older than the plan says, or there is none; then removes those beyond what is kept. The
/// new file, or an empty name when none was due. What is not named as above is never removed.
Result<QString> backUpWhenDue(const QString &folder, const BackupPlan &plan, const QDateTime &now);
/// Makes one at @p target, which must not exist.
Outcome backUpTo(const QString &folder, const QString &target);
/// Newest first.
QStringList backupsIn(const QString &folder);

/// Reads all of the file's pages and says what is wrong with them, if anything: empty = sound. Quicker than a check of
/// what they mean.
Result<QStringList> checkPages(const QString &folder);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QString>

#include <optional>

namespace burin {

// The database as a file: what can be known and done before it is opened for writing.

/// Makes the folder and its parents as needed, for this user only. One that exists keeps its permissions.
Outcome prepareFolder(const QString &folder);

/// Makes an empty file that only this user can read. Fails if there is one.
Outcome createPrivateFile(const QString &path);

/// Gives @p temporary its final name unless another process was faster; @p temporary is gone then, too.
Outcome publishFile(const QString &temporary, const QString &path);

/// Gives @p temporary its final name, in place of a file that has it, once its bytes are on the disk.
Outcome replaceFile(const QString &temporary, const QString &path);

/// The schema's version of the file at @p path, or nullopt if there is no file. Looks without changing anything, not
/// even a time stamp. Corrupt: damaged, cut short or not ours. SchemaTooNew: beyond @p newest. ReadOnly: not writable.
Result<std::optional<int>> inspectFile(const QString &path, int newest);

} // namespace burin

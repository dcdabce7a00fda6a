#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/librarychange.h"

#include <QSqlDatabase>

namespace burin {

/// Applies @p change. The value takes a deletion back, and a move of prompts out of one folder; after another change it
/// is the empty one.
Result<LibraryChange> applyChange(const QSqlDatabase &db, const LibraryChange &change);

} // namespace burin

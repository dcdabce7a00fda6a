#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/markchange.h"

#include <QSqlDatabase>

namespace burin {

/// What the user thinks of runs, in one transaction. The value takes it back: it is about those runs only that were
/// changed, so a run that had a tag before keeps it. A run that is not there is left out. BadParameter for a tag
/// without a letter and for a rating out of range.
Result<MarkChanges> applyMarks(const QSqlDatabase &db, const MarkChanges &changes);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/runcontext.h"

#include <QSqlDatabase>

namespace burin {

/// What stands around @p id. RunNotFound if there is no such run. A handful of look-ups by index, whatever the size of
/// the history.
Result<RunContext> loadRunContext(const QSqlDatabase &db, RunId id);

} // namespace burin

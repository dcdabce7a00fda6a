#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>
#include <QUuid>

namespace burin {

/// What a new run's row has beside its record.
struct RunOrigin {
    QUuid key;            ///< See core/store/runkeys.h.
    QDate day;            ///< Local.
    int hour = 0;         ///< Local, 0 to 23.
    QDateTime importedAt; ///< UTC; invalid = it is made here.
};

/// The origin of a run that begins here and now, or did at @p createdAt.
RunOrigin originHere(const QDateTime &createdAt);

/// Writes the rows of a run that is running and belongs to this process: runs, run_contents and its day. Within the
/// caller's transaction.
Result<RunId> insertRun(const QSqlDatabase &db, const RunRecord &record, const RunOrigin &origin);

} // namespace burin

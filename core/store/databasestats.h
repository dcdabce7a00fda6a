#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

namespace burin {

/// How large a database is and of what. Bytes.
struct DatabaseStats {
    int schemaVersion = 0;
    qint64 runs = 0;           ///< All that the figures count, deleted ones included.
    qint64 deletedRuns = 0;    ///< Hidden from the history.
    qint64 purgedRuns = 0;     ///< Of these, the ones whose texts are gone.
    qint64 textBytes = 0;      ///< Prompts, answers, reasoning, refusals: as sent and received, UTF-8.
    qint64 sharedBytes = 0;    ///< Of these, what is in the file once although several runs have it.
    qint64 recordingBytes = 0; ///< As packed.
    qint64 fileBytes = 0;      ///< Without the log beside it.
    qint64 freeBytes = 0;      ///< Of the file: free for what is written next.
    qint64 backlogRuns = 0;    ///< Not in the search yet, or otherwise to be brought up to date.
};

/// Reads every text: some seconds for a million runs.
Result<DatabaseStats> databaseStats(const QSqlDatabase &db);
/// Writes the file anew without what is free in it; needs as much room again for that time.
Outcome compactDatabase(const QSqlDatabase &db);

} // namespace burin

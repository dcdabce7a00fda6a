#pragma once

#include "core/base/result.h"
#include "core/domain/portablerun.h"

#include <QSqlDatabase>

#include <vector>

namespace burin {

/// The runs of @p ids that have ended and were not thrown away, in that order. Only reads.
Result<std::vector<PortableRun>> loadPortableRuns(const QSqlDatabase &db, const std::vector<RunId> &ids);

/// What became of one run that was to be taken in.
struct TakenRun {
    enum class Fate { Added, Present, Refused };
    Fate fate = Fate::Added;
    RunId id;       ///< Here; of Refused invalid.
    QString reason; ///< Of Refused: the database's words.
};

/// Takes @p runs into the history, in one transaction that survives a power loss: with contents, attempts, ledger,
/// search and rollups, as if they had ended here, on their own days. A run that is there already, also a deleted one,
/// stays as it is; so taking the same runs again changes nothing. A run that the database refuses is left out and the
/// others are taken. Give older runs first: what a run goes on with is looked up when it is taken.
Result<std::vector<TakenRun>> takeRuns(const QSqlDatabase &db, const std::vector<PortableRun> &runs);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/history.h"
#include "core/domain/markchange.h"
#include "core/domain/replay.h"
#include "core/domain/runcontext.h"

#include <QFuture>

#include <functional>

namespace burin {

/// Where the history page gets its runs. Answers may come from any thread; those of superseded questions are ignored.
struct HistorySource {
    std::function<QFuture<Result<RunPage>>(const RunQuery &, const RunPlace &, int limit)> page;
    /// Counts on behind a run.
    std::function<QFuture<Result<RunStretch>>(const RunQuery &, RunId before, int limit)> stretch;
    /// Only the ids of a part of the list, for a change of many runs at once.
    std::function<QFuture<Result<std::vector<RunId>>>(const RunQuery &, const RunPlace &, int limit)> ids;
    std::function<QFuture<Result<RunRecord>>(RunId)> run;
    std::function<QFuture<Result<RunFacets>>()> facets;
    /// The value takes the change back.
    std::function<QFuture<Result<MarkChanges>>(const MarkChanges &)> mark;
    /// Nobody waits any more for the pages and stretches that were asked for. Empty = they come all the same.
    std::function<void()> supersede = {};
    std::function<QFuture<Result<std::vector<Replay>>>(RunId)> replays = {}; ///< Empty = nothing is ever recorded.
    std::function<QFuture<Result<RunContext>>(RunId)> context = {};          ///< Empty = nothing stands around a run.
};

} // namespace burin

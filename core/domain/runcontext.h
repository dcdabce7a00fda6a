#pragma once

#include "core/base/id.h"
#include "core/domain/marks.h"

#include <optional>
#include <vector>

namespace burin {

/// What stands around a run and may change after it ended: marks, runs that belong to it, names of what it came from.
struct RunContext {
    RunMarks marks;
    std::vector<RunId> continuedBy = {}; ///< Runs that go on with its answer, oldest first.
    RunId previous = {};                 ///< The run before it of the same prompt; invalid = none.
    RunId next = {};                     ///< The run after it of the same prompt.
    int version = 0;                     ///< Number of the library's version it was made from; 0 = of none.
    QStringList labels = {};             ///< That this version has now.
    QString batch = {};                  ///< Name of the batch or comparison; empty = it was asked for alone.
    std::optional<int> lane = {};        ///< In the batch, from 0.
    std::optional<int> repetition = {};  ///< Of the lane, from 0.
    bool operator==(const RunContext &) const = default;
};

} // namespace burin

#pragma once

#include "core/domain/run.h"

#include <optional>

namespace burin {

/// How a run should end: what a scenario of the simulator promises.
struct Expectation {
    RunStatus status = RunStatus::Completed;
    std::vector<ErrorCode> errors; ///< Any of them, as the client's luck will have it; empty = no error.
    std::optional<int> attempts;   ///< Nullopt = any number.
    bool operator==(const Expectation &) const = default;
};

/// What became of @p record, in the same terms.
Expectation outcomeOf(const RunRecord &record);
/// Whether @p record ended as expected.
bool meets(const RunRecord &record, const Expectation &expected);

} // namespace burin

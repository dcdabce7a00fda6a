#pragma once

#include "core/domain/error.h"
#include "core/domain/run.h"

#include <chrono>
#include <variant>

namespace burin {

/// Another attempt follows after this wait.
struct RetryAfter {
    std::chrono::milliseconds delay{0};
};
/// No other attempt; this is the error to show (a rate limit with a long wait becomes LongWait).
struct GiveUp {
    Error error;
};
using RetryDecision = std::variant<RetryAfter, GiveUp>;

struct RetryFacts {
    Error error;
    int retriesDone = 0;
    bool usedOnce = false;   ///< A RetryRule::Once retry already happened in this run.
    bool hadContent = false; ///< Then nothing is automatic: the text is kept and the user decides.
    double jitter = 0.5;     ///< In [0, 1).
};

/// Pure: the retry schedule, the catalog's rules, Retry-After and x-should-retry.
RetryDecision decideRetry(const RetryFacts &facts, const RetrySettings &settings);

} // namespace burin

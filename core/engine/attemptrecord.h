#pragma once

#include "core/cost/pricing.h"
#include "core/engine/attempttask.h"

namespace burin {

/// What is known when an attempt has ended.
struct AttemptFacts {
    const AttemptTask::Ending &ending;
    const Answer &answer;
    const ChatRequest &request; ///< As it was sent.
    PricingInput pricing;       ///< Its usage is not read.
};

/// @p begun with what became of it, its usage, and its receipt. Pure.
Attempt completed(Attempt begun, const AttemptFacts &facts, const PriceBook &prices);

/// Makes @p attempt's answer that of the run: the last one counts, since none follows one that had content.
void adopt(RunRecord &record, const Attempt &attempt, const AttemptFacts &facts);

/// A record of @p spec before its first attempt.
RunRecord beginningOf(const RunSpec &spec);

/// Fills in the end: status, times, the sum of the attempts, and a finish reason that goes with the status.
void conclude(RunRecord &record, RunStatus status, std::optional<Error> error);

} // namespace burin

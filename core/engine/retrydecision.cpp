#include "core/engine/retrydecision.h"

#include "core/net/retrypolicy.h"

namespace burin {

namespace {

RetryRule ruleOf(const Error &error)
{
    if (error.serverSaysRetry) return *error.serverSaysRetry ? RetryRule::Automatic : RetryRule::Never;
    return error.row().retry;
}

Error tooLongToWait(const Error &error)
{
    if (error.category() != ErrorCategory::RateLimit) return error;
    Error longWait = error;
    longWait.code = ErrorCode::LongWait;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retryAfter);
    longWait.argument = QString::number(seconds.count());
    return longWait;
}

} // namespace

RetryDecision decideRetry(const RetryFacts &facts, const RetrySettings &settings)
{
    const Error &error = facts.error;
    const RetryRule rule = ruleOf(error);
    if (facts.hadContent || rule == RetryRule::Never || rule == RetryRule::Offer) return GiveUp{error};
    if (error.retryAfter && *error.retryAfter > settings.longestServerWait) return GiveUp{tooLongToWait(error)};
    if (rule == RetryRule::Once) {
        const bool allowed = !facts.usedOnce && facts.retriesDone < settings.retries;
        return allowed ? RetryDecision(RetryAfter{}) : RetryDecision(GiveUp{error});
    }
    const RetrySchedule schedule{.retries = settings.retries, .initial = settings.initial, .cap = settings.cap};
    const auto delay = delayBefore(facts.retriesDone + 1, schedule, facts.jitter, error.retryAfter);
    return delay ? RetryDecision(RetryAfter{*delay}) : RetryDecision(GiveUp{error});
}

} // namespace burin

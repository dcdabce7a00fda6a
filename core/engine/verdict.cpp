#include "core/engine/verdict.h"

#include "core/cost/pricing.h"
#include "core/providers/errormap.h"
#include "core/providers/provider.h"

namespace burin {

namespace {

constexpr int InvalidFramesTolerated = 20;

bool isComplete(const Answer &answer)
{
    return answer.terminated || answer.finished;
}

bool isMalformed(const Answer &answer)
{
    return answer.invalidFrames >= InvalidFramesTolerated || answer.invalidFrames > answer.understoodFrames;
}

/// Whether the reported usage is the last word. A report from the middle of a stream is not: it may be the first of
/// several. Of a stream that ended with the provider's own error it is, unless less is reported than arrived.
bool isFinalReport(const Answer &answer)
{
    if (isComplete(answer)) return true;
    if (!answer.failure || !answer.usage.output) return false;
    return *answer.usage.output >= estimateTokens(answer.text) / 2;
}

/// Status and headers belong to every error that has an HTTP answer.
Error withResponse(Error error, const ResponseFacts &facts)
{
    if (error.httpStatus == 0) error.httpStatus = facts.result.status;
    if (error.requestId.isEmpty()) error.requestId = requestIdOf(facts.result.headers);
    return error;
}

std::optional<Error> incomplete(const ResponseFacts &facts)
{
    if (facts.result.fault != TransportFault::None) return transportError(facts.profile, facts.result, facts.timeouts);
    if (facts.bytes == 0) return makeError(ErrorCode::EmptyResponse);
    if (isMalformed(facts.answer) && !facts.answer.hasContent() && facts.answer.understoodFrames == 0)
        return makeError(ErrorCode::BadResponse, facts.profile.baseUrl.authority());
    if (isMalformed(facts.answer)) return makeError(ErrorCode::MalformedStream);
    return makeError(ErrorCode::Truncated);
}

} // namespace

std::optional<Error> judge(const ResponseFacts &facts)
{
    const Answer &answer = facts.answer;
    const HttpResult &result = facts.result;
    if (result.fault == TransportFault::Cancelled) return std::nullopt;
    const bool refused = result.status != 0 && (result.status < 200 || result.status >= 300 || result.status == 204);
    if (refused) return withResponse(facts.provider.decodeError(facts.profile, result, facts.errorBody), facts);
    if (facts.problem) return withResponse(*facts.problem, facts);
    if (answer.failure) return withResponse(*answer.failure, facts);
    if (!isComplete(answer)) {
        const std::optional<Error> error = incomplete(facts);
        return error ? std::optional(withResponse(*error, facts)) : std::nullopt;
    }
    if (answer.invalidFrames >= InvalidFramesTolerated)
        return withResponse(makeError(ErrorCode::MalformedStream), facts);
    if (answer.finishReason == FinishReason::Error) return withResponse(makeError(ErrorCode::FinishedWithError), facts);
    if (answer.finishReason == FinishReason::ContentFilter && !answer.hasContent())
        return withResponse(makeError(ErrorCode::ContentFilter), facts);
    return std::nullopt;
}

RunStatus statusOf(const Answer &answer, const std::optional<Error> &error, TransportFault fault)
{
    if (fault == TransportFault::Cancelled && !isComplete(answer)) return RunStatus::Cancelled;
    if (!error) return RunStatus::Completed;
    if (!answer.hasContent()) return error->code == ErrorCode::ContentFilter ? RunStatus::Blocked : RunStatus::Failed;
    return error->category() == ErrorCategory::Network ? RunStatus::Truncated : RunStatus::Partial;
}

Billing billingOf(const Answer &answer, const std::optional<Error> &error, const HttpResult &result)
{
    if (answer.usage.source == Usage::Source::Reported)
        return isFinalReport(answer) ? Billing::Exact : Billing::Estimated;
    if (answer.hasContent() || (!error && result.fault == TransportFault::None)) return Billing::Estimated;
    if (!result.sent) return Billing::None;
    return error ? error->row().billing : Billing::Unknown;
}

} // namespace burin

#include "core/engine/attemptnews.h"

namespace burin {

namespace {

using Kind = AttemptNews::Kind;

constexpr int FirstServerError = 500;
constexpr int FirstClientError = 400;

bool isTransient(const Error &error)
{
    return error.row().retry == RetryRule::Automatic || error.row().retry == RetryRule::Once;
}

Kind kindOf(const std::optional<Error> &error, const HttpResult &result)
{
    if (result.fault == TransportFault::Cancelled) return Kind::Nothing;
    if (!error) return Kind::Success;
    const ErrorCategory category = error->category();
    if (category == ErrorCategory::RateLimit) return Kind::RateLimited;
    if (result.status >= FirstServerError) return Kind::Failure;
    if (category == ErrorCategory::Timeout) return Kind::Failure;
    if (category == ErrorCategory::Network && isTransient(*error)) return Kind::Failure;
    return result.status >= FirstClientError ? Kind::Alive : Kind::Nothing;
}

} // namespace

AttemptNews newsOf(const std::optional<Error> &error, const HttpResult &result, const QDateTime &now)
{
    return {.kind = kindOf(error, result),
            .retryAfter = error ? error->retryAfter : std::nullopt,
            .limits = rateLimits(result.headers, now)};
}

bool concernsKey(const Error &error)
{
    return error.code == ErrorCode::RejectedKey || error.code == ErrorCode::PaymentRequired ||
           error.code == ErrorCode::InsufficientQuota;
}

} // namespace burin

#pragma once

#include "core/domain/error.h"
#include "core/engine/ratelimits.h"
#include "core/net/httprequest.h"

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// What the end of an attempt tells about the place it was sent to.
struct AttemptNews {
    enum class Kind {
        Nothing,     ///< Cancelled, never sent, or failed for a reason of this computer's.
        Success,     ///< A whole answer.
        Alive,       ///< Refused, but by a server that works.
        Failure,     ///< Unreachable, silent or broken.
        RateLimited, ///< Too much was sent.
    };

    Kind kind = Kind::Nothing;
    std::optional<std::chrono::milliseconds> retryAfter; ///< As the server asked.
    std::vector<RateLimit> limits;
    qint64 tokens = 0; ///< What the attempt took of a quota of tokens.
};

/// Pure. @p error is the attempt's; nullopt = it succeeded or was cancelled, as result.fault tells.
AttemptNews newsOf(const std::optional<Error> &error, const HttpResult &result, const QDateTime &now);

/// Whether @p error stops everything that is sent with the same key: a rejected key, no credit, a spend cap.
bool concernsKey(const Error &error);

} // namespace burin

#pragma once

#include "core/net/httprequest.h"

#include <QDateTime>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// One quota as a provider tells it in its headers.
struct RateLimit {
    enum class Unit { Requests, Tokens, InputTokens, OutputTokens };

    Unit unit = Unit::Requests;
    std::optional<qint64> limit;        ///< In one period.
    qint64 remaining = 0;               ///< Until the reset.
    std::chrono::milliseconds reset{0}; ///< From the answer on.
    bool operator==(const RateLimit &) const = default;
};

/// The quotas in @p headers: x-ratelimit-{limit,remaining,reset}[-{requests,tokens}] (OpenAI, Groq, Mistral,
/// OpenRouter …) and anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}. A reset
/// is a duration ("1m30s", "120ms"), seconds, a Unix time in seconds or milliseconds, or an RFC 3339 time, which is
/// measured against the Date header, else @p now. One that lacks or garbles what is remaining or its reset is left out.
std::vector<RateLimit> rateLimits(const HttpHeaders &headers, const QDateTime &now);

/// The time to leave between two requests so that the quotas last until they are filled again; zero while plenty is
/// left. @p tokens is what a request takes of a quota of tokens. Pure.
std::chrono::milliseconds spacingFor(const std::vector<RateLimit> &limits, qint64 tokens);

} // namespace burin

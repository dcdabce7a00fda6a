#pragma once

#include "core/net/httprequest.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace burin {

/// When to try again. All durations in milliseconds.
struct RetrySchedule {
    int retries = 3;
    std::chrono::milliseconds initial{2'000};
    double factor = 2;
    std::chrono::milliseconds cap{30'000}; ///< Applied after the jitter.
};

/// The wait before retry @p retry (1, 2, …), or nullopt when there is none left. The first retry already waits
/// schedule.initial. @p jitter is in [0, 1) and scales the wait by [0.5, 1.5); @p retryAfter is a lower bound. Pure.
std::optional<std::chrono::milliseconds> delayBefore(int retry, const RetrySchedule &schedule, double jitter,
                                                     std::optional<std::chrono::milliseconds> retryAfter = {});

/// What the server asks to wait: retry-after-ms, Retry-After in seconds (fractions allowed) or as an HTTP date
/// (RFC 9110 §5.6.7; measured against the Date header, else @p now). Nullopt for none, negative or senseless ones.
std::optional<std::chrono::milliseconds> retryAfter(const HttpHeaders &headers, const QDateTime &now);

/// x-should-retry, as the OpenAI and Anthropic servers send it.
std::optional<bool> shouldRetryHeader(const HttpHeaders &headers);

} // namespace burin

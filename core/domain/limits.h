#pragma once

#include "core/domain/run.h"

#include <QJsonArray>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

/// The retries that suit a use; the user's settings start from them.
enum class RetryPreset {
    Interactive, ///< 3 from 2 s, none longer than 30 s; a server's wait is obeyed up to 60 s.
    Batch,       ///< The same, but nobody sits there: up to 300 s.
    Embedding,   ///< 3 from 1 s.
    Network,     ///< 5 from 1 s, none longer than 16 s: for small requests that cost nothing.
};
RetrySettings retryPreset(RetryPreset preset);

/// How long a run may take and how often it is tried.
struct RunLimits {
    Timeouts timeouts;
    RetrySettings retry;
    bool operator==(const RunLimits &) const = default;
};

/// What a limit is looked up for.
struct LimitSubject {
    RunUse use = RunUse::Interactive;
    QString providerId = {};
    QString model = {};
    QString prompt = {}; ///< Title; empty = none.
};

/// Limits that the user set for some runs only; what is not set follows the less specific ones.
struct LimitOverride {
    /// From the least specific to the most: a later one wins.
    enum class Scope { Use, Provider, Model, Prompt };

    Scope scope = Scope::Provider;
    QString name; ///< "interactive" or "batch", a provider's id, a model's id, or a prompt's title.
    std::optional<milliseconds> connect = {};
    std::optional<milliseconds> firstContent = {};
    std::optional<milliseconds> idle = {};
    std::optional<milliseconds> total = {};
    std::optional<milliseconds> run = {};
    std::optional<int> retries = {};
    std::optional<milliseconds> initial = {};
    std::optional<milliseconds> cap = {};
    std::optional<milliseconds> longestServerWait = {};
    bool operator==(const LimitOverride &) const = default;
};

/// @p base with every override that fits @p subject, the most specific last. Names are compared without case. Pure.
RunLimits resolved(const RunLimits &base, const std::vector<LimitOverride> &overrides, const LimitSubject &subject);

/// For the settings document: an array of objects with scope, name and, in seconds, what is set.
QJsonArray toJson(const std::vector<LimitOverride> &overrides);
/// Rows that make no sense are left out; negative figures and those beyond a day (retries: beyond 100) count as not
/// set.
std::vector<LimitOverride> limitsFrom(const QJsonArray &json);

} // namespace burin

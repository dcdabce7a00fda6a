#pragma once

#include <QtGlobal>

#include <optional>

namespace burin {

/// Tokens of one attempt in one normal form, whatever the provider includes in what.
/// Invariant where given: cachedInput + cacheWrite ≤ input and reasoning ≤ output. Nullopt: not given, never 0 instead.
struct Usage {
    enum class Source { None, Reported, Estimated };

    std::optional<qint64> input;       ///< All input tokens, cached and cache-written ones included.
    std::optional<qint64> cachedInput; ///< Read from the provider's cache.
    std::optional<qint64> cacheWrite;  ///< Written to the provider's cache, for whatever time.
    std::optional<qint64> output;      ///< All output tokens, reasoning included.
    std::optional<qint64> reasoning;
    Source source = Source::None;
    std::optional<qint64> cacheWriteHour = {}; ///< Of cacheWrite, the ones kept for an hour; priced apart.

    bool operator==(const Usage &) const = default;
};

} // namespace burin

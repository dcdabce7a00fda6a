#include "core/providers/openaiusage.h"

#include <cmath>

namespace burin {

namespace {

constexpr double PicoPerUsd = 1e12;
constexpr double MostUsd = 1e6; // for one answer; beyond it a double no longer tells single pico-dollars anyway
constexpr double MostTokens = 2147483647;
constexpr qint64 PicoPerXaiTick = 100; // 1e-10 USD, checked against the list prices of a recorded answer

/// Reasoning tokens stand beside the completion tokens, not inside. The total tells, if there is one.
bool addsReasoning(const Usage &usage, std::optional<qint64> total, const ProviderQuirks &quirks)
{
    if (!usage.input || !usage.output || !usage.reasoning) return false;
    if (total == *usage.input + *usage.output) return false;
    return quirks.reasoningAddsToOutput || total == *usage.input + *usage.output + *usage.reasoning;
}

/// Makes the parts fit into their wholes.
void normalise(Usage &usage, std::optional<qint64> total, const ProviderQuirks &quirks)
{
    if (addsReasoning(usage, total, quirks)) usage.output = *usage.output + *usage.reasoning;
    if (usage.output && usage.reasoning) usage.reasoning = qMin(*usage.reasoning, *usage.output);
    const qint64 cached = usage.cachedInput.value_or(0) + usage.cacheWrite.value_or(0);
    // More cached tokens than prompt tokens: this vendor counts them apart.
    if (usage.input && cached > *usage.input) usage.input = *usage.input + cached;
}

std::optional<Money> costOf(const QJsonObject &usage)
{
    const QJsonObject perplexity = usage.value(QLatin1StringView("cost")).toObject();
    if (const auto total = usdAmount(perplexity.value(QLatin1StringView("total_cost")))) return total;
    const auto ticks = tokenCount(usage.value(QLatin1StringView("cost_in_usd_ticks")));
    return ticks ? std::optional(*ticks * Money{PicoPerXaiTick}) : std::nullopt;
}

} // namespace

std::optional<qint64> tokenCount(const QJsonValue &value)
{
    if (!value.isDouble()) return std::nullopt;
    const double number = value.toDouble();
    if (!(number >= 0) || number > MostTokens || number != std::floor(number)) return std::nullopt;
    return qint64(number);
}

std::optional<Money> usdAmount(const QJsonValue &value)
{
    if (value.isString()) {
        const std::optional<Money> amount = parseUsd(value.toString());
        return amount && *amount >= Money{} ? amount : std::nullopt;
    }
    if (!value.isDouble()) return std::nullopt;
    const double usd = value.toDouble();
    if (!(usd >= 0) || usd > MostUsd) return std::nullopt;
    return Money{std::llround(usd * PicoPerUsd)};
}

std::optional<Money> routerCost(const QJsonObject &usage)
{
    const auto cost = usdAmount(usage.value(QLatin1StringView("cost")));
    const QJsonObject details = usage.value(QLatin1StringView("cost_details")).toObject();
    const auto upstream = usdAmount(details.value(QLatin1StringView("upstream_inference_cost")));
    const bool ownKey = usage.value(QLatin1StringView("is_byok")).toBool() && upstream;
    return ownKey ? std::optional(cost.value_or(Money{}) + *upstream) : cost;
}

std::optional<UsageReport> usageReport(const QJsonObject &object, const ProviderQuirks &quirks)
{
    const QJsonObject input = object.value(QLatin1StringView("prompt_tokens_details")).toObject();
    const QJsonObject output = object.value(QLatin1StringView("completion_tokens_details")).toObject();
    UsageReport report;
    Usage &usage = report.usage;
    usage.input = tokenCount(object.value(QLatin1StringView("prompt_tokens")));
    usage.output = tokenCount(object.value(QLatin1StringView("completion_tokens")));
    usage.cachedInput = tokenCount(input.value(QLatin1StringView("cached_tokens")));
    if (!usage.cachedInput) usage.cachedInput = tokenCount(object.value(QLatin1StringView("prompt_cache_hit_tokens")));
    usage.cacheWrite = tokenCount(input.value(QLatin1StringView("cache_write_tokens")));
    usage.reasoning = tokenCount(output.value(QLatin1StringView("reasoning_tokens")));
    if (!usage.reasoning) usage.reasoning = tokenCount(object.value(QLatin1StringView("reasoning_tokens")));
    normalise(usage, tokenCount(object.value(QLatin1StringView("total_tokens"))), quirks);
    if (usage.input || usage.output) usage.source = Usage::Source::Reported;
    report.cost = costOf(object);
    if (usage == Usage{} && !report.cost) return std::nullopt;
    return report;
}

} // namespace burin

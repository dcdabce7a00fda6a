#include "core/domain/limits.h"

#include <QJsonObject>

#include <algorithm>
#include <array>

namespace burin {

namespace {

using namespace std::chrono_literals;
using Scope = LimitOverride::Scope;
using Duration = std::optional<milliseconds> LimitOverride::*;

constexpr std::array scopeNames = {"use", "provider", "model", "prompt"};
constexpr double LongestSeconds = 24 * 3600;
constexpr int MostRetries = 100;

/// A duration with its name in the document and its place in the limits.
struct DurationRow {
    const char *name;
    Duration member;
    milliseconds Timeouts::*timeout;
    milliseconds RetrySettings::*retry;
};

constexpr DurationRow durations[] = {
    {"connect", &LimitOverride::connect, &Timeouts::connect, nullptr},
    {"first_content", &LimitOverride::firstContent, &Timeouts::firstContent, nullptr},
    {"idle", &LimitOverride::idle, &Timeouts::idle, nullptr},
    {"total", &LimitOverride::total, &Timeouts::total, nullptr},
    {"run", &LimitOverride::run, &Timeouts::run, nullptr},
    {"retry_initial", &LimitOverride::initial, nullptr, &RetrySettings::initial},
    {"retry_cap", &LimitOverride::cap, nullptr, &RetrySettings::cap},
    {"retry_longest_wait", &LimitOverride::longestServerWait, nullptr, &RetrySettings::longestServerWait},
};

QString nameIn(const LimitSubject &subject, Scope scope)
{
    switch (scope) {
    case Scope::Use:
        return subject.use == RunUse::Batch ? QStringLiteral("batch") : QStringLiteral("interactive");
    case Scope::Provider:
        return subject.providerId;
    case Scope::Model:
        return subject.model;
    case Scope::Prompt:
        return subject.prompt;
    }
    return {};
}

void apply(RunLimits &limits, const LimitOverride &row)
{
    for (const DurationRow &duration : durations) {
        const std::optional<milliseconds> value = row.*duration.member;
        if (!value) continue;
        if (duration.timeout)
            limits.timeouts.*duration.timeout = *value;
        else
            limits.retry.*duration.retry = *value;
    }
    limits.retry.retries = row.retries.value_or(limits.retry.retries);
}

std::optional<milliseconds> secondsFrom(const QJsonValue &value)
{
    const double seconds = value.toDouble(-1);
    if (seconds < 0 || seconds > LongestSeconds) return std::nullopt;
    return milliseconds(qRound64(seconds * 1000));
}

std::optional<LimitOverride> rowFrom(const QJsonObject &json)
{
    const QString scope = json.value(QLatin1StringView("scope")).toString();
    const auto name =
        std::ranges::find_if(scopeNames, [&scope](const char *n) { return scope == QLatin1StringView(n); });
    LimitOverride row;
    row.name = json.value(QLatin1StringView("name")).toString();
    if (name == scopeNames.end() || row.name.isEmpty()) return std::nullopt;
    row.scope = Scope(name - scopeNames.begin());
    for (const DurationRow &duration : durations)
        row.*duration.member = secondsFrom(json.value(QLatin1StringView(duration.name)));
    const int retries = json.value(QLatin1StringView("retries")).toInt(-1);
    if (retries >= 0 && retries <= MostRetries) row.retries = retries;
    return row;
}

QJsonObject toJson(const LimitOverride &row)
{
    QJsonObject json{{QStringLiteral("scope"), QLatin1StringView(scopeNames[size_t(row.scope)])},
                     {QStringLiteral("name"), row.name}};
    for (const DurationRow &duration : durations) {
        if (const std::optional<milliseconds> value = row.*duration.member)
            json.insert(QLatin1StringView(duration.name), double(value->count()) / 1000);
    }
    if (row.retries) json.insert(QLatin1StringView("retries"), *row.retries);
    return json;
}

} // namespace

RetrySettings retryPreset(RetryPreset preset)
{
    switch (preset) {
    case RetryPreset::Interactive:
        return {};
    case RetryPreset::Batch:
        return {.longestServerWait = 300s};
    case RetryPreset::Embedding:
        return {.initial = 1s, .longestServerWait = 300s};
    case RetryPreset::Network:
        return {.retries = 5, .initial = 1s, .cap = 16s};
    }
    return {};
}

RunLimits resolved(const RunLimits &base, const std::vector<LimitOverride> &overrides, const LimitSubject &subject)
{
    RunLimits limits = base;
    for (const Scope scope : {Scope::Use, Scope::Provider, Scope::Model, Scope::Prompt}) {
        const QString name = nameIn(subject, scope);
        for (const LimitOverride &row : overrides) {
            if (row.scope == scope && !name.isEmpty() && row.name.compare(name, Qt::CaseInsensitive) == 0)
                apply(limits, row);
        }
    }
    return limits;
}

QJsonArray toJson(const std::vector<LimitOverride> &overrides)
{
    QJsonArray json;
    for (const LimitOverride &row : overrides)
        json += toJson(row);
    return json;
}

std::vector<LimitOverride> limitsFrom(const QJsonArray &json)
{
    std::vector<LimitOverride> overrides;
    for (const QJsonValue &value : json) {
        if (const std::optional<LimitOverride> row = rowFrom(value.toObject())) overrides.push_back(*row);
    }
    return overrides;
}

} // namespace burin

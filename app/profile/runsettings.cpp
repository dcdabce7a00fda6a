#include "app/profile/runsettings.h"

#include <algorithm>

namespace burin {

namespace {

constexpr qint64 MiB = 1024 * 1024;

milliseconds seconds(const Settings &settings, const char *key)
{
    return milliseconds(qRound64(settings.number(key) * 1000));
}

} // namespace

Timeouts timeoutsFor(const Settings &settings, const ProviderProfile &provider, const QString &model)
{
    Timeouts timeouts = defaultTimeouts(provider, model);
    timeouts.connect = seconds(settings, setting::ConnectTimeout);
    timeouts.idle = seconds(settings, setting::IdleTimeout);
    if (const milliseconds firstContent = seconds(settings, setting::FirstContentTimeout); firstContent.count() > 0)
        timeouts.firstContent = firstContent;
    if (const milliseconds total = seconds(settings, setting::TotalTimeout); total.count() > 0) timeouts.total = total;
    return timeouts;
}

RetrySettings retrySettingsFrom(const Settings &settings)
{
    return {.retries = int(settings.number(setting::Retries)),
            .initial = seconds(settings, setting::RetryInitial),
            .cap = seconds(settings, setting::RetryCap),
            .longestServerWait = seconds(settings, setting::RetryLongestWait)};
}

RunLimits limitsFor(const Settings &settings, const ProviderProfile &provider, const LimitSubject &subject)
{
    RunLimits limits{timeoutsFor(settings, provider, subject.model), retrySettingsFrom(settings)};
    if (subject.use == RunUse::Batch)
        limits.retry.longestServerWait =
            std::max(limits.retry.longestServerWait, retryPreset(RetryPreset::Batch).longestServerWait);
    return resolved(limits, limitOverrides(settings), subject);
}

std::vector<LimitOverride> limitOverrides(const Settings &settings)
{
    return limitsFrom(settings.toJson().value(QLatin1StringView(setting::Limits)).toArray());
}

Settings withLimitOverrides(const Settings &settings, const std::vector<LimitOverride> &overrides)
{
    QJsonObject json = settings.toJson();
    json.insert(QLatin1StringView(setting::Limits), toJson(overrides));
    return Settings(json);
}

qint64 recordedBytesFrom(const Settings &settings)
{
    const bool records = settings.choice(setting::Recording) == QLatin1StringView("On");
    return records ? qint64(settings.number(setting::RecordingCap)) * MiB : 0;
}

qint64 recordingTotalFrom(const Settings &settings)
{
    return qint64(settings.number(setting::RecordingTotal)) * MiB;
}

std::vector<ErrorCategory> fallbackCategories(const QStringList &ids)
{
    std::vector<ErrorCategory> categories;
    for (const ErrorRow &row : errorCatalog()) {
        const bool known = std::ranges::count(categories, row.category) > 0;
        if (!known && ids.contains(toString(row.category))) categories.push_back(row.category);
    }
    return categories.empty() ? DefaultFallbackOn : categories;
}

BudgetPolicy budgetPolicyFrom(const Settings &settings)
{
    // The setting has whole cents, so nothing is lost to the double.
    constexpr qint64 PicoUsdPerCent = 10'000'000'000;
    const bool allow = settings.number(setting::UnpricedRuns) != 0;
    return {.approveAbove = qRound64(settings.number(setting::ApprovalLimit) * 100) * Money{PicoUsdPerCent},
            .unpriced = allow ? BudgetPolicy::Unpriced::Allow : BudgetPolicy::Unpriced::Refuse};
}

} // namespace burin

#pragma once

#include "core/cost/budget.h"
#include "core/domain/limits.h"
#include "core/domain/settings.h"

namespace burin {

/// The limits of a run as the user set them; what is left at 0 follows the model's family. Pure.
Timeouts timeoutsFor(const Settings &settings, const ProviderProfile &provider, const QString &model);
RetrySettings retrySettingsFrom(const Settings &settings);
/// Both, for a run at @p provider, with the overrides that fit @p subject. A batch obeys longer server waits.
RunLimits limitsFor(const Settings &settings, const ProviderProfile &provider, const LimitSubject &subject);
/// The limits for some runs only, as they are stored; and @p settings with @p overrides instead.
std::vector<LimitOverride> limitOverrides(const Settings &settings);
Settings withLimitOverrides(const Settings &settings, const std::vector<LimitOverride> &overrides);
/// Most bytes of a run that are recorded; 0 when recording is off.
qint64 recordedBytesFrom(const Settings &settings);
/// Most bytes that all recordings may take on the disk.
qint64 recordingTotalFrom(const Settings &settings);
/// The categories of errors that @p ids name, after which a fallback model is tried; the usual ones when none is.
std::vector<ErrorCategory> fallbackCategories(const QStringList &ids);
BudgetPolicy budgetPolicyFrom(const Settings &settings);

} // namespace burin

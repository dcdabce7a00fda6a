#pragma once

#include "core/cost/budget.h"
#include "core/domain/run.h"
#include "core/domain/settings.h"

namespace burin {

/// The limits of a run as the user set them; what is left at 0 follows the model's family. Pure.
Timeouts timeoutsFor(const Settings &settings, const ProviderProfile &provider, const QString &model);
RetrySettings retrySettingsFrom(const Settings &settings);
BudgetPolicy budgetPolicyFrom(const Settings &settings);

} // namespace burin

#pragma once

#include "core/domain/run.h"
#include "core/domain/settings.h"

namespace burin {

/// The limits of a run as the user set them; what is left at 0 follows the model's family. Pure.
Timeouts timeoutsFor(const Settings &settings, const ProviderProfile &provider, const QString &model);
RetrySettings retrySettingsFrom(const Settings &settings);
/// Most bytes of a run that are recorded; 0 when recording is off.
qint64 recordedBytesFrom(const Settings &settings);
/// Most bytes that all recordings may take on the disk.
qint64 recordingTotalFrom(const Settings &settings);

} // namespace burin

#pragma once

#include "app/cli/refusal.h"
#include "core/domain/run.h"

class QCommandLineParser;

namespace burin {

struct StoredProfile;

/// The options of run, which estimate has too.
void addRunOptions(QCommandLineParser &parser);

/// What the options ask for, with the templates rendered; without key, id and time. Reads the files named.
Checked<RunSpec> readRunSpec(const QCommandLineParser &parser);

/// @p spec as the user's settings want it where no option says otherwise: the provider's address, timeouts, retries.
Checked<RunSpec> adapted(const RunSpec &spec, const QCommandLineParser &parser, const StoredProfile &profile);

} // namespace burin

#pragma once

#include "app/cli/refusal.h"
#include "core/domain/run.h"

class QCommandLineParser;

namespace burin {

/// The options of run, which estimate has too.
void addRunOptions(QCommandLineParser &parser);

/// What the options ask for, with the templates rendered; without key, id and time. Reads the files named.
Checked<RunSpec> readRunSpec(const QCommandLineParser &parser);

} // namespace burin

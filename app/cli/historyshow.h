#pragma once

#include "core/domain/run.h"

#include <QString>

namespace burin {

/// Everything of a run, for a reader at a terminal.
QString runAsText(const RunRecord &record);

} // namespace burin

#pragma once

#include "core/prompt/rundiff.h"
#include "ui/common/celltable.h"

namespace burin {

/// The figures of two runs side by side, and what was added, in percent as well.
CellTable figureTable(const RunDiff &diff);
/// "run 7 · completed · gpt-5 · OpenAI · 14:05", ready to be shown as plain text.
QString runLine(const RunRecord &record);

} // namespace burin

#pragma once

#include "core/domain/run.h"
#include "ui/common/celltable.h"

namespace burin {

/// The attempts of @p record, a row each: where it went, what it waited, how it ended, what it cost and whether it may
/// have been charged. A column that would be empty in every row (what was left out) is not there.
CellTable attemptTable(const RunRecord &record);

} // namespace burin

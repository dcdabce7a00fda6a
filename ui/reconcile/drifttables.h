#pragma once

#include "core/domain/usagedrift.h"
#include "ui/common/celltable.h"

namespace burin {

/// A row for each day and model, and one for all together.
CellTable driftTable(const UsageDrift &drift);
/// Answers that only the file has, then those that only the ledger has.
CellTable unmatchedTable(const UsageDrift &drift);
/// The run behind a row of unmatchedTable(); invalid for one of the file.
RunId runOfUnmatched(const UsageDrift &drift, int row);
/// What was found, in sentences.
QString driftSummary(const UsageDrift &drift);

} // namespace burin

#pragma once

#include "core/domain/budgetreport.h"
#include "ui/common/celltable.h"

namespace burin {

/// Thresholds that were passed, as a table in the order given.
CellTable breachTable(const std::vector<BudgetBreach> &breaches);

} // namespace burin

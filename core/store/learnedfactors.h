#pragma once

#include "core/base/result.h"
#include "core/cost/inputtokens.h"

#include <QSqlDatabase>

namespace burin {

/// What the newest runs teach (see learnFrom()): looks at the last few thousand, and takes the last 500 that count.
Result<LearnedFactors> readLearnedFactors(const QSqlDatabase &db);

/// Adds what @p record teaches. Only a run of one attempt with reported usage counts, and none of the simulator's.
void learnFrom(const RunRecord &record, LearnedFactors &factors);

} // namespace burin

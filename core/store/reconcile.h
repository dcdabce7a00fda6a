#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"

#include <QSqlDatabase>

namespace burin {

/// What a provider told about an attempt after its run had been settled.
struct Reconciliation {
    RunId run;
    int attempt = 1; ///< Its number.
    Money charged;
    Usage usage; ///< Counts that are not given stay as they are.
};

/// Corrects a settled attempt: a second ledger row with the difference, the attempt, its run and all sums, in one
/// transaction that survives a power loss. Once for each attempt: true if this call did it, false if it was done
/// before. RunNotFound if there is no such attempt; Storage if its run is still going on.
Result<bool> reconcile(const QSqlDatabase &db, const Reconciliation &told);

} // namespace burin

#pragma once

#include "core/domain/usagedrift.h"

namespace burin {

/// The UTC days that @p file is about; the ledger is asked for these. Pure.
struct UtcDays {
    QDate from;
    QDate to;
};
UtcDays daysOf(const UsageFile &file);

/// Compares @p file with @p ledger, which has the days of the file and its provider only. Models are matched by their
/// exact name, else without vendor and without date ("openai/gpt-5" with "gpt-5-2025-08-07"); where the file names no
/// model, only days are compared. Where it names single answers, these are matched by their ids too. Pure.
UsageDrift driftOf(const UsageFile &file, const std::vector<LedgerUse> &ledger);

} // namespace burin

#pragma once

#include "core/domain/run.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace burin {

// A run as words, for the formats that are read by people.

struct ReadFact {
    QString name;
    QString value;
};
/// What a heading has: status, model, time, tokens, cost, durations; only what is known.
std::vector<ReadFact> readableFacts(const RunRecord &record);

/// A table: a row of titles, then the rows.
struct ReadTable {
    QString title;
    QStringList header;
    std::vector<QStringList> rows = {};
};
/// tokens × price = amount, and the sum; no rows if there is no arithmetic.
ReadTable readableReceipt(const Receipt &receipt);
ReadTable readableAttempts(const std::vector<Attempt> &attempts);

/// "$0.001234567890", or "unpriced".
QString readableCost(const std::optional<Money> &cost);
/// The prompt's title, else the beginning of the user's message.
QString readableTitle(const RunRecord &record);
/// The error's sentence and what the provider said.
QString readableError(const Error &error);

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QSqlDatabase>

namespace burin {

/// Teaches a connection the functions that the figures of the costs need; the schema's own statements use them too:
/// - histogram(value) packs the values of a group, NULL left out; histogram_sum(blob) and histogram_add(blob, blob) add
///   packed ones: see core/domain/histogram.h.
/// - cache_savings(receipt_lines): what the tokens that were read from the cache would have cost as ordinary input,
/// less
///   what they did cost, in pico-USD. SQLite's own JSON functions are not to be used by a schema that is not trusted.
Outcome addSqlFunctions(const QSqlDatabase &db);

} // namespace burin

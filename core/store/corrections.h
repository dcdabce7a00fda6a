#pragma once

#include "core/domain/run.h"

namespace burin {

class SqlQuery;

// Within a transaction, between the two halves of changeInRollups().

/// Brings the ledger in line with what table attempts says of the attempt @p number of @p run: a correction with the
/// difference to its charge, in the place of one that was there. None where price and provenance are the charge's
/// again; always one for an amount that the provider reported.
void writeCorrection(SqlQuery &query, RunId run, int number);

} // namespace burin

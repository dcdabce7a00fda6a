#include "core/domain/expectation.h"

#include <algorithm>

namespace burin {

Expectation outcomeOf(const RunRecord &record)
{
    Expectation outcome;
    outcome.status = record.status;
    if (record.error) outcome.errors = {record.error->code};
    outcome.attempts = int(record.attempts.size());
    return outcome;
}

bool meets(const RunRecord &record, const Expectation &expected)
{
    if (record.status != expected.status) return false;
    if (expected.attempts && *expected.attempts != int(record.attempts.size())) return false;
    if (!record.error) return expected.errors.empty();
    return std::ranges::find(expected.errors, record.error->code) != expected.errors.end();
}

} // namespace burin

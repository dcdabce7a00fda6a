#pragma once

#include "core/domain/run.h"

#include <optional>

namespace burin {

/// A provider's count of tokens that is far from what the texts look like.
struct UsageAnomaly {
    enum class Side { Input, Output };
    Side side = Side::Input;
    qint64 reported = 0;
    qint64 expected = 0; ///< As estimateTokens() counts.
    bool operator==(const UsageAnomaly &) const = default;
};

/// The first of input and output whose reported count is more than ten times the estimate, or less than a tenth of it,
/// and by more than 200 tokens; nullopt when nothing is odd, nothing was reported, or the texts do not tell: a prompt
/// with attachments, tools or a schema, the documents that a run went on with, reasoning that is not shown.
/// The count is charged all the same: it is what the provider bills. Pure.
std::optional<UsageAnomaly> anomalyOf(const RunRecord &record);

/// One sentence in the user's language.
QString describe(const UsageAnomaly &anomaly);

} // namespace burin

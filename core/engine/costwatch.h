#pragma once

#include "core/cost/pricing.h"
#include "core/engine/answer.h"

namespace burin {

/// What an attempt has cost so far, while it streams: stops a run at its limit instead of telling afterwards. The
/// figures are estimates, rounded up, or the provider's own where it reports them on the way.
class CostWatch {
public:
    /// @p request prices the attempt; its usage is not read. @p limit is what is left for it.
    CostWatch(PricingInput request, qint64 inputTokens, Money limit);

    /// Whether @p answer has reached the limit. Looks closely only once in about 64 tokens. An unpriced model reaches
    /// no limit.
    bool exceeds(const Answer &answer, const PriceBook &prices);

private:
    bool count(const Answer &answer);

    ProviderProfile m_provider;
    QString m_model;
    QDateTime m_time;
    std::optional<PriceOverride> m_price;
    qint64 m_inputTokens;
    Money m_limit;
    qsizetype m_countedText = 0; ///< UTF-16 units of answer.text that m_outputTokens has.
    qsizetype m_countedReasoning = 0;
    qint64 m_outputTokens = 0;
    std::optional<qint64> m_reportedOutput;
};

} // namespace burin

#include "core/engine/costwatch.h"

#include <algorithm>

namespace burin {

namespace {

constexpr qsizetype UnitsBetweenLooks = 256; // about 64 tokens of Latin text

} // namespace

CostWatch::CostWatch(PricingInput request, qint64 inputTokens, Money limit)
    : m_provider(request.provider),
      m_model(std::move(request.model)),
      m_time(std::move(request.time)),
      m_price(request.price),
      m_inputTokens(inputTokens),
      m_limit(limit)
{
}

bool CostWatch::exceeds(const Answer &answer, const PriceBook &prices)
{
    if (!count(answer)) return false;
    Usage usage = answer.usage;
    usage.source = Usage::Source::Estimated;
    usage.input = usage.input.value_or(m_inputTokens);
    usage.output = std::max(usage.output.value_or(0), m_outputTokens);
    const Receipt receipt = priceOf({.provider = m_provider,
                                     .model = answer.model.isEmpty() ? m_model : answer.model,
                                     .time = m_time,
                                     .usage = usage,
                                     .reported = answer.reportedCost,
                                     .price = m_price},
                                    prices);
    return receipt.total && *receipt.total > m_limit;
}

/// Counts what is new; false while that is too little to look at. Piece by piece: a whole count each time would make
/// long answers slow.
bool CostWatch::count(const Answer &answer)
{
    const bool reported = answer.usage.output != m_reportedOutput;
    const qsizetype added = answer.text.size() - m_countedText + answer.reasoning.size() - m_countedReasoning;
    if (!reported && added < UnitsBetweenLooks) return false;
    m_outputTokens += estimateTokens(QStringView(answer.text).mid(m_countedText));
    m_outputTokens += estimateTokens(QStringView(answer.reasoning).mid(m_countedReasoning));
    m_countedText = answer.text.size();
    m_countedReasoning = answer.reasoning.size();
    m_reportedOutput = answer.usage.output;
    return true;
}

} // namespace burin

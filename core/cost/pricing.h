#pragma once

#include "core/cost/pricebook.h"
#include "core/domain/chat.h"
#include "core/domain/receipt.h"
#include "core/domain/run.h"
#include "core/domain/usage.h"

namespace burin {

enum class FileTokens;

/// What is known for pricing one attempt.
struct PricingInput {
    const ProviderProfile &provider;
    QString model;  ///< The model that served, else the requested one.
    QDateTime time; ///< UTC, of the attempt.
    Usage usage;
    std::optional<Money> reported; ///< As the provider charged.
    std::optional<PriceOverride> price;
};

/// The receipt of one attempt. Truth order: reported > computed > estimated (usage estimated) > local (0) > unpriced.
/// Ids ending in ":free" cost exactly 0. Formula: each priced unit is charged on its own tokens, those of a more
/// specific priced unit left out (genai-prices' semantics). Pure.
Receipt priceOf(const PricingInput &input, const PriceBook &book);

/// What a receipt says of @p row, see Receipt::priceSource.
QString priceSourceOf(const PriceRow &row);

/// The receipt of a run: what is known of its attempts, added up. Unpriced if one may have cost something and of none
/// an amount is known. An attempt that was perhaps charged stays visible by its own Billing::Unknown.
Receipt sumOf(const std::vector<Attempt> &attempts);

/// A rough count for texts whose tokenizer is unknown: UTF-8 bytes ÷ 4 for Latin text, about one per CJK character.
/// For estimates, always flagged as such.
qint64 estimateTokens(QStringView text);
/// The same for a whole request, with the overhead of its messages, their files and calls, the tools and the schema.
/// Files as @p how says (see attachmenttokens.h).
qint64 estimateTokens(const ChatRequest &request, FileTokens how);
/// Messages alone, their files as OpenAI counts them.
qint64 estimateTokens(const std::vector<Message> &messages);

/// How a number of tokens was found before anything was sent.
enum class TokenPrecision {
    Rough,   ///< From the length of the text, see estimateTokens().
    Learned, ///< The same, corrected by what the model reported of earlier runs.
    Exact    ///< With the model's own encoding.
};

/// What a run may cost, before it is sent.
struct CostEstimate {
    qint64 inputTokens = 0;
    std::optional<qint64> maxOutputTokens;
    std::optional<Money> input; ///< For the input alone; nullopt = unpriced.
    std::optional<Money> worst; ///< With all output tokens that are allowed; nullopt = unpriced or unlimited.
    QString priceSource;
    TokenPrecision precision = TokenPrecision::Rough; ///< Of inputTokens.
};
CostEstimate estimateCost(const RunSpec &spec, const PriceBook &book);

} // namespace burin

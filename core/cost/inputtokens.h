#pragma once

#include "core/cost/pricing.h"
#include "core/domain/chat.h"

#include <QHash>
#include <QString>

#include <deque>
#include <optional>
#include <vector>

namespace burin {

/// How many tokens models counted for each that estimateTokens() had guessed: the running median for each model,
/// learned from runs whose usage was reported. A value; cheap to copy.
class LearnedFactors {
public:
    static constexpr size_t MostObservations = 101; ///< For each model; the oldest make room.

    /// One run's input: what @p reported says, what estimateTokens() says. Nothing is learned from what is not
    /// positive.
    void add(const ModelRef &model, qint64 reported, qint64 estimated);
    /// What to multiply estimateTokens() with; nullopt while nothing was learned. Of an even number of observations it
    /// is the mean of the two in the middle.
    std::optional<double> factorFor(const ModelRef &model) const;
    /// How many runs it was learned from.
    size_t observationsOf(const ModelRef &model) const;

private:
    QHash<QString, std::deque<double>> m_ratios; ///< By provider and model, oldest first.
};

/// The tokens that a chat's messages are sent as.
struct InputTokens {
    std::vector<qint64> perMessage; ///< In the order of the messages, each with its overhead.
    qint64 total = 0;               ///< With the beginning of the answer; 0 without a message.
    TokenPrecision precision = TokenPrecision::Rough;
    bool operator==(const InputTokens &) const = default;
};

/// Counts @p messages for @p model. Exact where the model's encoding is known and the messages are nothing but text:
/// then a message is 3 tokens, its role and its text, and the answer begins with 3 more, as OpenAI's cookbook tells
/// ("How to count tokens with tiktoken", https://cookbook.openai.com). What else is sent with a message (attachments,
/// calls of tools) is not counted, and the result not called exact. Any thread; it may read the encoding first, see
/// Tokenizer::of().
InputTokens countInput(const std::vector<Message> &messages, const ModelRef &model, const LearnedFactors &factors);

/// Counts all that is sent for @p spec: its messages as countInput() does, and what that leaves out (files, calls,
/// tools, the form of the answer) as estimateTokens() does; with any of these the result is not called exact.
InputTokens countRequest(const RunSpec &spec, const LearnedFactors &factors);

/// Whether countInput() takes no more than a frame: short texts, and an encoding that was read or none.
bool countsAtOnce(const std::vector<Message> &messages, const ModelRef &model);

/// The tokens of each message, for an editor's margin: the same figures as countInput() gives.
std::vector<qint64> tokensPerMessage(const std::vector<Message> &messages, const ModelRef &model,
                                     const LearnedFactors &factors);

/// The estimate of a run whose input was counted so. With tools or a form of the answer, which are sent as tokens too,
/// no count is called exact.
CostEstimate estimateCost(const RunSpec &spec, const PriceBook &book, const InputTokens &input);

} // namespace burin

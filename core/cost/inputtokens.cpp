#include "core/cost/inputtokens.h"

#include "core/cost/attachmenttokens.h"
#include "core/cost/countedestimate.h"
#include "core/prompt/tokenizer.h"

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

constexpr qint64 MessageTokens = 3; // what separates messages
constexpr qint64 ReplyTokens = 3;   // the beginning of the answer
constexpr qsizetype QuickCharacters = 50'000;

QString keyOf(const ModelRef &model)
{
    return model.providerId + QChar(0) + model.model;
}

bool isPlainText(const Message &message)
{
    return message.attachments.empty() && message.toolCalls.empty() && message.toolCallId.isEmpty();
}

InputTokens countedExactly(const std::vector<Message> &messages, const Tokenizer &tokenizer)
{
    InputTokens input;
    input.precision = std::ranges::all_of(messages, isPlainText) ? TokenPrecision::Exact : TokenPrecision::Rough;
    for (const Message &message : messages)
        input.perMessage.push_back(MessageTokens + tokenizer.count(toString(message.role)) +
                                   tokenizer.count(message.text));
    return input;
}

InputTokens countedRoughly(const std::vector<Message> &messages, const std::optional<double> &factor)
{
    InputTokens input;
    input.precision = factor ? TokenPrecision::Learned : TokenPrecision::Rough;
    for (const Message &message : messages) {
        const qint64 guess = MessageTokens + estimateTokens(message.text);
        input.perMessage.push_back(std::llround(double(guess) * factor.value_or(1)));
    }
    return input;
}

} // namespace

void LearnedFactors::add(const ModelRef &model, qint64 reported, qint64 estimated)
{
    if (reported <= 0 || estimated <= 0) return;
    std::deque<double> &ratios = m_ratios[keyOf(model)];
    ratios.push_back(double(reported) / double(estimated));
    if (ratios.size() > MostObservations) ratios.pop_front();
}

std::optional<double> LearnedFactors::factorFor(const ModelRef &model) const
{
    const std::deque<double> ratios = m_ratios.value(keyOf(model));
    if (ratios.empty()) return std::nullopt;
    std::vector<double> sorted(ratios.begin(), ratios.end());
    std::ranges::sort(sorted);
    const size_t half = sorted.size() / 2;
    return sorted.size() % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

size_t LearnedFactors::observationsOf(const ModelRef &model) const
{
    return m_ratios.value(keyOf(model)).size();
}

InputTokens countInput(const std::vector<Message> &messages, const ModelRef &model, const LearnedFactors &factors)
{
    const std::optional<Encoding> encoding = encodingOf(model.model);
    InputTokens input = encoding ? countedExactly(messages, Tokenizer::of(*encoding))
                                 : countedRoughly(messages, factors.factorFor(model));
    if (!messages.empty()) input.total = ReplyTokens;
    for (const qint64 tokens : input.perMessage)
        input.total += tokens;
    return input;
}

InputTokens countRequest(const RunSpec &spec, const LearnedFactors &factors)
{
    InputTokens input = countInput(spec.messages, {spec.provider.id, spec.draft.model}, factors);
    const ChatRequest request = requestOf(spec);
    ChatRequest texts;
    for (const Message &message : request.messages)
        texts.messages.push_back({message.role, message.text});
    const FileTokens how = fileTokensFor(spec.provider.kind, spec.draft.model);
    const qint64 rest = estimateTokens(request, how) - estimateTokens(texts, how);
    input.total += rest;
    if (rest > 0 && input.precision == TokenPrecision::Exact) input.precision = TokenPrecision::Rough;
    return input;
}

bool countsAtOnce(const std::vector<Message> &messages, const ModelRef &model)
{
    qsizetype characters = 0;
    for (const Message &message : messages)
        characters += message.text.size();
    const std::optional<Encoding> encoding = encodingOf(model.model);
    return characters <= QuickCharacters && (!encoding || Tokenizer::ifLoaded(*encoding));
}

std::vector<qint64> tokensPerMessage(const std::vector<Message> &messages, const ModelRef &model,
                                     const LearnedFactors &factors)
{
    return countInput(messages, model, factors).perMessage;
}

CostEstimate estimateCost(const RunSpec &spec, const PriceBook &book, const InputTokens &input)
{
    CostEstimate estimate = estimateCost(spec, book, input.total);
    const bool textOnly = spec.draft.tools.empty() && spec.draft.format.kind == ResponseFormat::Kind::Text;
    const bool exact = input.precision == TokenPrecision::Exact;
    estimate.precision = exact && !textOnly ? TokenPrecision::Rough : input.precision;
    return estimate;
}

} // namespace burin

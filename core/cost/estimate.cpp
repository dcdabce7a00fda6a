#include "core/cost/attachmenttokens.h"
#include "core/cost/countedestimate.h"
#include "core/cost/pricing.h"

#include <QJsonDocument>

#include <algorithm>

namespace burin {

namespace {

constexpr qint64 QuartersPerToken = 4; // about four bytes of UTF-8 text make a token
constexpr qint64 MessageOverhead = 3;  // role and separators
constexpr qint64 ReplyOverhead = 3;    // the beginning of the answer

/// Scripts written without spaces, where a token is about a character.
bool isDense(char32_t c)
{
    return (c >= 0x1100 && c <= 0x11FF) || // Hangul letters
           (c >= 0x2E80 && c <= 0x9FFF) || // CJK, kana
           (c >= 0xAC00 && c <= 0xD7AF) || // Hangul syllables
           (c >= 0xF900 && c <= 0xFAFF) || // CJK compatibility
           (c >= 0xFF00 && c <= 0xFFEF) || // full width
           (c >= 0x20000 && c <= 0x3FFFF); // CJK extensions
}

qint64 utf8Bytes(char32_t c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/// The receipt that @p usage would get.
std::optional<Money> amountFor(const RunSpec &spec, const PriceBook &book, const Usage &usage)
{
    return priceOf({.provider = spec.provider,
                    .model = spec.draft.model,
                    .time = spec.createdAt,
                    .usage = usage,
                    .reported = std::nullopt,
                    .price = spec.price},
                   book)
        .total;
}

/// Whether a parameter asks the provider to keep what it caches for an hour, which costs more (Anthropic's "ttl").
bool asksForAnHour(const ChatParameters &parameters)
{
    return QJsonDocument(parameters.extra).toJson(QJsonDocument::Compact).contains(R"("ttl":"1h")");
}

} // namespace

qint64 estimateTokens(QStringView text)
{
    qint64 quarters = 0;
    for (const char32_t c : text.toUcs4())
        quarters += isDense(c) ? QuartersPerToken : utf8Bytes(c);
    return (quarters + QuartersPerToken - 1) / QuartersPerToken;
}

qint64 estimateTokens(const std::vector<Message> &messages)
{
    return estimateTokens({.model = {}, .messages = messages, .parameters = {}}, FileTokens::OpenAi);
}

qint64 estimateTokens(const ChatRequest &request, FileTokens how)
{
    if (request.messages.empty()) return 0;
    qint64 tokens = ReplyOverhead + estimateTokens(request.format.schema);
    for (const Message &message : request.messages) {
        tokens += MessageOverhead + estimateTokens(message.text);
        for (const Attachment &file : message.attachments)
            tokens += estimateTokens(file, how);
        for (const ToolCall &call : message.toolCalls)
            tokens += MessageOverhead + estimateTokens(call.name) + estimateTokens(call.arguments);
    }
    for (const ToolDefinition &tool : request.tools)
        tokens += MessageOverhead + estimateTokens(tool.name) + estimateTokens(tool.description) +
                  estimateTokens(tool.parameters);
    return tokens;
}

CostEstimate estimateCost(const RunSpec &spec, const PriceBook &book)
{
    const FileTokens how = fileTokensFor(spec.provider.kind, spec.draft.model);
    return estimateCost(spec, book, estimateTokens(requestOf(spec), how));
}

CostEstimate estimateCost(const RunSpec &spec, const PriceBook &book, qint64 inputTokens)
{
    CostEstimate estimate;
    estimate.inputTokens = inputTokens;
    estimate.maxOutputTokens = spec.draft.parameters.maxTokens;
    Usage usage;
    usage.source = Usage::Source::Estimated;
    usage.input = estimate.inputTokens;
    usage.output = 0;
    const Receipt input = priceOf({.provider = spec.provider,
                                   .model = spec.draft.model,
                                   .time = spec.createdAt,
                                   .usage = usage,
                                   .reported = std::nullopt,
                                   .price = spec.price},
                                  book);
    estimate.input = input.total;
    estimate.priceSource = input.priceSource;
    const bool costsNothing =
        input.provenance == Provenance::Local || spec.draft.model.endsWith(QLatin1StringView(":free"));
    if (costsNothing && !spec.price) estimate.worst = input.total;
    if (!estimate.input || !estimate.maxOutputTokens) return estimate;
    // The dearest reading of the same tokens: written to the cache or not, reasoning or answer.
    usage.output = estimate.maxOutputTokens;
    for (const std::optional<qint64> written : {std::optional<qint64>{}, usage.input}) {
        for (const std::optional<qint64> reasoning : {std::optional<qint64>{}, usage.output}) {
            usage.cacheWrite = written;
            if (asksForAnHour(spec.draft.parameters)) usage.cacheWriteHour = written;
            usage.reasoning = reasoning;
            estimate.worst = std::max(estimate.worst, amountFor(spec, book, usage));
        }
    }
    return estimate;
}

} // namespace burin

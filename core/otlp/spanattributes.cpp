#include "core/otlp/spanattributes.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin {

namespace {

/// The conventions' names for providers whose id here is another one.
struct ProviderName {
    const char *id;
    const char *name;
};
constexpr ProviderName providerNames[] = {
    {"gemini", "gcp.gemini"}, {"google", "gcp.gemini"}, {"mistral", "mistral_ai"}, {"xai", "x_ai"}};

QString providerName(const QString &id)
{
    const auto row = std::ranges::find_if(providerNames,
                                          [&id](const ProviderName &name) { return id == QLatin1StringView(name.id); });
    return row == std::end(providerNames) ? id : QString::fromLatin1(row->name);
}

QString jsonText(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QJsonObject textPart(const QString &text)
{
    return {{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("content"), text}};
}

QJsonArray callParts(const std::vector<ToolCall> &calls)
{
    QJsonArray parts;
    for (const ToolCall &call : calls)
        parts += QJsonObject{{QStringLiteral("type"), QStringLiteral("tool_call")},
                             {QStringLiteral("id"), call.id},
                             {QStringLiteral("name"), call.name},
                             {QStringLiteral("arguments"), call.arguments}};
    return parts;
}

QJsonArray joined(QJsonArray first, const QJsonArray &second)
{
    for (const QJsonValue &value : second)
        first += value;
    return first;
}

bool isInstruction(const Message &message)
{
    return message.role == Role::System || message.role == Role::Developer;
}

void addContent(SpanAttributes &attributes, const RunRecord &record, bool answered)
{
    QJsonArray instructions;
    QJsonArray input;
    for (const Message &message : record.messages) {
        const QJsonArray text = message.text.isEmpty() ? QJsonArray() : QJsonArray{textPart(message.text)};
        if (isInstruction(message))
            instructions = joined(instructions, text);
        else
            input += QJsonObject{{QStringLiteral("role"), toString(message.role)},
                                 {QStringLiteral("parts"), joined(text, callParts(message.toolCalls))}};
    }
    if (!instructions.isEmpty()) attributes.add("gen_ai.system_instructions", jsonText(instructions));
    attributes.add("gen_ai.input.messages", jsonText(input));
    if (!answered) return;
    const QString answer = record.text.isEmpty() ? record.refusal : record.text;
    const QJsonArray text = answer.isEmpty() ? QJsonArray() : QJsonArray{textPart(answer)};
    attributes.add("gen_ai.output.messages",
                   jsonText({QJsonObject{{QStringLiteral("role"), QStringLiteral("assistant")},
                                         {QStringLiteral("parts"), joined(text, callParts(record.toolCalls))},
                                         {QStringLiteral("finish_reason"), toString(record.finishReason)}}}));
}

void addRequest(SpanAttributes &attributes, const RunRecord &record, const Attempt &attempt)
{
    const ChatParameters &parameters = record.draft.parameters;
    attributes.add("gen_ai.operation.name", QStringLiteral("chat"));
    attributes.add("gen_ai.provider.name",
                   providerName(attempt.providerId.isEmpty() ? record.providerId : attempt.providerId));
    attributes.add("gen_ai.request.model",
                   attempt.modelRequested.isEmpty() ? record.draft.model : attempt.modelRequested);
    attributes.add("gen_ai.request.stream", true);
    attributes.add("gen_ai.request.temperature", parameters.temperature);
    attributes.add("gen_ai.request.top_p", parameters.topP);
    attributes.add("gen_ai.request.max_tokens", parameters.maxTokens);
    attributes.add("gen_ai.request.seed", parameters.seed);
    attributes.add("gen_ai.request.stop_sequences", parameters.stop);
}

void addUsage(SpanAttributes &attributes, const Attempt &attempt)
{
    const Usage &usage = attempt.usage;
    attributes.add("gen_ai.usage.input_tokens", usage.input);
    attributes.add("gen_ai.usage.output_tokens", usage.output);
    attributes.add("gen_ai.usage.cache_read.input_tokens", usage.cachedInput);
    attributes.add("gen_ai.usage.cache_creation.input_tokens", usage.cacheWrite);
    attributes.add("gen_ai.usage.reasoning.output_tokens", usage.reasoning);
    if (!attempt.receipt.total) return; // unpriced is not 0
    constexpr double PicoPerUsd = 1e12;
    attributes.add("gen_ai.usage.cost", std::optional(double(attempt.receipt.total->picoUsd) / PicoPerUsd));
    attributes.add("burin.cost.usd", exactUsd(*attempt.receipt.total));
    attributes.add("burin.cost.provenance", toString(attempt.receipt.provenance));
}

} // namespace

void SpanAttributes::put(const char *key, const char *type, const QJsonValue &value)
{
    m_json += QJsonObject{{QStringLiteral("key"), QLatin1StringView(key)},
                          {QStringLiteral("value"), QJsonObject{{QLatin1StringView(type), value}}}};
}

void SpanAttributes::add(const char *key, const QString &text)
{
    if (!text.isEmpty()) put(key, "stringValue", text);
}

void SpanAttributes::add(const char *key, std::optional<qint64> number)
{
    if (number) put(key, "intValue", QString::number(*number)); // protobuf's JSON has 64 bits as text
}

void SpanAttributes::add(const char *key, std::optional<double> number)
{
    if (number) put(key, "doubleValue", *number);
}

void SpanAttributes::add(const char *key, bool flag)
{
    put(key, "boolValue", flag);
}

void SpanAttributes::add(const char *key, const QStringList &texts)
{
    if (texts.isEmpty()) return;
    QJsonArray values;
    for (const QString &text : texts)
        values += QJsonObject{{QStringLiteral("stringValue"), text}};
    put(key, "arrayValue", QJsonObject{{QStringLiteral("values"), values}});
}

QString errorType(const std::optional<Error> &error)
{
    if (!error) return {};
    return toString(error->category()) + u'/' + QLatin1StringView(error->row().id);
}

QJsonArray runAttributes(const PortableRun &run)
{
    const RunRecord &record = run.record;
    SpanAttributes attributes;
    attributes.add("burin.run.key", run.key.toString(QUuid::WithoutBraces));
    attributes.add("burin.run.status", toString(record.status));
    attributes.add("burin.prompt", record.draft.title);
    attributes.add("burin.model", record.draft.model);
    attributes.add("burin.provider", record.providerId);
    if (record.batch) attributes.add("burin.batch", record.batch->key);
    attributes.add("burin.tags", run.tags);
    attributes.add("burin.attempts", std::optional(qint64(record.attempts.size())));
    attributes.add("burin.queued_ms", std::optional(qint64(record.timings.queued.count())));
    if (record.receipt.total) attributes.add("burin.run.cost.usd", exactUsd(*record.receipt.total));
    attributes.add("error.type", errorType(record.error));
    return attributes.json();
}

QJsonArray attemptAttributes(const PortableRun &run, const Attempt &attempt, SpanContent content)
{
    constexpr double MsPerSecond = 1'000;
    const RunRecord &record = run.record;
    const bool last = attempt.number == record.attempts.back().number;
    SpanAttributes attributes;
    addRequest(attributes, record, attempt);
    attributes.add("gen_ai.response.model", attempt.modelServed);
    if (last) {
        attributes.add("gen_ai.response.id", record.responseId);
        attributes.add("gen_ai.response.finish_reasons", QStringList{toString(record.finishReason)});
    }
    if (attempt.firstContent)
        attributes.add("gen_ai.response.time_to_first_chunk",
                       std::optional(double(attempt.firstContent->count()) / MsPerSecond));
    addUsage(attributes, attempt);
    attributes.add("burin.attempt.number", std::optional(qint64(attempt.number)));
    attributes.add("burin.attempt.waited_ms", std::optional(qint64(attempt.waited.count())));
    if (attempt.httpStatus != 0) attributes.add("http.response.status_code", std::optional(qint64(attempt.httpStatus)));
    attributes.add("error.type", errorType(attempt.error));
    if (content == SpanContent::With) addContent(attributes, record, last);
    return attributes.json();
}

} // namespace burin

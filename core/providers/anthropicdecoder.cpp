#include "core/providers/anthropicdecoder.h"

#include "core/providers/errormap.h"
#include "core/providers/finishreasons.h"
#include "core/providers/openaiusage.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace burin {

namespace {

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

std::optional<UsageReport> anthropicUsage(const QJsonObject &object)
{
    const auto count = [](const QJsonObject &counts, const char *key) {
        return tokenCount(counts.value(QLatin1StringView(key)));
    };
    const QJsonObject writes = object.value(QLatin1StringView("cache_creation")).toObject();
    const QJsonObject details = object.value(QLatin1StringView("output_tokens_details")).toObject();
    UsageReport report;
    Usage &usage = report.usage;
    usage.cachedInput = count(object, "cache_read_input_tokens");
    usage.cacheWriteHour = count(writes, "ephemeral_1h_input_tokens");
    usage.cacheWrite = count(object, "cache_creation_input_tokens");
    const auto fiveMinutes = count(writes, "ephemeral_5m_input_tokens");
    if (!usage.cacheWrite && (fiveMinutes || usage.cacheWriteHour))
        usage.cacheWrite = fiveMinutes.value_or(0) + usage.cacheWriteHour.value_or(0);
    if (usage.cacheWriteHour) usage.cacheWriteHour = qMin(*usage.cacheWriteHour, usage.cacheWrite.value_or(0));
    if (const auto fresh = count(object, "input_tokens"))
        usage.input = *fresh + usage.cachedInput.value_or(0) + usage.cacheWrite.value_or(0);
    usage.output = count(object, "output_tokens");
    usage.reasoning = count(details, "thinking_tokens");
    if (usage.reasoning && usage.output) usage.reasoning = qMin(*usage.reasoning, *usage.output);
    if (usage.input || usage.output) usage.source = Usage::Source::Reported;
    report.cost = routerCost(object);
    if (usage == Usage{} && !report.cost) return std::nullopt;
    return report;
}

AnthropicDecoder::Events AnthropicDecoder::objectEvents(const QJsonObject &event)
{
    Events events;
    const QString type = textAt(event, "type");
    const int index = event.value(QLatin1StringView("index")).toInt();
    const QJsonValue error = errorIn(event);
    if (!error.isUndefined())
        events.emplace_back(StreamFailure{reportedError(profile(), error)});
    else if (type == QLatin1StringView("ping"))
        events.emplace_back(KeepAlive{});
    else if (type == QLatin1StringView("message_delta"))
        readMessageDelta(event, events);
    else if (hasEnded())
        return events;
    else if (type == QLatin1StringView("message_start"))
        startMessage(event.value(QLatin1StringView("message")).toObject(), events);
    else if (type == QLatin1StringView("content_block_start"))
        startBlock(index, event.value(QLatin1StringView("content_block")).toObject(), events);
    else if (type == QLatin1StringView("content_block_delta"))
        readDelta(index, event.value(QLatin1StringView("delta")).toObject(), events);
    else if (type == QLatin1StringView("content_block_stop"))
        stopBlock(index, events);
    else if (type == QLatin1StringView("message_stop"))
        end(events);
    return events;
}

void AnthropicDecoder::startMessage(const QJsonObject &message, Events &events)
{
    // A gateway that tried again starts over: the tool calls of the first try were never meant.
    m_blocks.clear();
    m_nextCall = 0;
    tellStart({textAt(message, "id"), textAt(message, "model"), textAt(message, "provider")}, events);
    // The counts so far are not told: what is written comes on top, and a run that ends here must not look settled.
    overwrite(m_usage, message.value(QLatin1StringView("usage")).toObject());
}

void AnthropicDecoder::startBlock(int index, const QJsonObject &block, Events &events)
{
    Block &known = m_blocks[index];
    known = {};
    addText<TextDelta>(block.value(QLatin1StringView("text")), events);
    addText<ReasoningDelta>(block.value(QLatin1StringView("thinking")), events);
    if (textAt(block, "type") != QLatin1StringView("tool_use")) return;
    known.call = m_nextCall++;
    known.input = block.value(QLatin1StringView("input")).toObject();
    ToolCallDelta delta{known.call, textAt(block, "id"), textAt(block, "name"), {}};
    delta.replaces = !m_told.insert(known.call).second;
    events.emplace_back(delta);
}

void AnthropicDecoder::readDelta(int index, const QJsonObject &delta, Events &events)
{
    addText<TextDelta>(delta.value(QLatin1StringView("text")), events);
    addText<ReasoningDelta>(delta.value(QLatin1StringView("thinking")), events);
    const QString piece = textAt(delta, "partial_json");
    const auto block = m_blocks.find(index);
    if (piece.isEmpty() || block == m_blocks.end() || block->second.call < 0) return;
    block->second.pieces = true;
    events.emplace_back(ToolCallDelta{block->second.call, {}, {}, piece});
}

void AnthropicDecoder::stopBlock(int index, Events &events)
{
    const auto block = m_blocks.find(index);
    if (block == m_blocks.end() || block->second.call < 0 || block->second.pieces) return;
    // A call without arguments, or one whose arguments came whole with its start.
    events.emplace_back(ToolCallDelta{block->second.call, {}, {}, compact(block->second.input)});
    block->second.pieces = true;
}

void AnthropicDecoder::readMessageDelta(const QJsonObject &event, Events &events)
{
    overwrite(m_usage, event.value(QLatin1StringView("usage")).toObject());
    if (!hasEnded()) readFinish(event.value(QLatin1StringView("delta")).toObject(), events);
    reportUsage(events);
}

void AnthropicDecoder::readFinish(const QJsonObject &delta, Events &events)
{
    const QString reason = textAt(delta, "stop_reason");
    if (reason.isEmpty()) return;
    addText<RefusalDelta>(
        delta.value(QLatin1StringView("stop_details")).toObject().value(QLatin1StringView("explanation")), events);
    tellFinish(finishFrom(reason), events);
}

void AnthropicDecoder::reportUsage(Events &events) const
{
    if (const std::optional<UsageReport> report = anthropicUsage(m_usage)) events.emplace_back(*report);
}

std::vector<StreamEvent> AnthropicDecoder::decodeWhole(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonObject message = readObject(body, problem);
    const QJsonValue error = errorIn(message);
    if (!error.isUndefined()) return {StreamFailure{reportedError(profile(), error)}};
    const QJsonValue content = message.value(QLatin1StringView("content"));
    if (!content.isArray()) return {StreamFailure{wholeBodyError(profile(), body)}};
    Events events;
    startMessage(message, events);
    const QJsonArray blocks = content.toArray();
    for (int i = 0; i < int(blocks.size()); ++i) {
        startBlock(i, blocks.at(i).toObject(), events);
        stopBlock(i, events);
    }
    readFinish(message, events);
    reportUsage(events);
    end(events);
    return events;
}

} // namespace burin

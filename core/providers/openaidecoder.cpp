#include "core/providers/openaidecoder.h"

#include "core/providers/errormap.h"
#include "core/providers/finishreasons.h"
#include "core/providers/openaiusage.h"

#include <QJsonArray>
#include <QJsonParseError>

#include <algorithm>
#include <iterator>

namespace burin {

OpenAiDecoder::Events OpenAiDecoder::objectEvents(const QJsonObject &chunk)
{
    Events events;
    if (!hasEnded()) {
        tellStart({chunk.value(QLatin1StringView("id")).toString(), chunk.value(QLatin1StringView("model")).toString(),
                   servingProvider(chunk)},
                  events);
        for (const QJsonValue &choice : chunk.value(QLatin1StringView("choices")).toArray())
            readChoice(choice.toObject(), events);
    }
    readUsage(chunk, events);
    if (hasEnded()) return events;
    // Last, so that what came with it is known when the stream is given up.
    const QJsonValue error = errorIn(chunk);
    if (!error.isUndefined()) events.emplace_back(StreamFailure{reportedError(profile(), error)});
    return events;
}

void OpenAiDecoder::readChoice(const QJsonObject &choice, Events &events)
{
    if (choice.value(QLatin1StringView("index")).toInt(0) != 0) return; // only the first of several answers is shown
    const QJsonValue delta = choice.value(QLatin1StringView("delta"));
    if (delta.isObject()) {
        m_deltas = true;
        readDelta(delta.toObject(), events);
    } else if (!m_deltas) {
        readDelta(choice.value(QLatin1StringView("message")).toObject(), events);
    }
    readFinish(choice, events);
    const QJsonValue error = choice.value(QLatin1StringView("error"));
    if (isError(error)) events.emplace_back(StreamFailure{reportedError(profile(), error)});
}

void OpenAiDecoder::readDelta(const QJsonObject &delta, Events &events)
{
    const qsizetype before = qsizetype(events.size());
    addText<ReasoningDelta>(delta.value(QLatin1StringView("reasoning_content")), events);
    if (qsizetype(events.size()) == before)
        addText<ReasoningDelta>(delta.value(QLatin1StringView("reasoning")), events);
    readContent(delta.value(QLatin1StringView("content")), events);
    addText<RefusalDelta>(delta.value(QLatin1StringView("refusal")), events);
    std::ranges::move(m_toolCalls.read(delta.value(QLatin1StringView("tool_calls")).toArray()),
                      std::back_inserter(events));
    const QJsonValue function = delta.value(QLatin1StringView("function_call")); // the form before tools
    if (function.isObject())
        std::ranges::move(m_toolCalls.read({QJsonObject{{QStringLiteral("function"), function}}}),
                          std::back_inserter(events));
}

void OpenAiDecoder::readContent(const QJsonValue &content, Events &events)
{
    addText<TextDelta>(content, events);
    for (const QJsonValue &value : content.toArray()) {
        const QJsonObject part = value.toObject();
        const QJsonValue thinking = part.value(QLatin1StringView("thinking"));
        addText<ReasoningDelta>(thinking, events);
        for (const QJsonValue &thought : thinking.toArray())
            addText<ReasoningDelta>(thought.toObject().value(QLatin1StringView("text")), events);
        if (part.value(QLatin1StringView("type")) == QLatin1StringView("text"))
            addText<TextDelta>(part.value(QLatin1StringView("text")), events);
    }
}

void OpenAiDecoder::readFinish(const QJsonObject &choice, Events &events)
{
    const QString text = choice.value(QLatin1StringView("finish_reason")).toString();
    if (text.isEmpty()) return; // null, and "" in every chunk of some servers
    StreamFinish finish = finishFrom(text);
    const QString native = choice.value(QLatin1StringView("native_finish_reason")).toString();
    if (!native.isEmpty()) finish.nativeReason = native;
    tellFinish(finish, events);
}

void OpenAiDecoder::readUsage(const QJsonObject &chunk, Events &events)
{
    QJsonValue usage = chunk.value(QLatin1StringView("usage"));
    if (!usage.isObject())
        usage = chunk.value(QLatin1StringView("x_groq")).toObject().value(QLatin1StringView("usage"));
    if (!usage.isObject()) return;
    if (const std::optional<UsageReport> report = usageOf(usage.toObject())) events.emplace_back(*report);
}

std::optional<UsageReport> OpenAiDecoder::usageOf(const QJsonObject &usage) const
{
    return usageReport(usage, profile().quirks);
}

std::vector<StreamEvent> OpenAiDecoder::decodeWhole(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonObject answer = readObject(body, problem);
    const bool hasChoices = answer.value(QLatin1StringView("choices")).isArray();
    if (!hasChoices && errorIn(answer).isUndefined()) return {StreamFailure{wholeBodyError(profile(), body)}};
    Events events = objectEvents(answer);
    if (hasChoices) events.emplace_back(StreamEnd{});
    return events;
}

} // namespace burin

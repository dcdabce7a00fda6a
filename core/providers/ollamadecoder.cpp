#include "core/providers/ollamadecoder.h"

#include "core/providers/errormap.h"
#include "core/providers/finishreasons.h"
#include "core/providers/openaiusage.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace burin {

std::optional<UsageReport> ollamaUsage(const QJsonObject &line)
{
    UsageReport report;
    report.usage.input = tokenCount(line.value(QLatin1StringView("prompt_eval_count")));
    report.usage.output = tokenCount(line.value(QLatin1StringView("eval_count")));
    if (!report.usage.input && !report.usage.output) return std::nullopt;
    report.usage.source = Usage::Source::Reported;
    return report;
}

OllamaDecoder::Events OllamaDecoder::objectEvents(const QJsonObject &line)
{
    Events events;
    if (hasEnded()) return events;
    tellStart({{}, textAt(line, "model"), {}}, events);
    readMessage(line.value(QLatin1StringView("message")).toObject(), events);
    if (line.value(QLatin1StringView("done")).toBool()) readEnd(line, events);
    const QJsonValue error = errorIn(line);
    if (!error.isUndefined()) events.emplace_back(StreamFailure{reportedError(profile(), error)});
    return events;
}

void OllamaDecoder::readMessage(const QJsonObject &message, Events &events)
{
    addText<ReasoningDelta>(message.value(QLatin1StringView("thinking")), events);
    addText<TextDelta>(message.value(QLatin1StringView("content")), events);
    // Each call comes whole, in a line of its own or several in one; their "index" is not to be relied upon.
    for (const QJsonValue &value : message.value(QLatin1StringView("tool_calls")).toArray()) {
        const QJsonObject function = value.toObject().value(QLatin1StringView("function")).toObject();
        const QJsonValue arguments = function.value(QLatin1StringView("arguments"));
        const QString id = textAt(value.toObject(), "id");
        const int index = m_calls++;
        events.emplace_back(
            ToolCallDelta{index, id.isEmpty() ? QStringLiteral("call_%1").arg(index) : id, textAt(function, "name"),
                          arguments.isString()
                              ? arguments.toString()
                              : QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))});
    }
}

void OllamaDecoder::readEnd(const QJsonObject &line, Events &events)
{
    if (const std::optional<UsageReport> report = ollamaUsage(line)) events.emplace_back(*report);
    const QString reason = textAt(line, "done_reason");
    StreamFinish finish = finishFrom(reason.isEmpty() ? QStringLiteral("stop") : reason); // older servers give none
    if (finish.reason == FinishReason::Stop && m_calls > 0) finish = {FinishReason::ToolCalls, QStringLiteral("stop")};
    tellFinish(finish, events);
    end(events);
}

std::vector<StreamEvent> OllamaDecoder::decodeWhole(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonObject answer = readObject(body, problem);
    const bool understood = answer.contains(QLatin1StringView("message")) || !errorIn(answer).isUndefined();
    if (!understood) return {StreamFailure{wholeBodyError(profile(), body)}};
    return objectEvents(answer);
}

} // namespace burin

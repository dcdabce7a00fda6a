#include "core/providers/geminidecoder.h"

#include "core/providers/errormap.h"
#include "core/providers/finishreasons.h"
#include "core/providers/openaiusage.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

bool isBlock(const StreamEvent &event)
{
    const auto *finish = std::get_if<StreamFinish>(&event);
    return finish && finish->reason == FinishReason::ContentFilter;
}

} // namespace

std::optional<UsageReport> geminiUsage(const QJsonObject &object)
{
    const auto count = [&object](const char *key) { return tokenCount(object.value(QLatin1StringView(key))); };
    UsageReport report;
    Usage &usage = report.usage;
    const auto prompt = count("promptTokenCount");
    const auto answer = count("candidatesTokenCount");
    usage.cachedInput = count("cachedContentTokenCount");
    usage.reasoning = count("thoughtsTokenCount");
    if (prompt) usage.input = *prompt + count("toolUsePromptTokenCount").value_or(0);
    if (answer || usage.reasoning) usage.output = answer.value_or(0) + usage.reasoning.value_or(0);
    // Counts of nothing are left out; the total tells that there is none.
    if (!usage.output && usage.input && count("totalTokenCount") == usage.input) usage.output = 0;
    if (usage.input && usage.cachedInput) usage.cachedInput = qMin(*usage.cachedInput, *usage.input);
    if (usage.input || usage.output) usage.source = Usage::Source::Reported;
    return usage == Usage{} ? std::nullopt : std::optional(report);
}

std::vector<StreamEvent> GeminiDecoder::decode(const Frame &frame)
{
    Events events = JsonDecoder::decode(frame);
    if (!frame.unterminated) return events;
    // That a prompt was blocked is no end that a cut could feign: the object came whole.
    QJsonParseError problem;
    readBlock(readObject(frame.data.trimmed(), problem).value(QLatin1StringView("promptFeedback")).toObject(), events);
    return events;
}

GeminiDecoder::Events GeminiDecoder::objectEvents(const QJsonObject &piece)
{
    Events events;
    tellStart({textAt(piece, "responseId"), textAt(piece, "modelVersion"), {}}, events);
    for (const QJsonValue &candidate : piece.value(QLatin1StringView("candidates")).toArray())
        readCandidate(candidate.toObject(), events);
    readBlock(piece.value(QLatin1StringView("promptFeedback")).toObject(), events);
    readUsage(piece.value(QLatin1StringView("usageMetadata")).toObject(), events);
    const QJsonValue error = errorIn(piece);
    if (!error.isUndefined()) events.emplace_back(StreamFailure{reportedError(profile(), error)});
    return events;
}

void GeminiDecoder::readCandidate(const QJsonObject &candidate, Events &events)
{
    if (candidate.value(QLatin1StringView("index")).toInt(0) != 0) return; // only the first of several answers is shown
    const QJsonObject content = candidate.value(QLatin1StringView("content")).toObject();
    for (const QJsonValue &part : content.value(QLatin1StringView("parts")).toArray())
        readPart(part.toObject(), events);
    const QString reason = textAt(candidate, "finishReason");
    if (reason.isEmpty()) return;
    StreamFinish finish{finishReasonOf(reason), reason};
    if (finish.reason == FinishReason::Stop && m_calls > 0) finish.reason = FinishReason::ToolCalls;
    tellFinish(finish, events);
}

void GeminiDecoder::readPart(const QJsonObject &part, Events &events)
{
    if (part.value(QLatin1StringView("thought")).toBool())
        addText<ReasoningDelta>(part.value(QLatin1StringView("text")), events);
    else
        addText<TextDelta>(part.value(QLatin1StringView("text")), events);
    const QJsonValue call = part.value(QLatin1StringView("functionCall"));
    if (!call.isObject()) return;
    const QJsonObject arguments = call.toObject().value(QLatin1StringView("args")).toObject();
    const int index = m_calls++;
    const QString id = textAt(call.toObject(), "id");
    events.emplace_back(ToolCallDelta{index, id.isEmpty() ? QStringLiteral("call_%1").arg(index) : id,
                                      textAt(call.toObject(), "name"),
                                      QString::fromUtf8(QJsonDocument(arguments).toJson(QJsonDocument::Compact))});
}

void GeminiDecoder::readBlock(const QJsonObject &feedback, Events &events)
{
    const QString reason = textAt(feedback, "blockReason");
    if (reason.isEmpty() || std::ranges::any_of(events, isBlock)) return;
    events.emplace_back(StreamFinish{FinishReason::ContentFilter, reason});
}

void GeminiDecoder::readUsage(const QJsonObject &usage, Events &events)
{
    overwrite(m_usage, usage);
    if (usage.isEmpty()) return;
    if (const std::optional<UsageReport> report = geminiUsage(m_usage)) events.emplace_back(*report);
}

std::vector<StreamEvent> GeminiDecoder::decodeWhole(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonArray pieces = document.isArray() ? document.array() : QJsonArray{document.object()};
    Events events;
    for (const QJsonValue &piece : pieces)
        std::ranges::move(objectEvents(piece.toObject()), std::back_inserter(events));
    const bool understood = std::ranges::any_of(events, [](const StreamEvent &event) {
        return std::holds_alternative<StreamFinish>(event) || std::holds_alternative<StreamFailure>(event);
    });
    if (!understood) events.emplace_back(StreamFailure{wholeBodyError(profile(), body)});
    return events;
}

} // namespace burin

#include "core/providers/openaidecoder.h"

#include "core/providers/errormap.h"
#include "core/providers/openaiusage.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

struct FinishRow {
    const char *text;
    FinishReason reason;
};

constexpr FinishRow finishRows[] = {
    {"stop", FinishReason::Stop},
    {"stop_sequence", FinishReason::Stop},
    {"end_turn", FinishReason::Stop},
    {"eos", FinishReason::Stop},
    {"length", FinishReason::Length},
    {"max_tokens", FinishReason::Length},
    {"model_length", FinishReason::Length},
    {"tool_calls", FinishReason::ToolCalls},
    {"function_call", FinishReason::ToolCalls},
    {"content_filter", FinishReason::ContentFilter},
    {"refusal", FinishReason::Refusal},
    {"error", FinishReason::Error},
    {"insufficient_system_resource", FinishReason::Error},
};

FinishReason finishReasonOf(const QString &text)
{
    const FinishRow *row =
        std::ranges::find_if(finishRows, [&](const FinishRow &r) { return text == QLatin1StringView(r.text); });
    return row == std::end(finishRows) ? FinishReason::Unknown : row->reason;
}

/// An error is an object or a text that says something; null, "" and {} occur beside ordinary content.
bool isError(const QJsonValue &value)
{
    return (value.isObject() && !value.toObject().isEmpty()) || (value.isString() && !value.toString().isEmpty());
}

/// What a chunk says went wrong; undefined if nothing did.
QJsonValue errorIn(const QJsonObject &chunk)
{
    const QJsonValue error = chunk.value(QLatin1StringView("error"));
    if (isError(error)) return error;
    const bool flagged = chunk.value(QLatin1StringView("object")) == QLatin1StringView("error") ||
                         chunk.value(QLatin1StringView("type")) == QLatin1StringView("error");
    return flagged ? QJsonValue(chunk) : QJsonValue(QJsonValue::Undefined);
}

/// Reads an object, also one alone in an array, as Google wraps its errors, and one with bytes that are not UTF-8.
QJsonObject readObject(const QByteArray &data, QJsonParseError &problem)
{
    QJsonDocument document = QJsonDocument::fromJson(data, &problem);
    if (problem.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(data).toUtf8(), &problem);
    return document.isArray() ? document.array().at(0).toObject() : document.object();
}

template <class Delta> void addText(const QJsonValue &text, std::vector<StreamEvent> &events)
{
    if (text.isString() && !text.toString().isEmpty()) events.emplace_back(Delta{text.toString()});
}

StreamFailure failureFrom(const ProviderProfile &profile, const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return {reportedError(profile,
                          document.isObject() ? QJsonValue(document.object()) : QJsonValue(QString::fromUtf8(text)))};
}

bool endsStream(const StreamEvent &event)
{
    return std::holds_alternative<StreamFinish>(event) || std::holds_alternative<StreamEnd>(event);
}

} // namespace

std::vector<StreamEvent> OpenAiDecoder::decode(const Frame &frame)
{
    if (frame.kind == Frame::Kind::Comment) return {KeepAlive{}};
    Events events = decodeJson(frame);
    // Whatever the connection broke off in proves nothing about the end.
    if (frame.unterminated) std::erase_if(events, endsStream);
    if (!frame.errorField.isEmpty()) events.emplace_back(failureFrom(m_profile, frame.errorField));
    return events;
}

OpenAiDecoder::Events OpenAiDecoder::decodeJson(const Frame &frame)
{
    const QByteArray data = frame.data.trimmed();
    if (data.isEmpty() || frame.event == "ping") return {KeepAlive{}};
    if (data == "[DONE]") {
        if (m_ended || frame.unterminated) return {};
        m_ended = true;
        return {StreamEnd{}};
    }
    QJsonParseError problem;
    const QJsonObject object = readObject(data, problem);
    if (!object.isEmpty() && frame.event == "error" && errorIn(object).isUndefined())
        return {StreamFailure{reportedError(m_profile, object)}};
    if (!object.isEmpty()) return chunkEvents(object);
    if (frame.unterminated) return {};
    if (frame.event == "error") return {failureFrom(m_profile, data)};
    if (problem.error == QJsonParseError::NoError) return {InvalidFrame{QStringLiteral("not a JSON object")}};
    return {InvalidFrame{QStringLiteral("%1 (byte %2)").arg(problem.errorString()).arg(problem.offset)}};
}

OpenAiDecoder::Events OpenAiDecoder::chunkEvents(const QJsonObject &chunk)
{
    Events events;
    if (!m_ended) {
        readStart(chunk, events);
        for (const QJsonValue &choice : chunk.value(QLatin1StringView("choices")).toArray())
            readChoice(choice.toObject(), events);
    }
    readUsage(chunk, events);
    if (m_ended) return events;
    // Last, so that what came with it is known when the stream is given up.
    const QJsonValue error = errorIn(chunk);
    if (!error.isUndefined()) events.emplace_back(StreamFailure{reportedError(m_profile, error)});
    return events;
}

void OpenAiDecoder::readStart(const QJsonObject &chunk, Events &events)
{
    StreamStart told;
    const auto take = [](QString &known, QString &news, const QString &text) {
        if (known.isEmpty() && !text.isEmpty()) known = news = text;
    };
    take(m_start.responseId, told.responseId, chunk.value(QLatin1StringView("id")).toString());
    take(m_start.model, told.model, chunk.value(QLatin1StringView("model")).toString());
    take(m_start.provider, told.provider, servingProvider(chunk));
    if (told != StreamStart{}) events.emplace_back(told);
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
    if (isError(error)) events.emplace_back(StreamFailure{reportedError(m_profile, error)});
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
    StreamFinish finish{finishReasonOf(text), choice.value(QLatin1StringView("native_finish_reason")).toString()};
    if (finish.nativeReason.isEmpty() && text != toString(finish.reason)) finish.nativeReason = text;
    if (m_finish == finish) return;
    m_finish = finish;
    events.emplace_back(finish);
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
    return usageReport(usage, m_profile.quirks);
}

std::vector<StreamEvent> OpenAiDecoder::decodeWhole(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonObject answer = readObject(body, problem);
    const bool hasChoices = answer.value(QLatin1StringView("choices")).isArray();
    if (!hasChoices && errorIn(answer).isUndefined()) return {StreamFailure{wholeBodyError(m_profile, body)}};
    Events events = chunkEvents(answer);
    if (hasChoices) events.emplace_back(StreamEnd{});
    return events;
}

} // namespace burin

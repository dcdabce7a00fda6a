#include "core/simulator/jsontext.h"
#include "core/simulator/protocol.h"
#include "core/simulator/requestreader.h"

#include <QJsonArray>

// OpenAI Responses.

namespace burin::simulator {

namespace {

QString s(const char *text)
{
    return QString::fromLatin1(text);
}

class ResponsesWriter : public AnswerWriter {
public:
    using AnswerWriter::AnswerWriter;

    QByteArray write(const Part &part) override
    {
        switch (part.kind) {
        case PartKind::Begin:
            return joined({whole("response.created", "in_progress"), whole("response.in_progress", "in_progress")});
        case PartKind::OpenReasoning:
            return joined({event("response.output_item.added", {{s("item"), item("reasoning", "in_progress")}}),
                           event("response.reasoning_summary_part.added", {{s("summary_index"), 0}})});
        case PartKind::Reasoning:
            return event("response.reasoning_summary_text.delta", {{s("summary_index"), 0}, {s("delta"), part.text}});
        case PartKind::CloseReasoning:
            return joined({event("response.reasoning_summary_text.done",
                                 {{s("summary_index"), 0}, {s("text"), m_answer.thoughts()}}),
                           closed(item("reasoning", "completed"))});
        case PartKind::OpenText:
            return openMessage("output_text");
        case PartKind::Text:
            return event("response.output_text.delta", {{s("content_index"), 0}, {s("delta"), part.text}});
        case PartKind::CloseText:
            return joined({event("response.output_text.done", {{s("content_index"), 0}, {s("text"), m_answer.text()}}),
                           closed(message())});
        case PartKind::Refusal:
            return joined({std::exchange(m_refusing, true) ? QByteArray() : openMessage("refusal"),
                           event("response.refusal.delta", {{s("content_index"), 0}, {s("delta"), part.text}})});
        case PartKind::ToolCall:
            return toolCall(m_answer.toolCalls[size_t(part.index)]);
        case PartKind::Finish:
        case PartKind::Usage:
            break; // both are part of the end
        case PartKind::End:
            return end();
        }
        return {};
    }

    QByteArray error(const Complaint &complaint) const override
    {
        return namedEvent("error",
                          compact({{s("type"), s("error")},
                                   {s("sequence_number"), m_sequence},
                                   {s("code"), s(complaint.openAiCode ? complaint.openAiCode : complaint.openAiType)},
                                   {s("message"), complaint.message},
                                   {s("param"), QJsonValue::Null}}));
    }

    QByteArray malformed() const override
    {
        return namedEvent("response.output_text.delta", "{\"type\":\"response.output_text.delta\",\"delta\":");
    }

    QByteArray keepAlive() const override { return ": still here\n\n"; }

    QByteArray document() const override { return compact(response(finalStatus())); }

private:
    QByteArray event(const char *type, QJsonObject fields)
    {
        fields.insert(s("type"), s(type));
        fields.insert(s("sequence_number"), m_sequence++);
        if (!fields.contains(s("response"))) fields.insert(s("output_index"), m_output);
        if (!fields.contains(s("response")) && !fields.contains(s("item"))) fields.insert(s("item_id"), itemId());
        return namedEvent(type, compact(fields));
    }

    QByteArray whole(const char *type, const char *status)
    {
        return event(type, {{s("response"), response(s(status))}});
    }

    QByteArray openMessage(const char *partType)
    {
        const QJsonObject part{{s("type"), s(partType)}};
        return joined({event("response.output_item.added", {{s("item"), item("message", "in_progress")}}),
                       event("response.content_part.added", {{s("content_index"), 0}, {s("part"), part}})});
    }

    QByteArray closed(const QJsonObject &item)
    {
        const QByteArray bytes = event("response.output_item.done", {{s("item"), item}});
        ++m_output;
        return bytes;
    }

    QByteArray toolCall(const ToolCall &call)
    {
        QJsonObject opened = callItem(call);
        opened.insert(s("arguments"), QString());
        const qsizetype half = call.arguments.size() / 2;
        return joined({event("response.output_item.added", {{s("item"), opened}}),
                       event("response.function_call_arguments.delta", {{s("delta"), call.arguments.left(half)}}),
                       event("response.function_call_arguments.delta", {{s("delta"), call.arguments.mid(half)}}),
                       event("response.function_call_arguments.done", {{s("arguments"), call.arguments}}),
                       closed(callItem(call))});
    }

    QByteArray end()
    {
        QByteArray bytes;
        if (m_refusing)
            bytes = joined(
                {event("response.refusal.done", {{s("content_index"), 0}, {s("refusal"), m_answer.refusalText()}}),
                 closed(message())});
        const QString status = finalStatus();
        return bytes + event(qPrintable(s("response.") + status), {{s("response"), response(status)}});
    }

    QString finalStatus() const
    {
        const QString &reason = m_answer.finishReason;
        if (reason == s("length") || reason == s("content_filter")) return s("incomplete");
        return reason == s("error") ? s("failed") : s("completed");
    }

    QString itemId() const { return QStringLiteral("item_simulator_%1_%2").arg(m_answer.number).arg(m_output); }

    QJsonObject item(const char *type, const char *status) const
    {
        QJsonObject item{{s("id"), itemId()}, {s("type"), s(type)}, {s("status"), s(status)}};
        if (s(type) == s("message")) {
            item.insert(s("role"), s("assistant"));
            item.insert(s("content"), QJsonArray());
        } else {
            item.insert(s("summary"), QJsonArray());
        }
        return item;
    }

    QJsonObject message() const
    {
        QJsonObject text{{s("type"), s("output_text")}, {s("text"), m_answer.text()}, {s("annotations"), QJsonArray()}};
        if (!m_answer.refusal.empty()) text = {{s("type"), s("refusal")}, {s("refusal"), m_answer.refusalText()}};
        QJsonObject whole = item("message", "completed");
        whole.insert(s("content"), QJsonArray{text});
        return whole;
    }

    QJsonObject callItem(const ToolCall &call) const
    {
        return {{s("id"), itemId()},
                {s("type"), s("function_call")},
                {s("call_id"), call.id},
                {s("name"), call.name},
                {s("arguments"), call.arguments}};
    }

    QJsonArray output() const
    {
        QJsonArray items;
        if (!m_answer.reasoning.empty()) {
            QJsonObject reasoning = item("reasoning", "completed");
            reasoning.insert(s("summary"),
                             QJsonArray{QJsonObject{{s("type"), s("summary_text")}, {s("text"), m_answer.thoughts()}}});
            items += reasoning;
        }
        if (!m_answer.content.empty() || !m_answer.refusal.empty()) items += message();
        for (const ToolCall &call : m_answer.toolCalls)
            items += callItem(call);
        return items;
    }

    QJsonObject response(const QString &status) const
    {
        QJsonObject json{{s("id"), QStringLiteral("resp_simulator_%1").arg(m_answer.number)},
                         {s("object"), s("response")},
                         {s("created_at"), m_answer.created},
                         {s("status"), status},
                         {s("model"), m_answer.model},
                         {s("error"), QJsonValue::Null},
                         {s("incomplete_details"), QJsonValue::Null},
                         {s("output"), QJsonArray()},
                         {s("usage"), QJsonValue::Null}};
        if (status == s("in_progress")) return json;
        json.insert(s("output"), output());
        if (status == s("incomplete")) {
            const bool length = m_answer.finishReason == s("length");
            json.insert(s("incomplete_details"),
                        QJsonObject{{s("reason"), length ? s("max_output_tokens") : s("content_filter")}});
        } else if (status == s("failed")) {
            json.insert(s("error"), QJsonObject{{s("code"), s("server_error")},
                                                {s("message"), s("The model stopped because of an error.")}});
        }
        if (m_answer.reportsUsage()) json.insert(s("usage"), usage());
        return json;
    }

    QJsonObject usage() const
    {
        const qint64 output = m_answer.outputTokens() + m_answer.reasoningTokens();
        return {{s("input_tokens"), m_answer.reported(m_answer.promptTokens)},
                {s("input_tokens_details"), QJsonObject{{s("cached_tokens"), 0}}},
                {s("output_tokens"), m_answer.reported(output)},
                {s("output_tokens_details"), QJsonObject{{s("reasoning_tokens"), m_answer.reasoningTokens()}}},
                {s("total_tokens"), m_answer.reported(m_answer.promptTokens + output)}};
    }

    int m_sequence = 0;
    int m_output = 0;
    bool m_refusing = false;
};

/// The text of an input item; items that are no messages have none.
void addInput(ChatAsk &ask, const QJsonValue &input)
{
    if (input.isString()) return addMessage(ask, s("user"), input.toString());
    for (const QJsonArray items = input.toArray(); const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        const QString role = item.value(u"role").toString();
        if (!role.isEmpty()) addMessage(ask, role, textOf(item.value(u"content")));
    }
}

class ResponsesProtocol : public Protocol {
public:
    Result<ChatAsk, QString> readAsk(const HttpMessage &request) const override
    {
        const Result<QJsonObject, QString> json = readBody(request.body);
        if (!json) return json.error();
        ChatAsk ask = askWithSeed(0);
        ask.model = json->value(u"model").toString();
        if (ask.model.isEmpty()) return s("You must provide a model parameter.");
        if (json->contains(u"instructions")) addMessage(ask, s("system"), json->value(u"instructions").toString());
        addInput(ask, json->value(u"input"));
        if (ask.promptTokens == 0) return s("'input' must be a text or a list of items.");
        ask.maxTokens = tokenLimitOf(*json, {QLatin1StringView("max_output_tokens")});
        ask.stream = json->value(u"stream").toBool();
        return ask;
    }

    std::unique_ptr<AnswerWriter> writer(SimulatedAnswer answer) const override
    {
        return std::make_unique<ResponsesWriter>(std::move(answer));
    }

    QByteArray errorBody(const Complaint &complaint) const override { return openAiError(complaint); }
};

} // namespace

const Protocol &openAiResponses()
{
    static const ResponsesProtocol protocol;
    return protocol;
}

} // namespace burin::simulator

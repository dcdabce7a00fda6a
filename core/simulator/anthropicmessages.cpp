#include "core/simulator/jsontext.h"
#include "core/simulator/protocol.h"
#include "core/simulator/requestreader.h"

// Anthropic Messages.

namespace burin::simulator {

namespace {

struct ReasonRow {
    const char *reason;
    const char *native;
};
constexpr ReasonRow reasons[] = {{"stop", "end_turn"},
                                 {"length", "max_tokens"},
                                 {"tool_calls", "tool_use"},
                                 {"content_filter", "refusal"},
                                 {"refusal", "refusal"}};

QByteArray nativeReason(const QString &reason)
{
    for (const ReasonRow &row : reasons) {
        if (reason == QLatin1StringView(row.reason)) return '"' + QByteArray(row.native) + '"';
    }
    return quoted(reason);
}

class MessagesWriter : public AnswerWriter {
public:
    using AnswerWriter::AnswerWriter;

    QByteArray write(const Part &part) override
    {
        switch (part.kind) {
        case PartKind::Begin:
            return event("message_start", "\"message\":" + message("[]", "null", usage(1))) + keepAlive();
        case PartKind::OpenReasoning:
            return open("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        case PartKind::Reasoning:
            return delta("{\"type\":\"thinking_delta\",\"thinking\":" + quoted(part.text) + '}');
        case PartKind::CloseReasoning:
            return joined({delta("{\"type\":\"signature_delta\",\"signature\":\"c2ltdWxhdG9y\"}"), close()});
        case PartKind::OpenText:
            return open("{\"type\":\"text\",\"text\":\"\"}");
        case PartKind::Text:
            return delta("{\"type\":\"text_delta\",\"text\":" + quoted(part.text) + '}');
        case PartKind::CloseText:
            return close();
        case PartKind::Refusal: // the words of a refusal are text like any other
            return joined({m_open ? QByteArray() : open("{\"type\":\"text\",\"text\":\"\"}"),
                           delta("{\"type\":\"text_delta\",\"text\":" + quoted(part.text) + '}')});
        case PartKind::ToolCall:
            return toolCall(m_answer.toolCalls[size_t(part.index)]);
        case PartKind::Finish:
            return joined({m_open ? close() : QByteArray(), messageDelta()});
        case PartKind::Usage:
            return {}; // part of the finish
        case PartKind::End:
            return event("message_stop");
        }
        return {};
    }

    QByteArray error(const Complaint &complaint) const override
    {
        return namedEvent("error", anthropicError(complaint));
    }

    QByteArray malformed() const override
    {
        return namedEvent("content_block_delta", "{\"type\":\"content_block_delta\",\"delta\":{\"text\":");
    }

    QByteArray keepAlive() const override { return namedEvent("ping", "{\"type\": \"ping\"}"); }

    QByteArray document() const override
    {
        QByteArrayList blocks;
        if (!m_answer.reasoning.empty())
            blocks += "{\"type\":\"thinking\",\"thinking\":" + quoted(m_answer.thoughts()) +
                      ",\"signature\":\"c2ltdWxhdG9y\"}";
        const QString text = m_answer.text() + m_answer.refusalText();
        if (!text.isEmpty()) blocks += "{\"type\":\"text\",\"text\":" + quoted(text) + '}';
        for (const ToolCall &call : m_answer.toolCalls)
            blocks += "{\"type\":\"tool_use\",\"id\":" + quoted(call.id) + ",\"name\":" + quoted(call.name) +
                      ",\"input\":" + call.arguments.toUtf8() + '}';
        return message('[' + blocks.join(',') + ']', nativeReason(m_answer.finishReason), usage(outputTokens()));
    }

private:
    qint64 outputTokens() const { return m_answer.outputTokens() + m_answer.reasoningTokens(); }

    static QByteArray event(const QByteArray &type, const QByteArray &fields = {})
    {
        return namedEvent(type, "{\"type\":\"" + type + '"' + (fields.isEmpty() ? fields : ',' + fields) + '}');
    }

    QByteArray index() const { return "\"index\":" + QByteArray::number(m_index); }

    QByteArray open(const QByteArray &block)
    {
        m_open = true;
        return event("content_block_start", index() + ",\"content_block\":" + block);
    }

    QByteArray delta(const QByteArray &delta) const
    {
        return event("content_block_delta", index() + ",\"delta\":" + delta);
    }

    QByteArray close()
    {
        m_open = false;
        const QByteArray bytes = event("content_block_stop", index());
        ++m_index;
        return bytes;
    }

    QByteArray toolCall(const ToolCall &call)
    {
        const auto fragment = [this](const QString &json) {
            return delta("{\"type\":\"input_json_delta\",\"partial_json\":" + quoted(json) + '}');
        };
        const qsizetype half = call.arguments.size() / 2;
        QByteArray bytes = open("{\"type\":\"tool_use\",\"id\":" + quoted(call.id) + ",\"name\":" + quoted(call.name) +
                                ",\"input\":{}}");
        bytes += fragment(call.arguments.left(half)) + fragment(call.arguments.mid(half));
        return bytes + close();
    }

    QByteArray messageDelta() const
    {
        QByteArray fields =
            "\"delta\":{\"stop_reason\":" + nativeReason(m_answer.finishReason) + ",\"stop_sequence\":null}";
        if (m_answer.reportsUsage())
            fields += ",\"usage\":" + compact({{QStringLiteral("output_tokens"), m_answer.reported(outputTokens())}});
        return event("message_delta", fields);
    }

    QByteArray usage(qint64 output) const
    {
        if (!m_answer.reportsUsage()) return {};
        return compact({{QStringLiteral("input_tokens"), m_answer.reported(m_answer.promptTokens)},
                        {QStringLiteral("cache_creation_input_tokens"), 0},
                        {QStringLiteral("cache_read_input_tokens"), 0},
                        {QStringLiteral("output_tokens"), m_answer.reported(output)},
                        {QStringLiteral("service_tier"), QStringLiteral("standard")}});
    }

    QByteArray message(const QByteArray &content, const QByteArray &stopReason, const QByteArray &usage) const
    {
        QByteArray json = "{\"id\":\"msg_simulator_" + QByteArray::number(m_answer.number) +
                          "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":" + quoted(m_answer.model) +
                          ",\"content\":" + content + ",\"stop_reason\":" + stopReason + ",\"stop_sequence\":null";
        if (!usage.isEmpty()) json += ",\"usage\":" + usage;
        return json + '}';
    }

    int m_index = 0;
    bool m_open = false;
};

class MessagesProtocol : public Protocol {
public:
    Result<ChatAsk, QString> readAsk(const HttpMessage &request) const override
    {
        const Result<QJsonObject, QString> json = readBody(request.body);
        if (!json) return json.error();
        ChatAsk ask = askWithSeed(0);
        ask.model = json->value(u"model").toString();
        if (ask.model.isEmpty()) return QStringLiteral("model: Field required");
        if (json->contains(u"system")) addMessage(ask, QStringLiteral("system"), textOf(json->value(u"system")));
        if (const std::optional<QString> bad = addMessages(ask, json->value(u"messages"))) return *bad;
        ask.maxTokens = tokenLimitOf(*json, {QLatin1StringView("max_tokens")});
        const bool counts = request.path.endsWith("/count_tokens");
        if (!ask.maxTokens && !counts) return QStringLiteral("max_tokens: Field required");
        ask.stop = stopSequencesOf(json->value(u"stop_sequences"));
        ask.stream = json->value(u"stream").toBool();
        return ask;
    }

    std::unique_ptr<AnswerWriter> writer(SimulatedAnswer answer) const override
    {
        return std::make_unique<MessagesWriter>(std::move(answer));
    }

    QByteArray errorBody(const Complaint &complaint) const override { return anthropicError(complaint); }
    QByteArray requestIdHeader() const override { return "request-id"; }
};

} // namespace

const Protocol &anthropicMessages()
{
    static const MessagesProtocol protocol;
    return protocol;
}

} // namespace burin::simulator

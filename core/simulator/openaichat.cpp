#include "core/simulator/jsontext.h"
#include "core/simulator/ledger.h"
#include "core/simulator/protocol.h"
#include "core/simulator/requestreader.h"

#include <QJsonArray>

// OpenAI Chat Completions, and what OpenRouter adds to it.

namespace burin::simulator {

namespace {

enum class Flavour { OpenAi, OpenRouter };

QByteArray nativeReason(const QString &reason)
{
    return quoted(reason == QLatin1StringView("refusal") ? QStringLiteral("stop") : reason);
}

class ChatWriter : public AnswerWriter {
public:
    ChatWriter(SimulatedAnswer answer, Flavour flavour)
        : AnswerWriter(std::move(answer)), m_flavour(flavour), m_prefix(prefix("chat.completion.chunk"))
    {
    }

    QByteArray write(const Part &part) override
    {
        switch (part.kind) {
        case PartKind::Begin:
            return (isRouter() ? keepAlive() : QByteArray()) +
                   chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
        case PartKind::Reasoning:
            return chunk('{' + reasoningKey() + ':' + quoted(part.text) + '}', "null");
        case PartKind::Text:
            return chunk("{\"content\":" + quoted(part.text) + '}', "null");
        case PartKind::Refusal:
            return chunk("{\"refusal\":" + quoted(part.text) + '}', "null");
        case PartKind::ToolCall:
            return toolCall(part.index);
        case PartKind::Finish:
            return chunk("{}", nativeReason(m_answer.finishReason));
        case PartKind::Usage:
            return dataEvent(m_prefix + ",\"choices\":[],\"usage\":" + usage() + '}');
        case PartKind::End:
            return dataEvent("[DONE]");
        case PartKind::OpenReasoning:
        case PartKind::CloseReasoning:
        case PartKind::OpenText:
        case PartKind::CloseText:
            break;
        }
        return {};
    }

    QByteArray error(const Complaint &complaint) const override
    {
        if (!isRouter()) return dataEvent(openAiError(complaint));
        const QByteArray error = openRouterError(complaint);
        return dataEvent(m_prefix + ',' + error.mid(1, error.size() - 2) +
                         ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}");
    }

    QByteArray malformed() const override
    {
        return dataEvent(m_prefix + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":");
    }

    QByteArray keepAlive() const override { return isRouter() ? ": OPENROUTER PROCESSING\n\n" : ": still here\n\n"; }

    QByteArray document() const override
    {
        QByteArray message = "{\"role\":\"assistant\",\"content\":" + quoted(m_answer.text());
        if (!m_answer.reasoning.empty()) message += ',' + reasoningKey() + ':' + quoted(m_answer.thoughts());
        if (!m_answer.refusal.empty()) message += ",\"refusal\":" + quoted(m_answer.refusalText());
        if (!m_answer.toolCalls.empty()) message += ",\"tool_calls\":" + toolCalls();
        QByteArray json = prefix("chat.completion") + ",\"choices\":[{\"index\":0,\"message\":" + message +
                          "},\"finish_reason\":" + nativeReason(m_answer.finishReason) + "}]";
        if (m_answer.reportsUsage()) json += ",\"usage\":" + usage();
        return json + '}';
    }

private:
    bool isRouter() const { return m_flavour == Flavour::OpenRouter; }
    QByteArray reasoningKey() const { return isRouter() ? "\"reasoning\"" : "\"reasoning_content\""; }

    /// What a document or chunk begins with.
    QByteArray prefix(const QByteArray &object) const
    {
        const QByteArray id =
            isRouter() ? generationId(m_answer.number) : "chatcmpl-simulator-" + QByteArray::number(m_answer.number);
        return "{\"id\":\"" + id + "\",\"object\":\"" + object +
               "\",\"created\":" + QByteArray::number(m_answer.created) + ",\"model\":" + quoted(m_answer.model) +
               (isRouter() ? ",\"provider\":\"Simulator\"" : ",\"system_fingerprint\":\"fp_simulator\"");
    }

    QByteArray chunk(const QByteArray &delta, const QByteArray &finishReason) const
    {
        QByteArray choice = "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason;
        if (isRouter()) choice += ",\"native_finish_reason\":" + finishReason;
        const bool announces = !isRouter() && m_answer.reportsUsage();
        return dataEvent(m_prefix + ",\"choices\":[" + choice + "}]" + (announces ? ",\"usage\":null}" : "}"));
    }

    /// Name and id first, the arguments in two fragments.
    QByteArray toolCall(int index) const
    {
        const ToolCall &call = m_answer.toolCalls[size_t(index)];
        const QByteArray head = "{\"tool_calls\":[{\"index\":" + QByteArray::number(index);
        const auto fragment = [&](const QString &arguments) {
            return chunk(head + ",\"function\":{\"arguments\":" + quoted(arguments) + "}}]}", "null");
        };
        const qsizetype half = call.arguments.size() / 2;
        return chunk(head + ",\"id\":" + quoted(call.id) + ",\"type\":\"function\",\"function\":{\"name\":" +
                         quoted(call.name) + ",\"arguments\":\"\"}}]}",
                     "null") +
               fragment(call.arguments.left(half)) + fragment(call.arguments.mid(half));
    }

    QByteArray toolCalls() const
    {
        QByteArrayList calls;
        for (const ToolCall &call : m_answer.toolCalls)
            calls += "{\"id\":" + quoted(call.id) +
                     ",\"type\":\"function\",\"function\":{\"name\":" + quoted(call.name) +
                     ",\"arguments\":" + quoted(call.arguments) + "}}";
        return '[' + calls.join(',') + ']';
    }

    QByteArray usage() const
    {
        const qint64 completion = m_answer.outputTokens() + m_answer.reasoningTokens();
        QJsonObject usage{{QStringLiteral("prompt_tokens"), m_answer.reported(m_answer.promptTokens)},
                          {QStringLiteral("completion_tokens"), m_answer.reported(completion)},
                          {QStringLiteral("total_tokens"), m_answer.reported(m_answer.promptTokens + completion)},
                          {QStringLiteral("completion_tokens_details"),
                           QJsonObject{{QStringLiteral("reasoning_tokens"), m_answer.reasoningTokens()}}}};
        if (isRouter()) {
            usage.insert(QStringLiteral("cost"), costOf(m_answer));
            usage.insert(QStringLiteral("is_byok"), false);
        }
        return compact(usage);
    }

    Flavour m_flavour;
    QByteArray m_prefix;
};

class ChatProtocol : public Protocol {
public:
    explicit ChatProtocol(Flavour flavour) : m_flavour(flavour) {}

    Result<ChatAsk, QString> readAsk(const HttpMessage &request) const override
    {
        const Result<QJsonObject, QString> json = readBody(request.body);
        if (!json) return json.error();
        ChatAsk ask = askWithSeed(json->value(u"seed").toInteger());
        ask.model = json->value(u"model").toString();
        if (ask.model.isEmpty()) return QStringLiteral("You must provide a model parameter.");
        if (const std::optional<QString> bad = addMessages(ask, json->value(u"messages"))) return *bad;
        ask.maxTokens =
            tokenLimitOf(*json, {QLatin1StringView("max_completion_tokens"), QLatin1StringView("max_tokens")});
        ask.stop = stopSequencesOf(json->value(u"stop"));
        ask.stream = json->value(u"stream").toBool();
        ask.usageWanted = m_flavour == Flavour::OpenRouter || !ask.stream ||
                          json->value(u"stream_options").toObject().value(u"include_usage").toBool();
        return ask;
    }

    std::unique_ptr<AnswerWriter> writer(SimulatedAnswer answer) const override
    {
        return std::make_unique<ChatWriter>(std::move(answer), m_flavour);
    }

    QByteArray errorBody(const Complaint &complaint) const override
    {
        return m_flavour == Flavour::OpenRouter ? openRouterError(complaint) : openAiError(complaint);
    }

private:
    Flavour m_flavour;
};

} // namespace

const Protocol &openAiChat()
{
    static const ChatProtocol protocol(Flavour::OpenAi);
    return protocol;
}

const Protocol &openRouterChat()
{
    static const ChatProtocol protocol(Flavour::OpenRouter);
    return protocol;
}

} // namespace burin::simulator

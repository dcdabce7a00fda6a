#include "core/simulator/jsontext.h"
#include "core/simulator/protocol.h"
#include "core/simulator/requestreader.h"

#include <QDateTime>

// Ollama's own chat: a JSON object a line.

namespace burin::simulator {

namespace {

constexpr qint64 NanosecondsPerToken = 10'000'000;

class LinesWriter : public AnswerWriter {
public:
    explicit LinesWriter(SimulatedAnswer answer)
        : AnswerWriter(std::move(answer)),
          m_prefix("{\"model\":" + quoted(m_answer.model) + ",\"created_at\":\"" +
                   QDateTime::fromSecsSinceEpoch(m_answer.created, Qt::UTC).toString(Qt::ISODate).toLatin1() + '"')
    {
    }

    QByteArray write(const Part &part) override
    {
        switch (part.kind) {
        case PartKind::Reasoning:
            return line("\"content\":\"\",\"thinking\":" + quoted(part.text));
        case PartKind::Text:
        case PartKind::Refusal: // the words of a refusal are text like any other
            return line("\"content\":" + quoted(part.text));
        case PartKind::ToolCall:
            return line("\"content\":\"\",\"tool_calls\":[" + toolCall(m_answer.toolCalls[size_t(part.index)]) + ']');
        case PartKind::End:
            return m_prefix + ",\"message\":{\"role\":\"assistant\",\"content\":\"\"}," + ending() + "}\n";
        case PartKind::Begin:
        case PartKind::OpenReasoning:
        case PartKind::CloseReasoning:
        case PartKind::OpenText:
        case PartKind::CloseText:
        case PartKind::Finish:
        case PartKind::Usage:
            break; // finish and usage are part of the end
        }
        return {};
    }

    QByteArray error(const Complaint &complaint) const override { return ollamaError(complaint) + '\n'; }
    QByteArray malformed() const override { return m_prefix + ",\"message\":{\"role\":\"assistant\",\"content\":\n"; }
    QByteArray keepAlive() const override { return "\n"; }

    QByteArray document() const override
    {
        QByteArray message = "\"content\":" + quoted(m_answer.text() + m_answer.refusalText());
        if (!m_answer.reasoning.empty()) message += ",\"thinking\":" + quoted(m_answer.thoughts());
        QByteArrayList calls;
        for (const ToolCall &call : m_answer.toolCalls)
            calls += toolCall(call);
        if (!calls.isEmpty()) message += ",\"tool_calls\":[" + calls.join(',') + ']';
        return m_prefix + ",\"message\":{\"role\":\"assistant\"," + message + "}," + ending() + '}';
    }

private:
    QByteArray line(const QByteArray &fields) const
    {
        return m_prefix + ",\"message\":{\"role\":\"assistant\"," + fields + "},\"done\":false}\n";
    }

    static QByteArray toolCall(const ToolCall &call)
    {
        return "{\"function\":{\"name\":" + quoted(call.name) + ",\"arguments\":" + call.arguments.toUtf8() + "}}";
    }

    QByteArray ending() const
    {
        const QString &finish = m_answer.finishReason;
        const bool plain = finish == QLatin1StringView("tool_calls") || finish == QLatin1StringView("refusal");
        const QString reason = plain ? QStringLiteral("stop") : finish;
        QByteArray fields = "\"done\":true,\"done_reason\":" + quoted(reason);
        if (!m_answer.reportsUsage()) return fields;
        const qint64 output = m_answer.outputTokens() + m_answer.reasoningTokens();
        const QByteArray figures =
            compact({{QStringLiteral("total_duration"), output * NanosecondsPerToken},
                     {QStringLiteral("load_duration"), 0},
                     {QStringLiteral("prompt_eval_count"), m_answer.reported(m_answer.promptTokens)},
                     {QStringLiteral("prompt_eval_duration"), 0},
                     {QStringLiteral("eval_count"), m_answer.reported(output)},
                     {QStringLiteral("eval_duration"), output * NanosecondsPerToken}});
        return fields + ',' + figures.mid(1, figures.size() - 2);
    }

    QByteArray m_prefix;
};

class LinesProtocol : public Protocol {
public:
    Result<ChatAsk, QString> readAsk(const HttpMessage &request) const override
    {
        const Result<QJsonObject, QString> json = readBody(request.body);
        if (!json) return json.error();
        const QJsonObject options = json->value(u"options").toObject();
        ChatAsk ask = askWithSeed(options.value(u"seed").toInteger());
        ask.model = json->value(u"model").toString();
        if (ask.model.isEmpty()) return QStringLiteral("model is required");
        if (const std::optional<QString> bad = addMessages(ask, json->value(u"messages"))) return *bad;
        ask.maxTokens = tokenLimitOf(options, {QLatin1StringView("num_predict")});
        ask.stop = stopSequencesOf(options.value(u"stop"));
        ask.stream = json->value(u"stream").toBool(true);
        return ask;
    }

    std::unique_ptr<AnswerWriter> writer(SimulatedAnswer answer) const override
    {
        return std::make_unique<LinesWriter>(std::move(answer));
    }

    QByteArray errorBody(const Complaint &complaint) const override { return ollamaError(complaint); }
    QByteArray streamType() const override { return "application/x-ndjson"; }
};

} // namespace

const Protocol &ollamaChat()
{
    static const LinesProtocol protocol;
    return protocol;
}

} // namespace burin::simulator

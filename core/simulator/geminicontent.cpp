#include "core/simulator/jsontext.h"
#include "core/simulator/protocol.h"
#include "core/simulator/requestreader.h"

#include <QJsonArray>

// Google Gemini, generateContent. Its server ends lines with CRLF.

namespace burin::simulator {

namespace {

struct ReasonRow {
    const char *reason;
    const char *native;
};
constexpr ReasonRow reasons[] = {{"stop", "STOP"},       {"length", "MAX_TOKENS"},
                                 {"tool_calls", "STOP"}, {"content_filter", "SAFETY"},
                                 {"refusal", "STOP"},    {"error", "OTHER"}};

QString nativeReason(const QString &reason)
{
    for (const ReasonRow &row : reasons) {
        if (reason == QLatin1StringView(row.reason)) return QString::fromLatin1(row.native);
    }
    return reason;
}

QByteArray event(const QByteArray &data)
{
    return "data: " + data + "\r\n\r\n";
}

class ContentWriter : public AnswerWriter {
public:
    using AnswerWriter::AnswerWriter;

    QByteArray write(const Part &part) override
    {
        switch (part.kind) {
        case PartKind::Reasoning:
            ++m_thoughts;
            return chunk("{\"text\":" + quoted(part.text) + ",\"thought\":true}");
        case PartKind::Text:
        case PartKind::Refusal: // the words of a refusal are text like any other
            ++m_candidates;
            return chunk("{\"text\":" + quoted(part.text) + '}');
        case PartKind::ToolCall:
            return chunk(functionCall(m_answer.toolCalls[size_t(part.index)]));
        case PartKind::Finish:
            m_candidates = m_answer.outputTokens();
            return event(finish());
        case PartKind::Begin:
        case PartKind::OpenReasoning:
        case PartKind::CloseReasoning:
        case PartKind::OpenText:
        case PartKind::CloseText:
        case PartKind::Usage: // part of every chunk
        case PartKind::End:   // the body just ends
            break;
        }
        return {};
    }

    QByteArray error(const Complaint &complaint) const override { return event(googleError(complaint)); }
    QByteArray malformed() const override { return event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":"); }
    QByteArray keepAlive() const override { return ": still here\r\n\r\n"; }

    QByteArray document() const override
    {
        ContentWriter all(m_answer); // with the final figures
        all.m_candidates = m_answer.outputTokens();
        all.m_thoughts = m_answer.reasoningTokens();
        if (m_answer.blocked) return all.finish();
        QByteArrayList parts;
        if (!m_answer.reasoning.empty()) parts += "{\"text\":" + quoted(m_answer.thoughts()) + ",\"thought\":true}";
        parts += "{\"text\":" + quoted(m_answer.text() + m_answer.refusalText()) + '}';
        for (const ToolCall &call : m_answer.toolCalls)
            parts += functionCall(call);
        return all.response(parts.join(','), nativeReason(m_answer.finishReason));
    }

private:
    static QByteArray functionCall(const ToolCall &call)
    {
        return "{\"functionCall\":{\"name\":" + quoted(call.name) + ",\"args\":" + call.arguments.toUtf8() + "}}";
    }

    QByteArray chunk(const QByteArray &part) const { return event(response(part, {})); }

    /// The last chunk. What is blocked has no candidate, but a reason.
    QByteArray finish() const
    {
        if (!m_answer.blocked) return response("{\"text\":\"\"}", nativeReason(m_answer.finishReason));
        return "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}," + tail();
    }

    QByteArray response(const QByteArray &parts, const QString &finishReason) const
    {
        QByteArray candidate = "{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"}";
        if (!finishReason.isEmpty()) candidate += ",\"finishReason\":" + quoted(finishReason);
        return "{\"candidates\":[" + candidate + ",\"index\":0}]," + tail();
    }

    QByteArray tail() const
    {
        const QByteArray names = "\"modelVersion\":" + quoted(m_answer.model) + ",\"responseId\":\"simulator-" +
                                 QByteArray::number(m_answer.number) + "\"}";
        return (m_answer.reportsUsage() ? "\"usageMetadata\":" + usage() + ',' : QByteArray()) + names;
    }

    QByteArray usage() const
    {
        const qint64 total = m_answer.promptTokens + m_candidates + m_thoughts;
        QJsonObject usage{{QStringLiteral("promptTokenCount"), m_answer.reported(m_answer.promptTokens)},
                          {QStringLiteral("totalTokenCount"), m_answer.reported(total)}};
        if (m_candidates > 0) usage.insert(QStringLiteral("candidatesTokenCount"), m_answer.reported(m_candidates));
        if (m_thoughts > 0) usage.insert(QStringLiteral("thoughtsTokenCount"), m_thoughts);
        return compact(usage);
    }

    qint64 m_candidates = 0;
    qint64 m_thoughts = 0;
};

class ContentProtocol : public Protocol {
public:
    Result<ChatAsk, QString> readAsk(const HttpMessage &request) const override
    {
        const Result<QJsonObject, QString> json = readBody(request.body);
        if (!json) return json.error();
        const QJsonObject settings = json->value(u"generationConfig").toObject();
        ChatAsk ask = askWithSeed(settings.value(u"seed").toInteger());
        ask.model = modelInPath(request.path);
        const QJsonObject system = json->value(u"systemInstruction").toObject();
        if (!system.isEmpty()) addMessage(ask, QStringLiteral("system"), textOf(system.value(u"parts")));
        const QJsonArray contents = json->value(u"contents").toArray();
        if (contents.isEmpty()) return QStringLiteral("* GenerateContentRequest.contents: contents is not specified");
        for (const QJsonValue &content : contents)
            addMessage(ask, content.toObject().value(u"role").toString(QStringLiteral("user")),
                       textOf(content.toObject().value(u"parts")));
        ask.maxTokens = tokenLimitOf(settings, {QLatin1StringView("maxOutputTokens")});
        ask.stop = stopSequencesOf(settings.value(u"stopSequences"));
        ask.stream = request.path.endsWith(":streamGenerateContent");
        return ask;
    }

    std::unique_ptr<AnswerWriter> writer(SimulatedAnswer answer) const override
    {
        return std::make_unique<ContentWriter>(std::move(answer));
    }

    QByteArray errorBody(const Complaint &complaint) const override { return googleError(complaint); }
    QByteArray streamType() const override { return "text/event-stream"; }
};

} // namespace

const Protocol &geminiContent()
{
    static const ContentProtocol protocol;
    return protocol;
}

} // namespace burin::simulator

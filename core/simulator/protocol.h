#pragma once

#include "core/simulator/answer.h"
#include "core/simulator/complaint.h"

#include <memory>

namespace burin::simulator {

struct HttpMessage;

/// A piece of an answer, the same for all protocols; each writes it in its own way, or not at all.
enum class PartKind {
    Begin,
    OpenReasoning,
    Reasoning,
    CloseReasoning,
    OpenText,
    Text,
    CloseText,
    Refusal,
    ToolCall, ///< A whole one, in several frames where the protocol cuts it.
    Finish,
    Usage,
    End,
};

struct Part {
    PartKind kind;
    QString text;  ///< Of Reasoning, Text and Refusal.
    int index = 0; ///< Of a ToolCall.
};

/// Writes one answer as a vendor frames it. Called in the order of the parts; it may count what it wrote.
class AnswerWriter {
public:
    explicit AnswerWriter(SimulatedAnswer answer) : m_answer(std::move(answer)) {}
    virtual ~AnswerWriter() = default;

    const SimulatedAnswer &answer() const { return m_answer; }
    virtual QByteArray write(const Part &part) = 0;
    /// An error in the middle of the stream.
    virtual QByteArray error(const Complaint &complaint) const = 0;
    /// A frame that is well-formed but for its JSON.
    virtual QByteArray malformed() const = 0;
    /// A sign of life without content.
    virtual QByteArray keepAlive() const = 0;
    /// The answer in one piece, for a request that asked for no stream.
    virtual QByteArray document() const = 0;

protected:
    SimulatedAnswer m_answer;
};

/// A vendor's wire format, as its server sees it. Stateless.
class Protocol {
public:
    virtual ~Protocol() = default;

    /// The error says in one sentence what is wrong with the request.
    virtual Result<ChatAsk, QString> readAsk(const HttpMessage &request) const = 0;
    virtual std::unique_ptr<AnswerWriter> writer(SimulatedAnswer answer) const = 0;
    virtual QByteArray errorBody(const Complaint &complaint) const = 0;
    virtual QByteArray streamType() const { return "text/event-stream; charset=utf-8"; }
    /// The header of an answer that names the request.
    virtual QByteArray requestIdHeader() const { return "x-request-id"; }
};

// One file each.
const Protocol &openAiChat();
const Protocol &openRouterChat();
const Protocol &openAiResponses();
const Protocol &anthropicMessages();
const Protocol &geminiContent();
const Protocol &ollamaChat();

} // namespace burin::simulator

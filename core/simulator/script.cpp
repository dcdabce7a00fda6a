#include "core/simulator/script.h"

#include "core/simulator/faultreply.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin::simulator {

namespace {

constexpr int MalformedBefore = 3; ///< The damaged frame stands before this token, or at the end of a shorter answer.

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The text as a JSON string, in quotes.
QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

QByteArray event(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

} // namespace

AnswerScript::AnswerScript(SimulatedAnswer answer, const Scenario &scenario)
    : m_answer(std::move(answer)), m_usage(scenario.usage && m_answer.usageAsked), m_malformed(scenario.malformedFrame)
{
}

AnswerScript AnswerScript::streamed(SimulatedAnswer answer, const Scenario &scenario)
{
    AnswerScript script(std::move(answer), scenario);
    script.m_prefix = "{\"id\":" + quoted(script.m_answer.id) + ",\"object\":\"chat.completion.chunk\",\"created\":" +
                      QByteArray::number(script.m_answer.created) + ",\"model\":" + quoted(script.m_answer.model) +
                      ",\"system_fingerprint\":\"fp_simulator\"";
    std::vector<Step> &steps = script.m_steps;
    const int content = int(script.m_answer.content.size());
    steps.reserve(script.m_answer.reasoning.size() + script.m_answer.content.size() + 5);
    steps.push_back({Kind::Role, 0});
    for (int i = 0; i < int(script.m_answer.reasoning.size()); ++i)
        steps.push_back({Kind::Reasoning, i});
    for (int i = 0; i < content; ++i) {
        if (script.m_malformed && i == MalformedBefore) steps.push_back({Kind::Malformed, 0});
        steps.push_back({Kind::Content, i});
    }
    if (script.m_malformed && content <= MalformedBefore) steps.push_back({Kind::Malformed, 0});
    script.m_firstOfEnd = script.size();
    steps.push_back({Kind::Finish, 0});
    if (script.m_usage) steps.push_back({Kind::Usage, 0});
    if (scenario.ending != Scenario::Ending::NoTerminator) steps.push_back({Kind::Done, 0});
    return script;
}

AnswerScript AnswerScript::document(SimulatedAnswer answer, const Scenario &scenario)
{
    AnswerScript script(std::move(answer), scenario);
    script.m_steps.push_back({Kind::Document, 0});
    return script;
}

bool AnswerScript::isToken(int step) const
{
    const Kind kind = m_steps[size_t(step)].kind;
    return kind == Kind::Reasoning || kind == Kind::Content || kind == Kind::Document;
}

QByteArray AnswerScript::frame(int step) const
{
    const Step &it = m_steps[size_t(step)];
    switch (it.kind) {
    case Kind::Role:
        return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    case Kind::Reasoning:
        return chunk("{\"reasoning_content\":" + quoted(m_answer.reasoning[size_t(it.token)]) + '}', "null");
    case Kind::Content:
        return chunk("{\"content\":" + quoted(m_answer.content[size_t(it.token)]) + '}', "null");
    case Kind::Malformed:
        return event(m_prefix + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":");
    case Kind::Finish:
        return chunk("{}", quoted(m_answer.finishReason));
    case Kind::Usage:
        return event(m_prefix + ",\"choices\":[],\"usage\":" + usage() + '}');
    case Kind::Done:
        return event("[DONE]");
    case Kind::Document:
        return document();
    }
    Q_UNREACHABLE();
}

QByteArray AnswerScript::errorFrame() const
{
    const QByteArray error = errorBody(500, QStringLiteral("The model stopped because of an error."));
    return m_prefix.isEmpty() ? error : event(error);
}

QByteArray AnswerScript::chunk(const QByteArray &delta, const QByteArray &finishReason) const
{
    const QByteArray usage = m_usage ? ",\"usage\":null" : "";
    return event(m_prefix + ",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason +
                 "}]" + usage + '}');
}

QByteArray AnswerScript::usage() const
{
    const qint64 reasoning = qint64(m_answer.reasoning.size());
    const qint64 completion = qint64(m_answer.content.size()) + reasoning;
    return compact(
        {{QStringLiteral("prompt_tokens"), m_answer.promptTokens},
         {QStringLiteral("completion_tokens"), completion},
         {QStringLiteral("total_tokens"), m_answer.promptTokens + completion},
         {QStringLiteral("completion_tokens_details"), QJsonObject{{QStringLiteral("reasoning_tokens"), reasoning}}}});
}

QByteArray AnswerScript::document() const
{
    QString text;
    for (const QString &piece : m_answer.content)
        text += piece;
    QString reasoning;
    for (const QString &piece : m_answer.reasoning)
        reasoning += piece;
    QByteArray message = "{\"role\":\"assistant\",\"content\":" + quoted(text);
    if (!reasoning.isEmpty()) message += ",\"reasoning_content\":" + quoted(reasoning);
    QByteArray json = "{\"id\":" + quoted(m_answer.id) +
                      ",\"object\":\"chat.completion\",\"created\":" + QByteArray::number(m_answer.created) +
                      ",\"model\":" + quoted(m_answer.model) + ",\"choices\":[{\"index\":0,\"message\":" + message +
                      "},\"finish_reason\":" + quoted(m_answer.finishReason) + "}]";
    if (m_usage) json += ",\"usage\":" + usage();
    return m_malformed ? json : json + '}';
}

} // namespace burin::simulator

#include "core/store/llmturns.h"

#include "core/store/llmfile.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin {

namespace {

/// A message with what its role is not allowed to have in the domain.
struct ChainedMessage {
    Message message;
    QString reasoning;
};

QJsonObject payloadOf(const LlmRecord &part)
{
    return QJsonDocument::fromJson(part.text("payload").toUtf8()).object();
}

void addPart(ChainedMessage &chained, const LlmRecord &part)
{
    const QString type = part.text("type");
    const QJsonObject payload = payloadOf(part);
    Message &message = chained.message;
    if (type == QLatin1StringView("reasoning")) {
        chained.reasoning += part.text("text");
    } else if (type == QLatin1StringView("tool_call")) {
        const QJsonValue arguments = payload.value(QLatin1StringView("arguments"));
        const QString written =
            arguments.isObject() ? QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))
                                 : arguments.toString();
        message.toolCalls.push_back({payload.value(QLatin1StringView("tool_call_id")).toString(),
                                     payload.value(QLatin1StringView("name")).toString(), written});
    } else if (type == QLatin1StringView("tool_result")) {
        message.toolCallId = payload.value(QLatin1StringView("tool_call_id")).toString();
        const QString output = part.text("text");
        message.text += output.isEmpty() ? payload.value(QLatin1StringView("output")).toString() : output;
    } else {
        message.text += part.text("text"); // also of types that are not known yet
    }
}

/// From the first message to @p tip. A chain that has no end is cut.
std::vector<ChainedMessage> chainTo(LlmFile &file, const QString &tip)
{
    constexpr size_t Longest = 2'000;
    std::vector<ChainedMessage> chain;
    QString hash = tip;
    while (!hash.isEmpty() && chain.size() < Longest) {
        const std::vector<LlmRecord> found =
            file.rows(QStringLiteral("SELECT parent_hash, role FROM messages WHERE hash = ? LIMIT 1"), {hash});
        if (found.empty()) break;
        ChainedMessage chained{{roleFrom(found[0].text("role")).value_or(Role::User), {}}, {}};
        for (const LlmRecord &part : file.rows(
                 QStringLiteral("SELECT * FROM parts WHERE message_hash = ? ORDER BY position LIMIT 1000"), {hash}))
            addPart(chained, part);
        chain.push_back(std::move(chained));
        hash = found[0].text("parent_hash");
    }
    std::ranges::reverse(chain);
    return chain;
}

} // namespace

LlmExchange turnExchange(LlmFile &file, const LlmRecord &turn)
{
    LlmExchange exchange;
    std::vector<ChainedMessage> chain = chainTo(file, turn.text("tip_message_hash"));
    auto answer = chain.end();
    while (answer != chain.begin() && std::prev(answer)->message.role == Role::Assistant)
        --answer;
    for (auto it = chain.begin(); it != answer; ++it) {
        if (it->message.role == Role::System && exchange.system.isEmpty()) exchange.system = it->message.text;
        if (it->message.role == Role::User) exchange.prompt = it->message.text; // the last one stays
        exchange.messages.push_back(it->message);
    }
    for (auto it = answer; it != chain.end(); ++it) {
        exchange.answer += it->message.text;
        exchange.reasoning += it->reasoning;
        for (const ToolCall &call : it->message.toolCalls)
            exchange.toolCalls.push_back(call);
    }
    return exchange;
}

} // namespace burin

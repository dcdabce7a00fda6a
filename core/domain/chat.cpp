#include "core/domain/chat.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace burin {

namespace {

constexpr std::array roleNames = {"system", "developer", "user", "assistant", "tool"};
constexpr std::array formatNames = {"text", "json_object", "json_schema"};

/// The place of @p text among @p names, as the enum that has them in this order.
template <class Enum, size_t N> std::optional<Enum> named(QStringView text, const std::array<const char *, N> &names)
{
    const auto name = std::ranges::find_if(names, [text](const char *n) { return QLatin1StringView(n) == text; });
    return name == names.end() ? std::nullopt : std::optional(Enum(name - names.begin()));
}

template <class T> void put(QJsonObject &json, const QString &key, const std::optional<T> &value)
{
    if (value) json.insert(key, *value);
}

/// The vendors' names for what all of them have.
struct NameRow {
    const char *wire;
    const char *ours;
};

constexpr NameRow wireNames[] = {
    {"temperature", "temperature"},
    {"top_p", "top_p"},
    {"topP", "top_p"},
    {"seed", "seed"},
    {"stop", "stop"},
    {"stop_sequences", "stop"},
    {"stopSequences", "stop"},
    {"reasoning_effort", "reasoning_effort"},
    {"reasoning", "reasoning_effort"},
    {"effort", "reasoning_effort"},
    {"thinking", "reasoning_effort"},
    {"output_config", "reasoning_effort"},
    {"think", "reasoning_effort"},
    {"thinkingConfig", "reasoning_effort"},
    {"thinking_config", "reasoning_effort"},
    {"thinkingBudget", "reasoning_effort"},
    {"thinkingLevel", "reasoning_effort"},
};

/// Takes out what one part of a wire name stands for; false when nothing of that name is set.
bool takeOut(ChatParameters &parameters, const QString &part)
{
    if (parameters.extra.contains(part)) {
        parameters.extra.remove(part);
        return true;
    }
    const auto row =
        std::ranges::find_if(wireNames, [&](const NameRow &r) { return part == QLatin1StringView(r.wire); });
    if (row == std::end(wireNames)) return false;
    QJsonObject json = toJson(parameters);
    if (!json.contains(QLatin1StringView(row->ours))) return false;
    json.remove(QLatin1StringView(row->ours));
    parameters = parametersFrom(json);
    return true;
}

std::optional<double> numberAt(const QJsonObject &json, const QString &key)
{
    const QJsonValue value = json.value(key);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> integerAt(const QJsonObject &json, const QString &key)
{
    // toInteger() answers the default for 3.7 and 1e20, so a default that no caller means tells them apart.
    constexpr qint64 NoInteger = std::numeric_limits<qint64>::min();
    const qint64 integer = json.value(key).toInteger(NoInteger);
    return integer == NoInteger ? std::nullopt : std::optional(integer);
}

/// An array of strings, or a single one: the vendors' format allows both.
QStringList stringsAt(const QJsonObject &json, const QString &key)
{
    const QJsonValue value = json.value(key);
    if (value.isString()) return {value.toString()};
    QStringList strings;
    for (const QJsonArray array = value.toArray(); const QJsonValue &element : array) {
        if (element.isString()) strings += element.toString();
    }
    return strings;
}

QJsonArray toJson(const std::vector<Attachment> &attachments)
{
    QJsonArray json;
    for (const Attachment &attachment : attachments)
        json += QJsonObject{{QStringLiteral("name"), attachment.name},
                            {QStringLiteral("type"), attachment.mimeType},
                            {QStringLiteral("data"), QString::fromLatin1(attachment.data.toBase64())}};
    return json;
}

std::vector<Attachment> attachmentsFrom(const QJsonArray &json)
{
    std::vector<Attachment> attachments;
    for (const QJsonValue &value : json) {
        const QJsonObject object = value.toObject();
        attachments.push_back({object.value(QStringLiteral("name")).toString(),
                               object.value(QStringLiteral("type")).toString(),
                               QByteArray::fromBase64(object.value(QStringLiteral("data")).toString().toLatin1())});
    }
    return attachments;
}

} // namespace

QJsonArray toJson(const std::vector<ToolCall> &calls)
{
    QJsonArray json;
    for (const ToolCall &call : calls)
        json += QJsonObject{{QStringLiteral("id"), call.id},
                            {QStringLiteral("name"), call.name},
                            {QStringLiteral("arguments"), call.arguments}};
    return json;
}

std::vector<ToolCall> toolCallsFrom(const QJsonArray &json)
{
    std::vector<ToolCall> calls;
    for (const QJsonValue &value : json) {
        const QJsonObject object = value.toObject();
        calls.push_back({object.value(QStringLiteral("id")).toString(), object.value(QStringLiteral("name")).toString(),
                         object.value(QStringLiteral("arguments")).toString()});
    }
    return calls;
}

QString toString(Role role)
{
    return QString::fromLatin1(roleNames[size_t(role)]);
}

std::optional<Role> roleFrom(QStringView text)
{
    return named<Role>(text, roleNames);
}

QString toString(ResponseFormat::Kind kind)
{
    return QString::fromLatin1(formatNames[size_t(kind)]);
}

std::optional<ResponseFormat::Kind> responseFormatKindFrom(QStringView text)
{
    return named<ResponseFormat::Kind>(text, formatNames);
}

QJsonObject toJson(const ChatParameters &parameters)
{
    QJsonObject json = parameters.extra;
    put(json, QStringLiteral("temperature"), parameters.temperature);
    put(json, QStringLiteral("top_p"), parameters.topP);
    put(json, QStringLiteral("max_tokens"), parameters.maxTokens);
    put(json, QStringLiteral("seed"), parameters.seed);
    if (!parameters.stop.isEmpty()) json.insert(QStringLiteral("stop"), QJsonArray::fromStringList(parameters.stop));
    if (!parameters.reasoningEffort.isEmpty())
        json.insert(QStringLiteral("reasoning_effort"), parameters.reasoningEffort);
    return json;
}

ChatParameters parametersFrom(const QJsonObject &json)
{
    ChatParameters parameters;
    parameters.extra = json;
    for (const char *key : {"temperature", "top_p", "max_tokens", "seed", "stop", "reasoning_effort"})
        parameters.extra.remove(QLatin1StringView(key));
    parameters.temperature = numberAt(json, QStringLiteral("temperature"));
    parameters.topP = numberAt(json, QStringLiteral("top_p"));
    parameters.maxTokens = integerAt(json, QStringLiteral("max_tokens"));
    parameters.seed = integerAt(json, QStringLiteral("seed"));
    parameters.stop = stringsAt(json, QStringLiteral("stop"));
    parameters.reasoningEffort = json.value(QStringLiteral("reasoning_effort")).toString();
    return parameters;
}

ChatParameters without(const ChatParameters &parameters, const QString &wireName)
{
    ChatParameters rest = parameters;
    const QStringList parts = wireName.split(u'.');
    // The whole name, then the innermost part that is known: "generationConfig.seed" is the seed.
    if (takeOut(rest, wireName)) return rest;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (takeOut(rest, *part)) return rest;
    }
    return parameters;
}

QJsonArray toJson(const std::vector<Message> &messages)
{
    QJsonArray json;
    for (const Message &message : messages) {
        QJsonObject object{{QStringLiteral("role"), toString(message.role)}, {QStringLiteral("content"), message.text}};
        if (!message.attachments.empty()) object.insert(QLatin1StringView("attachments"), toJson(message.attachments));
        if (!message.toolCallId.isEmpty()) object.insert(QLatin1StringView("tool_call_id"), message.toolCallId);
        if (!message.toolCalls.empty()) object.insert(QLatin1StringView("tool_calls"), toJson(message.toolCalls));
        json += object;
    }
    return json;
}

std::vector<Message> messagesFrom(const QJsonArray &json)
{
    std::vector<Message> messages;
    for (const QJsonValue &value : json) {
        const QJsonObject object = value.toObject();
        Message message{roleFrom(object.value(QStringLiteral("role")).toString()).value_or(Role::User),
                        object.value(QStringLiteral("content")).toString()};
        message.attachments = attachmentsFrom(object.value(QStringLiteral("attachments")).toArray());
        message.toolCallId = object.value(QStringLiteral("tool_call_id")).toString();
        message.toolCalls = toolCallsFrom(object.value(QStringLiteral("tool_calls")).toArray());
        messages.push_back(message);
    }
    return messages;
}

} // namespace burin

#include "core/domain/chat.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

namespace burin {

namespace {

constexpr std::array roleNames = {"system", "developer", "user", "assistant", "tool"};

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

} // namespace

QString toString(Role role)
{
    return QString::fromLatin1(roleNames[size_t(role)]);
}

std::optional<Role> roleFrom(QStringView text)
{
    const auto name = std::ranges::find_if(roleNames, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == roleNames.end()) return std::nullopt;
    return Role(name - roleNames.begin());
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
    for (const Message &message : messages)
        json +=
            QJsonObject{{QStringLiteral("role"), toString(message.role)}, {QStringLiteral("content"), message.text}};
    return json;
}

std::vector<Message> messagesFrom(const QJsonArray &json)
{
    std::vector<Message> messages;
    for (const QJsonValue &value : json) {
        const QJsonObject object = value.toObject();
        messages.push_back({roleFrom(object.value(QStringLiteral("role")).toString()).value_or(Role::User),
                            object.value(QStringLiteral("content")).toString()});
    }
    return messages;
}

QJsonObject toJson(const PromptDraft &draft)
{
    QJsonObject variables;
    for (auto it = draft.variables.cbegin(); it != draft.variables.cend(); ++it)
        variables.insert(it.key(), it.value());
    QJsonObject json{{QStringLiteral("title"), draft.title},
                     {QStringLiteral("system"), draft.system},
                     {QStringLiteral("user"), draft.user},
                     {QStringLiteral("variables"), variables},
                     {QStringLiteral("provider"), draft.providerId},
                     {QStringLiteral("model"), draft.model},
                     {QStringLiteral("parameters"), toJson(draft.parameters)}};
    QJsonArray fallbacks;
    for (const ModelRef &fallback : draft.fallbacks)
        fallbacks +=
            QJsonObject{{QStringLiteral("provider"), fallback.providerId}, {QStringLiteral("model"), fallback.model}};
    if (!fallbacks.isEmpty()) json.insert(QStringLiteral("fallbacks"), fallbacks);
    if (!draft.fallbackOn.isEmpty())
        json.insert(QStringLiteral("fallback_on"), QJsonArray::fromStringList(draft.fallbackOn));
    return json;
}

PromptDraft draftFrom(const QJsonObject &json)
{
    PromptDraft draft;
    draft.title = json.value(QStringLiteral("title")).toString();
    draft.system = json.value(QStringLiteral("system")).toString();
    draft.user = json.value(QStringLiteral("user")).toString();
    const QJsonObject variables = json.value(QStringLiteral("variables")).toObject();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        draft.variables.insert(it.key(), it.value().toString());
    draft.providerId = json.value(QStringLiteral("provider")).toString();
    draft.model = json.value(QStringLiteral("model")).toString();
    draft.parameters = parametersFrom(json.value(QStringLiteral("parameters")).toObject());
    for (const QJsonValue &value : json.value(QStringLiteral("fallbacks")).toArray()) {
        const ModelRef fallback{value.toObject().value(QStringLiteral("provider")).toString(),
                                value.toObject().value(QStringLiteral("model")).toString()};
        if (!fallback.providerId.isEmpty() && !fallback.model.isEmpty()) draft.fallbacks.push_back(fallback);
    }
    draft.fallbackOn = stringsAt(json, QStringLiteral("fallback_on"));
    return draft;
}

} // namespace burin

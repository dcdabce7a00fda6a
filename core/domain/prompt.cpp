#include "core/domain/prompt.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array variableTypeNames = {"text",         "multiline", "number", "boolean", "choice",
                                          "multi-choice", "list",      "file",   "json"};

/// Adds what is set; what is as it would be anyway stays out of the document.
void putText(QJsonObject &json, const char *key, const QString &text)
{
    if (!text.isEmpty()) json.insert(QLatin1StringView(key), text);
}

void putTexts(QJsonObject &json, const char *key, const QStringList &texts)
{
    if (!texts.isEmpty()) json.insert(QLatin1StringView(key), QJsonArray::fromStringList(texts));
}

void putArray(QJsonObject &json, const char *key, const QJsonArray &array)
{
    if (!array.isEmpty()) json.insert(QLatin1StringView(key), array);
}

QString stringOf(const QJsonObject &json, const char *key)
{
    return json.value(QLatin1StringView(key)).toString();
}

QStringList textsOf(const QJsonObject &json, const char *key)
{
    QStringList texts;
    for (const QJsonArray array = json.value(QLatin1StringView(key)).toArray(); const QJsonValue &value : array) {
        if (value.isString()) texts += value.toString();
    }
    return texts;
}

std::optional<double> numberOf(const QJsonObject &json, const char *key)
{
    const QJsonValue value = json.value(QLatin1StringView(key));
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

/// Each element of an array through @p read.
template <class Read> auto eachOf(const QJsonObject &json, const char *key, Read read)
{
    std::vector<decltype(read(QJsonObject()))> values;
    for (const QJsonArray array = json.value(QLatin1StringView(key)).toArray(); const QJsonValue &value : array)
        values.push_back(read(value.toObject()));
    return values;
}

template <class Value, class Write> QJsonArray arrayOf(const std::vector<Value> &values, Write write)
{
    QJsonArray array;
    for (const Value &value : values)
        array += write(value);
    return array;
}

QJsonObject jsonOf(const VariableValues &values)
{
    QJsonObject json;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

VariableValues valuesOf(const QJsonObject &json)
{
    VariableValues values;
    for (auto it = json.begin(); it != json.end(); ++it)
        values.insert(it.key(), it.value().toString());
    return values;
}

QJsonObject jsonOfMessage(const PromptMessage &message)
{
    const std::vector<Message> plain{
        {message.role, message.text, message.attachments, message.toolCallId, message.toolCalls}};
    QJsonObject json = toJson(plain).first().toObject();
    if (!message.enabled) json.insert(QLatin1StringView("off"), true);
    if (message.folded) json.insert(QLatin1StringView("folded"), true);
    return json;
}

PromptMessage messageOf(const QJsonObject &json)
{
    const Message plain = messagesFrom({json}).front();
    return {.role = plain.role,
            .text = plain.text,
            .attachments = plain.attachments,
            .toolCallId = plain.toolCallId,
            .toolCalls = plain.toolCalls,
            .enabled = !json.value(QLatin1StringView("off")).toBool(),
            .folded = json.value(QLatin1StringView("folded")).toBool()};
}

QJsonObject jsonOfModel(const ModelRef &model)
{
    return {{QStringLiteral("provider"), model.providerId}, {QStringLiteral("model"), model.model}};
}

QJsonObject jsonOfTool(const ToolDefinition &tool)
{
    QJsonObject json{{QStringLiteral("name"), tool.name}};
    putText(json, "description", tool.description);
    putText(json, "parameters", tool.parameters);
    return json;
}

QJsonObject jsonOfFormat(const ResponseFormat &format)
{
    if (format == ResponseFormat()) return {};
    QJsonObject json{{QStringLiteral("type"), toString(format.kind)}};
    putText(json, "name", format.name);
    putText(json, "schema", format.schema);
    return json;
}

} // namespace

QString toString(VariableType type)
{
    return QString::fromLatin1(variableTypeNames[size_t(type)]);
}

std::optional<VariableType> variableTypeFrom(QStringView text)
{
    const auto name =
        std::ranges::find_if(variableTypeNames, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == variableTypeNames.end()) return std::nullopt;
    return VariableType(name - variableTypeNames.begin());
}

QJsonObject toJson(const VariableRow &row)
{
    QJsonObject json{{QStringLiteral("name"), row.name}, {QStringLiteral("type"), toString(row.type)}};
    if (!row.required) json.insert(QLatin1StringView("required"), false);
    putText(json, "default", row.fallback);
    putText(json, "description", row.description);
    putText(json, "pattern", row.pattern);
    if (row.minimum) json.insert(QLatin1StringView("min"), *row.minimum);
    if (row.maximum) json.insert(QLatin1StringView("max"), *row.maximum);
    putTexts(json, "options", row.options);
    return json;
}

VariableRow variableRowFrom(const QJsonObject &json)
{
    return {.name = stringOf(json, "name"),
            .type = variableTypeFrom(stringOf(json, "type")).value_or(VariableType::Multiline),
            .required = json.value(QLatin1StringView("required")).toBool(true),
            .fallback = stringOf(json, "default"),
            .description = stringOf(json, "description"),
            .pattern = stringOf(json, "pattern"),
            .minimum = numberOf(json, "min"),
            .maximum = numberOf(json, "max"),
            .options = textsOf(json, "options")};
}

QJsonObject toJson(const ValueSet &set)
{
    QJsonObject json{{QStringLiteral("name"), set.name}, {QStringLiteral("values"), jsonOf(set.values)}};
    putText(json, "expected", set.expected);
    return json;
}

ValueSet valueSetFrom(const QJsonObject &json)
{
    return {stringOf(json, "name"), valuesOf(json.value(QLatin1StringView("values")).toObject()),
            stringOf(json, "expected")};
}

QJsonObject toJson(const PromptDraft &draft)
{
    QJsonObject json{{QStringLiteral("title"), draft.title},
                     {QStringLiteral("messages"), arrayOf(draft.messages, jsonOfMessage)},
                     {QStringLiteral("variables"), jsonOf(draft.variables)},
                     {QStringLiteral("provider"), draft.providerId},
                     {QStringLiteral("model"), draft.model},
                     {QStringLiteral("parameters"), toJson(draft.parameters)}};
    putArray(json, "declared", arrayOf(draft.declared, [](const VariableRow &row) { return toJson(row); }));
    putArray(json, "fallbacks", arrayOf(draft.fallbacks, jsonOfModel));
    putTexts(json, "fallback_on", draft.fallbackOn);
    putArray(json, "tools", arrayOf(draft.tools, jsonOfTool));
    if (const QJsonObject format = jsonOfFormat(draft.format); !format.isEmpty())
        json.insert(QLatin1StringView("format"), format);
    if (draft.prompt.isValid()) json.insert(QLatin1StringView("prompt_id"), draft.prompt.value);
    if (draft.version.isValid()) json.insert(QLatin1StringView("version_id"), draft.version.value);
    if (draft.turn.conversation.isValid())
        json.insert(QLatin1StringView("conversation_id"), draft.turn.conversation.value);
    if (draft.turn.follows.isValid()) json.insert(QLatin1StringView("follows_id"), draft.turn.follows.value);
    return json;
}

PromptDraft draftFrom(const QJsonObject &json)
{
    PromptDraft draft;
    draft.title = stringOf(json, "title");
    draft.messages = json.contains(QLatin1StringView("messages"))
                         ? eachOf(json, "messages", messageOf)
                         : systemAndUser(stringOf(json, "system"), stringOf(json, "user"));
    draft.declared = eachOf(json, "declared", variableRowFrom);
    draft.variables = valuesOf(json.value(QLatin1StringView("variables")).toObject());
    draft.providerId = stringOf(json, "provider");
    draft.model = stringOf(json, "model");
    draft.parameters = parametersFrom(json.value(QLatin1StringView("parameters")).toObject());
    draft.fallbacks = eachOf(json, "fallbacks", [](const QJsonObject &ref) {
        return ModelRef{stringOf(ref, "provider"), stringOf(ref, "model")};
    });
    std::erase_if(draft.fallbacks, [](const ModelRef &ref) { return ref.providerId.isEmpty() || ref.model.isEmpty(); });
    draft.fallbackOn = textsOf(json, "fallback_on");
    draft.tools = eachOf(json, "tools", [](const QJsonObject &tool) {
        return ToolDefinition{stringOf(tool, "name"), stringOf(tool, "description"), stringOf(tool, "parameters")};
    });
    const QJsonObject format = json.value(QLatin1StringView("format")).toObject();
    draft.format = {responseFormatKindFrom(stringOf(format, "type")).value_or(ResponseFormat::Kind::Text),
                    stringOf(format, "name"), stringOf(format, "schema")};
    draft.prompt = {json.value(QLatin1StringView("prompt_id")).toInteger()};
    draft.version = {json.value(QLatin1StringView("version_id")).toInteger()};
    draft.turn = {{json.value(QLatin1StringView("conversation_id")).toInteger()},
                  {json.value(QLatin1StringView("follows_id")).toInteger()}};
    return draft;
}

const PromptMessage *firstOf(const PromptDraft &draft, Role role)
{
    const auto message =
        std::ranges::find_if(draft.messages, [role](const PromptMessage &m) { return m.role == role; });
    return message == draft.messages.end() ? nullptr : &*message;
}

QString textOf(const PromptDraft &draft, Role role)
{
    const PromptMessage *message = firstOf(draft, role);
    return message ? message->text : QString();
}

std::vector<PromptMessage> systemAndUser(const QString &system, const QString &user)
{
    std::vector<PromptMessage> messages;
    if (!system.isEmpty()) messages.push_back({.role = Role::System, .text = system});
    if (!user.isEmpty()) messages.push_back({.role = Role::User, .text = user});
    return messages;
}

} // namespace burin

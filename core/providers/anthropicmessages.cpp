#include "core/providers/anthropicmessages.h"

#include "core/domain/attachment.h"
#include "core/providers/keptjson.h"
#include "core/providers/requestparts.h"

namespace burin {

namespace {

QJsonObject textBlock(const QString &text)
{
    return {{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("text"), text}};
}

QJsonObject fileBlock(const Attachment &file)
{
    const bool image = attachmentKind(file) == AttachmentKind::Image;
    QJsonObject block{{QStringLiteral("type"), image ? QStringLiteral("image") : QStringLiteral("document")},
                      {QStringLiteral("source"), QJsonObject{{QStringLiteral("type"), QStringLiteral("base64")},
                                                             {QStringLiteral("media_type"), file.mimeType},
                                                             {QStringLiteral("data"), base64(file)}}}};
    if (!image && !file.name.isEmpty()) block.insert(QLatin1StringView("title"), file.name);
    return block;
}

QString plainText(const Message &message)
{
    const std::vector<ContentPart> parts = contentParts(message);
    return parts.empty() ? QString() : parts.front().text;
}

QJsonValue blocksOf(const Message &message, const std::vector<ContentPart> &parts)
{
    const bool plain = parts.empty() || (parts.size() == 1 && !parts.front().file);
    if (plain && message.toolCalls.empty()) return parts.empty() ? QString() : parts.front().text;
    QJsonArray blocks;
    for (const ContentPart &part : parts)
        blocks.append(part.file ? fileBlock(*part.file) : textBlock(part.text));
    for (const ToolCall &call : message.toolCalls)
        blocks.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("tool_use")},
                                  {QStringLiteral("id"), call.id},
                                  {QStringLiteral("name"), call.name},
                                  {QStringLiteral("input"), keptJson(call.arguments)}});
    return blocks;
}

/// Adds the answer to @p list, to its last message when that has the answer of another tool.
void addToolResult(QJsonArray &list, const Message &message, bool joins)
{
    const QJsonObject result{{QStringLiteral("type"), QStringLiteral("tool_result")},
                             {QStringLiteral("tool_use_id"), message.toolCallId},
                             {QStringLiteral("content"), plainText(message)}};
    QJsonArray blocks;
    if (joins) {
        blocks = list.last().toObject().value(QLatin1StringView("content")).toArray();
        list.removeLast();
    }
    blocks.append(result);
    list.append(QJsonObject{{QStringLiteral("role"), QStringLiteral("user")}, {QStringLiteral("content"), blocks}});
}

/// A beginning of an answer must not end in white space.
Message trimmed(Message message)
{
    while (!message.text.isEmpty() && message.text.back().isSpace())
        message.text.chop(1);
    return message;
}

} // namespace

void setAnthropicMessages(QJsonObject &body, const std::vector<Message> &messages)
{
    QStringList system;
    QJsonArray list;
    bool afterTool = false;
    for (const Message &message : messages) {
        // Texts for the model itself stand apart from the conversation.
        if (message.role == Role::System || message.role == Role::Developer) {
            system.append(plainText(message));
            continue;
        }
        const bool assistant = message.role == Role::Assistant;
        const Message sent = assistant && &message == &messages.back() ? trimmed(message) : message;
        if (message.role == Role::Tool)
            addToolResult(list, message, afterTool);
        else
            list.append(
                QJsonObject{{QStringLiteral("role"), assistant ? QStringLiteral("assistant") : QStringLiteral("user")},
                            {QStringLiteral("content"), blocksOf(sent, contentParts(sent))}});
        afterTool = message.role == Role::Tool;
    }
    if (!system.isEmpty()) body.insert(QLatin1StringView("system"), system.join(QLatin1StringView("\n\n")));
    body.insert(QLatin1StringView("messages"), list);
}

QJsonArray anthropicTools(const std::vector<ToolDefinition> &tools)
{
    QJsonArray list;
    for (const ToolDefinition &tool : tools) {
        const bool empty = tool.parameters.trimmed().isEmpty(); // the field must be there
        const QJsonObject nothing{{QStringLiteral("type"), QStringLiteral("object")},
                                  {QStringLiteral("properties"), QJsonObject()}};
        QJsonObject json{{QStringLiteral("name"), tool.name},
                         {QStringLiteral("input_schema"), empty ? QJsonValue(nothing) : keptJson(tool.parameters)}};
        if (!tool.description.isEmpty()) json.insert(QLatin1StringView("description"), tool.description);
        list.append(json);
    }
    return list;
}

void setAnthropicFormat(QJsonObject &body, const ResponseFormat &format)
{
    if (format.kind != ResponseFormat::Kind::JsonSchema) return;
    QJsonObject config = body.value(QLatin1StringView("output_config")).toObject(); // may have the effort
    config.insert(QLatin1StringView("format"), QJsonObject{{QStringLiteral("type"), QStringLiteral("json_schema")},
                                                           {QStringLiteral("schema"), keptJson(format.schema)}});
    body.insert(QLatin1StringView("output_config"), config);
}

} // namespace burin

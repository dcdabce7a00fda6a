#include "core/providers/openaimessages.h"

#include "core/domain/attachment.h"
#include "core/providers/keptjson.h"
#include "core/providers/requestparts.h"

#include <QJsonDocument>

namespace burin {

namespace {

QJsonObject chatPart(const ContentPart &part)
{
    if (!part.file) return {{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("text"), part.text}};
    if (attachmentKind(*part.file) == AttachmentKind::Image)
        return {{QStringLiteral("type"), QStringLiteral("image_url")},
                {QStringLiteral("image_url"), QJsonObject{{QStringLiteral("url"), dataUrl(*part.file)}}}};
    return {{QStringLiteral("type"), QStringLiteral("file")},
            {QStringLiteral("file"), QJsonObject{{QStringLiteral("filename"), part.file->name},
                                                 {QStringLiteral("file_data"), dataUrl(*part.file)}}}};
}

QJsonValue chatContent(const Message &message)
{
    const std::vector<ContentPart> parts = contentParts(message);
    // An empty text beside calls is refused by some; null is what the API itself answers then.
    if (parts.empty()) return message.toolCalls.empty() ? QJsonValue(QString()) : QJsonValue();
    if (parts.size() == 1 && !parts.front().file) return parts.front().text;
    QJsonArray list;
    for (const ContentPart &part : parts)
        list.append(chatPart(part));
    return list;
}

QJsonArray chatCalls(const std::vector<ToolCall> &calls)
{
    QJsonArray list;
    for (const ToolCall &call : calls)
        list.append(
            QJsonObject{{QStringLiteral("id"), call.id},
                        {QStringLiteral("type"), QStringLiteral("function")},
                        {QStringLiteral("function"), QJsonObject{{QStringLiteral("name"), call.name},
                                                                 {QStringLiteral("arguments"), call.arguments}}}});
    return list;
}

} // namespace

QJsonArray openAiMessages(const std::vector<Message> &messages)
{
    QJsonArray list;
    for (const Message &message : messages) {
        QJsonObject json{{QStringLiteral("role"), toString(message.role)},
                         {QStringLiteral("content"), chatContent(message)}};
        if (!message.toolCalls.empty()) json.insert(QLatin1StringView("tool_calls"), chatCalls(message.toolCalls));
        if (message.role == Role::Tool) json.insert(QLatin1StringView("tool_call_id"), message.toolCallId);
        list.append(json);
    }
    return list;
}

QJsonObject openAiFormat(const ResponseFormat &format)
{
    QJsonObject json{{QStringLiteral("type"), toString(format.kind)}};
    if (format.kind != ResponseFormat::Kind::JsonSchema) return json;
    const QJsonObject schema = QJsonDocument::fromJson(format.schema.toUtf8()).object();
    json.insert(QLatin1StringView("json_schema"), QJsonObject{{QStringLiteral("name"), schemaName(format)},
                                                              {QStringLiteral("schema"), keptJson(format.schema)},
                                                              {QStringLiteral("strict"), isStrictSchema(schema)}});
    return json;
}

QStringList openAiImageTypes()
{
    return {QStringLiteral("image/png"), QStringLiteral("image/jpeg"), QStringLiteral("image/webp"),
            QStringLiteral("image/gif")};
}

} // namespace burin

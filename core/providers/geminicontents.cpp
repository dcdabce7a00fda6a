#include "core/providers/geminicontents.h"

#include "core/domain/attachment.h"
#include "core/providers/keptjson.h"
#include "core/providers/requestparts.h"

#include <QJsonDocument>

namespace burin {

namespace {

/// What the API documents for a call that it did not write itself and that so has no signature of its thoughts; from
/// Gemini 3 on it refuses one without any.
constexpr QLatin1StringView NoSignature("skip_thought_signature_validator");

QJsonObject contentOf(const QString &role, const QJsonArray &parts)
{
    QJsonObject content{{QStringLiteral("parts"), parts}};
    if (!role.isEmpty()) content.insert(QLatin1StringView("role"), role);
    return content;
}

QJsonObject textPart(const QString &text)
{
    return {{QStringLiteral("text"), text}};
}

QJsonObject filePart(const Attachment &file)
{
    return {{QStringLiteral("inlineData"),
             QJsonObject{{QStringLiteral("mimeType"), file.mimeType}, {QStringLiteral("data"), base64(file)}}}};
}

bool wantsSignatures(const QString &model)
{
    const qsizetype family = model.indexOf(QLatin1StringView("gemini-"));
    return family >= 0 && model.mid(family + 7, 1) >= QLatin1StringView("3") &&
           model.mid(family + 7, 1).at(0).isDigit();
}

QJsonArray partsOf(const Message &message, const QString &model)
{
    QJsonArray parts;
    for (const ContentPart &part : contentParts(message))
        parts.append(part.file ? filePart(*part.file) : textPart(part.text));
    for (const ToolCall &call : message.toolCalls) {
        QJsonObject part{
            {QStringLiteral("functionCall"),
             QJsonObject{{QStringLiteral("name"), call.name}, {QStringLiteral("args"), keptJson(call.arguments)}}}};
        // One for the first call of a step is enough.
        if (&call == &message.toolCalls.front() && wantsSignatures(model))
            part.insert(QLatin1StringView("thoughtSignature"), NoSignature);
        parts.append(part);
    }
    if (parts.isEmpty()) parts.append(textPart({})); // a content without parts is refused
    return parts;
}

/// The answer of a tool must be an object; any other is its "output".
QJsonObject responsePart(const std::vector<Message> &messages, size_t place)
{
    const std::vector<ContentPart> parts = contentParts(messages[place]);
    const QString text = parts.empty() ? QString() : parts.front().text;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    const QJsonObject response =
        document.isObject() ? document.object() : QJsonObject{{QStringLiteral("output"), text}};
    return {{QStringLiteral("functionResponse"),
             QJsonObject{{QStringLiteral("name"), nameOfCall(messages, place).value_or(QString())},
                         {QStringLiteral("response"), response}}}};
}

/// Adds the answer to the last of @p contents when that has the answer of another tool: they belong together.
void addResponse(QJsonArray &contents, const QJsonObject &part, bool joins)
{
    QJsonArray parts;
    if (joins) {
        parts = contents.last().toObject().value(QLatin1StringView("parts")).toArray();
        contents.removeLast();
    }
    parts.append(part);
    contents.append(contentOf(QStringLiteral("user"), parts));
}

} // namespace

void setGeminiContents(QJsonObject &body, const std::vector<Message> &messages, const QString &model)
{
    QStringList system;
    QJsonArray contents;
    bool afterTool = false;
    for (size_t i = 0; i < messages.size(); ++i) {
        const Message &message = messages[i];
        if (message.role == Role::System || message.role == Role::Developer) {
            for (const ContentPart &part : contentParts(message))
                system.append(part.text);
            continue;
        }
        if (message.role == Role::Tool)
            addResponse(contents, responsePart(messages, i), afterTool);
        else
            contents.append(
                contentOf(message.role == Role::Assistant ? QStringLiteral("model") : QStringLiteral("user"),
                          partsOf(message, model)));
        afterTool = message.role == Role::Tool;
    }
    if (!system.isEmpty())
        body.insert(QLatin1StringView("systemInstruction"),
                    contentOf({}, {textPart(system.join(QLatin1StringView("\n\n")))}));
    body.insert(QLatin1StringView("contents"), contents);
}

QJsonArray geminiTools(const std::vector<ToolDefinition> &tools)
{
    QJsonArray functions;
    for (const ToolDefinition &tool : tools) {
        QJsonObject function{{QStringLiteral("name"), tool.name}};
        if (!tool.description.isEmpty()) function.insert(QLatin1StringView("description"), tool.description);
        if (!tool.parameters.trimmed().isEmpty())
            function.insert(QLatin1StringView("parametersJsonSchema"), keptJson(tool.parameters));
        functions.append(function);
    }
    if (functions.isEmpty()) return {};
    return {QJsonObject{{QStringLiteral("functionDeclarations"), functions}}};
}

void setGeminiFormat(QJsonObject &config, const ResponseFormat &format)
{
    if (format.kind == ResponseFormat::Kind::Text) return;
    config.insert(QLatin1StringView("responseMimeType"), QStringLiteral("application/json"));
    if (format.kind == ResponseFormat::Kind::JsonSchema)
        config.insert(QLatin1StringView("responseJsonSchema"), keptJson(format.schema));
}

} // namespace burin

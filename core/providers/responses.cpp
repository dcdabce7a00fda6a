#include "core/providers/responses.h"

#include "core/domain/attachment.h"
#include "core/providers/keptjson.h"
#include "core/providers/openaimessages.h"
#include "core/providers/requestparts.h"
#include "core/providers/responsesdecoder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

QJsonArray contentOfInput(const std::vector<ContentPart> &parts)
{
    QJsonArray content;
    for (const ContentPart &part : parts) {
        if (!part.file)
            content.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("input_text")},
                                       {QStringLiteral("text"), part.text}});
        else if (attachmentKind(*part.file) == AttachmentKind::Image)
            content.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("input_image")},
                                       {QStringLiteral("detail"), QStringLiteral("auto")},
                                       {QStringLiteral("image_url"), dataUrl(*part.file)}});
        else
            content.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("input_file")},
                                       {QStringLiteral("filename"), part.file->name},
                                       {QStringLiteral("file_data"), dataUrl(*part.file)}});
    }
    return content;
}

/// A message's own item, then one for each call that it makes.
void addItems(QJsonArray &input, const Message &message)
{
    const std::vector<ContentPart> parts = contentParts(message);
    const bool plain = parts.empty() || (parts.size() == 1 && !parts.front().file);
    const QString text = parts.empty() ? QString() : parts.front().text;
    if (message.role == Role::Tool)
        return input.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("function_call_output")},
                                        {QStringLiteral("call_id"), message.toolCallId},
                                        {QStringLiteral("output"), text}});
    if (!parts.empty() || message.toolCalls.empty())
        input.append(
            QJsonObject{{QStringLiteral("role"), toString(message.role)},
                        {QStringLiteral("content"), plain ? QJsonValue(text) : QJsonValue(contentOfInput(parts))}});
    for (const ToolCall &call : message.toolCalls)
        input.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("function_call")},
                                 {QStringLiteral("call_id"), call.id},
                                 {QStringLiteral("name"), call.name},
                                 {QStringLiteral("arguments"), call.arguments}});
}

QJsonArray inputOf(const std::vector<Message> &messages)
{
    QJsonArray input;
    for (const Message &message : messages)
        addItems(input, message);
    return input;
}

/// Functions stand here without a wrapping. Left to itself the API would rewrite their schemas to strict ones.
QJsonArray toolsOf(const std::vector<ToolDefinition> &tools)
{
    QJsonArray list;
    for (const ToolDefinition &tool : tools) {
        const bool none = tool.parameters.trimmed().isEmpty();
        QJsonObject function{{QStringLiteral("type"), QStringLiteral("function")},
                             {QStringLiteral("name"), tool.name},
                             {QStringLiteral("strict"), false},
                             {QStringLiteral("parameters"), none ? QJsonValue() : keptJson(tool.parameters)}};
        if (!tool.description.isEmpty()) function.insert(QLatin1StringView("description"), tool.description);
        list.append(function);
    }
    return list;
}

void setTextFormat(QJsonObject &body, const ResponseFormat &format)
{
    if (format.kind == ResponseFormat::Kind::Text) return;
    QJsonObject json{{QStringLiteral("type"), toString(format.kind)}};
    if (format.kind == ResponseFormat::Kind::JsonSchema) {
        json.insert(QLatin1StringView("name"), schemaName(format));
        json.insert(QLatin1StringView("schema"), keptJson(format.schema));
        json.insert(QLatin1StringView("strict"),
                    isStrictSchema(QJsonDocument::fromJson(format.schema.toUtf8()).object()));
    }
    QJsonObject text = body.value(QLatin1StringView("text")).toObject(); // may have the user's "verbosity"
    text.insert(QLatin1StringView("format"), json);
    body.insert(QLatin1StringView("text"), text);
}

void setParameters(QJsonObject &body, const ChatParameters &parameters)
{
    const auto set = [&body](const char *key, const auto &value) {
        if (value) body.insert(QLatin1StringView(key), QJsonValue(*value));
    };
    set("temperature", parameters.temperature);
    set("top_p", parameters.topP);
    set("max_output_tokens", parameters.maxTokens);
    set("seed", parameters.seed);
    if (!parameters.stop.isEmpty()) body.insert(QLatin1StringView("stop"), QJsonArray::fromStringList(parameters.stop));
    addExtra(body, parameters.extra, {"model", "input", "messages", "stream"});
    if (parameters.reasoningEffort.isEmpty()) return;
    QJsonObject reasoning = body.value(QLatin1StringView("reasoning")).toObject();
    reasoning.insert(QLatin1StringView("effort"), parameters.reasoningEffort);
    body.insert(QLatin1StringView("reasoning"), reasoning);
}

} // namespace

HttpRequest ResponsesProvider::encode(const ProviderProfile &profile, const ChatRequest &request,
                                      const Secret &key) const
{
    QJsonObject body{{QStringLiteral("store"), false}};
    setParameters(body, request.parameters);
    body.insert(QLatin1StringView("model"), request.model);
    body.insert(QLatin1StringView("input"), inputOf(request.messages));
    body.insert(QLatin1StringView("stream"), true);
    addTools(body, "tools", toolsOf(request.tools));
    setTextFormat(body, request.format);
    HttpRequest http = postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/responses")), body);
    writeKeptJson(http, request);
    addKey(http, key);
    return http;
}

std::unique_ptr<StreamDecoder> ResponsesProvider::decoder(const ProviderProfile &profile) const
{
    return std::make_unique<ResponsesDecoder>(profile);
}

std::vector<StreamEvent> ResponsesProvider::decodeWhole(const ProviderProfile &profile, const QByteArray &body) const
{
    return ResponsesDecoder(profile).decodeWhole(body);
}

std::optional<HttpRequest> ResponsesProvider::countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                                           const Secret &key) const
{
    QJsonObject body{{QStringLiteral("model"), request.model}, {QStringLiteral("input"), inputOf(request.messages)}};
    addTools(body, "tools", toolsOf(request.tools));
    setTextFormat(body, request.format);
    HttpRequest http =
        postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/responses/input_tokens")), body, "application/json");
    writeKeptJson(http, request);
    addKey(http, key);
    return http;
}

Result<qint64> ResponsesProvider::decodeCount(const QByteArray &body) const
{
    return countAt(body, "input_tokens");
}

} // namespace burin

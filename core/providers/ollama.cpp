#include "core/providers/ollama.h"

#include "core/domain/attachment.h"
#include "core/providers/errormap.h"
#include "core/providers/keptjson.h"
#include "core/providers/ollamadecoder.h"
#include "core/providers/openaiusage.h"
#include "core/providers/requestparts.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <bit>
#include <iterator>

namespace burin {

namespace {

/// What belongs beside "options"; everything else that the user adds belongs into them.
constexpr const char *fieldsBesideOptions[] = {"format",   "keep_alive",   "tools",    "think",
                                               "logprobs", "top_logprobs", "truncate", "shift"};

constexpr qint64 DefaultContext = 4'096; // the server's own, for a computer with little memory
constexpr qint64 ExpectedAnswer = 1'024; // where the user set no limit
constexpr qint64 BytesPerToken = 3;      // fewer than usual, so that the estimate is rather too high
constexpr qint64 TokensPerMessage = 8;   // of the template
constexpr qint64 TokensPerImage = 1'600; // an assumption: models differ, and few make more of one
constexpr quint64 LargestContext = 1 << 20;

bool isBesideOptions(const QString &field)
{
    return std::ranges::any_of(fieldsBesideOptions, [&](const char *name) { return field == QLatin1StringView(name); });
}

/// How much context the request needs; nullopt when the server's default is enough. A longer prompt than the context
/// is cut by the server without a word.
std::optional<qint64> contextFor(const ChatRequest &request)
{
    qint64 tokens = request.parameters.maxTokens.value_or(ExpectedAnswer);
    for (const Message &message : request.messages) {
        tokens += TokensPerMessage;
        for (const ContentPart &part : contentParts(message))
            tokens += part.file ? TokensPerImage : part.text.toUtf8().size() / BytesPerToken;
        for (const ToolCall &call : message.toolCalls)
            tokens += call.arguments.toUtf8().size() / BytesPerToken + TokensPerMessage;
    }
    for (const ToolDefinition &tool : request.tools)
        tokens += (tool.description + tool.parameters).toUtf8().size() / BytesPerToken + TokensPerMessage;
    if (tokens <= DefaultContext) return std::nullopt;
    return qint64(std::min(std::bit_ceil(quint64(tokens)), LargestContext)); // steps, so that the model stays loaded
}

QJsonObject optionsOf(const ChatRequest &request)
{
    const ChatParameters &parameters = request.parameters;
    QJsonObject options;
    const auto set = [&options](const char *key, const auto &value) {
        if (value) options.insert(QLatin1StringView(key), QJsonValue(*value));
    };
    set("num_ctx", contextFor(request));
    set("temperature", parameters.temperature);
    set("top_p", parameters.topP);
    set("num_predict", parameters.maxTokens);
    set("seed", parameters.seed);
    if (!parameters.stop.isEmpty())
        options.insert(QLatin1StringView("stop"), QJsonArray::fromStringList(parameters.stop));
    for (auto field = parameters.extra.begin(); field != parameters.extra.end(); ++field) {
        if (field.key() == QLatin1StringView("options"))
            overwrite(options, field->toObject());
        else if (!isBesideOptions(field.key()))
            options.insert(field.key(), field.value());
    }
    return options;
}

QJsonValue thinkOf(const QString &effort)
{
    if (effort == QLatin1StringView("none")) return false;
    if (effort == QLatin1StringView("minimal")) return QStringLiteral("low");
    if (effort == QLatin1StringView("xhigh")) return QStringLiteral("high");
    return effort;
}

QJsonArray callsOf(const std::vector<ToolCall> &calls)
{
    QJsonArray list;
    for (const ToolCall &call : calls)
        list.append(QJsonObject{
            {QStringLiteral("function"), QJsonObject{{QStringLiteral("name"), call.name},
                                                     {QStringLiteral("arguments"), keptJson(call.arguments)}}}});
    return list;
}

QJsonObject ollamaMessage(const std::vector<Message> &messages, size_t place)
{
    const Message &message = messages[place];
    const Role role = message.role == Role::Developer ? Role::System : message.role; // templates know no developer
    QString text;
    QJsonArray images;
    for (const ContentPart &part : contentParts(message)) {
        if (part.file)
            images.append(base64(*part.file));
        else // behind a picture: the format has one text for each message
            text += (text.isEmpty() ? QString() : QStringLiteral("\n\n")) + part.text;
    }
    QJsonObject json{{QStringLiteral("role"), toString(role)}, {QStringLiteral("content"), text}};
    if (!images.isEmpty()) json.insert(QLatin1StringView("images"), images);
    if (!message.toolCalls.empty()) json.insert(QLatin1StringView("tool_calls"), callsOf(message.toolCalls));
    if (role == Role::Tool)
        json.insert(QLatin1StringView("tool_name"), nameOfCall(messages, place).value_or(QString()));
    return json;
}

QJsonArray ollamaMessages(const std::vector<Message> &messages)
{
    QJsonArray list;
    for (size_t i = 0; i < messages.size(); ++i)
        list.append(ollamaMessage(messages, i));
    return list;
}

void setOllamaFormat(QJsonObject &body, const ResponseFormat &format)
{
    if (format.kind == ResponseFormat::Kind::JsonObject)
        body.insert(QLatin1StringView("format"), QStringLiteral("json"));
    if (format.kind == ResponseFormat::Kind::JsonSchema)
        body.insert(QLatin1StringView("format"), keptJson(format.schema));
}

ModelInfo ollamaModel(const QJsonObject &model)
{
    ModelInfo info;
    info.id = model.value(QLatin1StringView("model")).toString();
    info.name = model.value(QLatin1StringView("name")).toString(info.id);
    if (info.id.isEmpty()) info.id = info.name;
    const QJsonObject details = model.value(QLatin1StringView("details")).toObject();
    info.contextTokens = tokenCount(details.value(QLatin1StringView("context_length"))).value_or(0);
    for (const QJsonValue &value : model.value(QLatin1StringView("capabilities")).toArray()) {
        const QString capability = value.toString();
        info.capabilities.append(capability == QLatin1StringView("thinking") ? QStringLiteral("reasoning")
                                                                             : capability);
    }
    return info;
}

} // namespace

FormatAbilities OllamaProvider::abilities() const
{
    return {.imageTypes = {QStringLiteral("image/png"), QStringLiteral("image/jpeg"), QStringLiteral("image/webp")},
            .callsByName = true,
            .objectArguments = true};
}

HttpRequest OllamaProvider::encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const
{
    QJsonObject body;
    const QJsonObject options = optionsOf(request);
    if (!options.isEmpty()) body.insert(QLatin1StringView("options"), options);
    if (!request.parameters.reasoningEffort.isEmpty())
        body.insert(QLatin1StringView("think"), thinkOf(request.parameters.reasoningEffort));
    for (auto field = request.parameters.extra.begin(); field != request.parameters.extra.end(); ++field) {
        if (isBesideOptions(field.key())) body.insert(field.key(), field.value());
    }
    body.insert(QLatin1StringView("model"), request.model);
    body.insert(QLatin1StringView("messages"), ollamaMessages(request.messages));
    body.insert(QLatin1StringView("stream"), true);
    addTools(body, "tools", functionTools(request.tools));
    setOllamaFormat(body, request.format);
    HttpRequest http =
        postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/api/chat")), body, "application/x-ndjson");
    writeKeptJson(http, request);
    addKey(http, key);
    return http;
}

std::unique_ptr<StreamDecoder> OllamaProvider::decoder(const ProviderProfile &profile) const
{
    return std::make_unique<OllamaDecoder>(profile);
}

std::vector<StreamEvent> OllamaProvider::decodeWhole(const ProviderProfile &profile, const QByteArray &body) const
{
    return OllamaDecoder(profile).decodeWhole(body);
}

Error OllamaProvider::decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const
{
    return statusError(profile, head, body);
}

HttpRequest OllamaProvider::modelsRequest(const ProviderProfile &profile, const Secret &key) const
{
    return getRequest(profile, QStringLiteral("/api/tags"), key);
}

Result<std::vector<ModelInfo>> OllamaProvider::decodeModels(const QByteArray &body) const
{
    return modelsFrom(body, ollamaModel);
}

} // namespace burin

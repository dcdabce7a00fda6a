#include "core/providers/openai.h"

#include "core/providers/errormap.h"
#include "core/providers/keptjson.h"
#include "core/providers/openaidecoder.h"
#include "core/providers/openaimessages.h"
#include "core/providers/openaiusage.h"
#include "core/providers/requestparts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace burin {

namespace {

void setParameters(QJsonObject &body, const ChatParameters &parameters, const ProviderQuirks &quirks)
{
    const auto set = [&body](const char *key, const auto &value) {
        if (value) body.insert(QLatin1StringView(key), QJsonValue(*value));
    };
    set("temperature", parameters.temperature);
    set("top_p", parameters.topP);
    set(quirks.maxCompletionTokens ? "max_completion_tokens" : "max_tokens", parameters.maxTokens);
    set("seed", parameters.seed);
    if (!parameters.stop.isEmpty()) body.insert(QLatin1StringView("stop"), QJsonArray::fromStringList(parameters.stop));
    if (!parameters.reasoningEffort.isEmpty())
        body.insert(QLatin1StringView("reasoning_effort"), parameters.reasoningEffort);
    addExtra(body, parameters.extra, {"model", "messages", "stream"});
}

QJsonObject bodyOf(const ProviderProfile &profile, const ChatRequest &request)
{
    QJsonObject body;
    if (profile.quirks.streamOptions)
        body.insert(QLatin1StringView("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}});
    setParameters(body, request.parameters, profile.quirks);
    body.insert(QLatin1StringView("model"), request.model);
    body.insert(QLatin1StringView("messages"), openAiMessages(request.messages));
    body.insert(QLatin1StringView("stream"), true);
    addTools(body, "tools", functionTools(request.tools));
    if (request.format.kind != ResponseFormat::Kind::Text)
        body.insert(QLatin1StringView("response_format"), openAiFormat(request.format));
    return body;
}

/// The context in tokens, under the names the vendors gave it.
qint64 contextOf(const QJsonObject &model)
{
    for (const char *key :
         {"context_length", "context_window", "max_context_length", "max_model_len", "max_input_tokens"}) {
        if (const auto count = tokenCount(model.value(QLatin1StringView(key)))) return *count;
    }
    const QJsonObject meta = model.value(QLatin1StringView("meta")).toObject(); // llama.cpp
    return tokenCount(meta.value(QLatin1StringView("n_ctx_train"))).value_or(0);
}

qint64 mostOutputOf(const QJsonObject &model)
{
    const QJsonObject top = model.value(QLatin1StringView("top_provider")).toObject(); // OpenRouter
    for (const QJsonValue &value : {top.value(QLatin1StringView("max_completion_tokens")),
                                    model.value(QLatin1StringView("max_completion_tokens")),
                                    model.value(QLatin1StringView("max_output_tokens"))}) {
        if (const auto count = tokenCount(value)) return *count;
    }
    return 0;
}

QStringList textsAt(const QJsonObject &object, const char *key)
{
    QStringList list;
    for (const QJsonValue &value : object.value(QLatin1StringView(key)).toArray())
        list.append(value.toString());
    return list;
}

/// OpenRouter's list of parameters, which others have taken over. Of OpenAI's own reasoning models the documentation
/// says that they refuse to be told how to sample.
QStringList parametersOf(const QJsonObject &model)
{
    static const QRegularExpression reasons(QStringLiteral("^(o[1-9]|gpt-5)"));
    const QString owner = model.value(QLatin1StringView("owned_by")).toString();
    const bool openAi = owner == QLatin1StringView("openai") || owner == QLatin1StringView("system");
    if (openAi && reasons.match(model.value(QLatin1StringView("id")).toString()).hasMatch())
        return {QStringLiteral("max_tokens"), QStringLiteral("seed"), QStringLiteral("reasoning_effort"),
                QStringLiteral("response_format"), QStringLiteral("tools")};
    return textsAt(model, "supported_parameters");
}

QStringList capabilitiesOf(const QJsonObject &model)
{
    static const std::pair<const char *, const char *> names[] = {
        {"reasoning", "reasoning"}, {"tools", "tools"}, {"response_format", "json"}};
    const QStringList parameters = textsAt(model, "supported_parameters");
    const QStringList inputs = textsAt(model.value(QLatin1StringView("architecture")).toObject(), "input_modalities");
    const QJsonObject flags = model.value(QLatin1StringView("capabilities")).toObject(); // Mistral
    QStringList list;
    for (const auto &[theirs, ours] : names)
        if (parameters.contains(QLatin1StringView(theirs))) list.append(QLatin1StringView(ours));
    if (flags.value(QLatin1StringView("function_calling")).toBool()) list.append(QStringLiteral("tools"));
    if (inputs.contains(QStringLiteral("image")) || flags.value(QLatin1StringView("vision")).toBool())
        list.append(QStringLiteral("vision"));
    return list;
}

/// OpenRouter's and Mistral's dates of retirement.
QDate retirementOf(const QJsonObject &model)
{
    for (const char *key : {"expiration_date", "deprecation"}) {
        const QString text = model.value(QLatin1StringView(key)).toString();
        if (const QDate date = QDate::fromString(text.left(10), Qt::ISODate); date.isValid()) return date;
    }
    return {};
}

ModelInfo openaiModel(const QJsonObject &model)
{
    ModelInfo info;
    info.id = model.value(QLatin1StringView("id")).toString();
    // Google's list names the resource; requests and price lists use the bare name.
    if (info.id.startsWith(QLatin1StringView("models/"))) info.id.remove(0, 7);
    info.name = model.value(QLatin1StringView("display_name")).toString();
    if (info.name.isEmpty()) info.name = model.value(QLatin1StringView("name")).toString(info.id);
    info.contextTokens = contextOf(model);
    info.maxOutputTokens = mostOutputOf(model);
    info.capabilities = capabilitiesOf(model);
    info.supportedParameters = parametersOf(model);
    info.retires = retirementOf(model);
    return info;
}

} // namespace

FormatAbilities OpenAiProvider::abilities() const
{
    return {.imageTypes = openAiImageTypes(), .documents = true};
}

HttpRequest OpenAiProvider::encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const
{
    HttpRequest http =
        postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/chat/completions")), bodyOf(profile, request));
    writeKeptJson(http, request);
    addKey(http, key);
    return http;
}

std::unique_ptr<StreamDecoder> OpenAiProvider::decoder(const ProviderProfile &profile) const
{
    return std::make_unique<OpenAiDecoder>(profile);
}

std::vector<StreamEvent> OpenAiProvider::decodeWhole(const ProviderProfile &profile, const QByteArray &body) const
{
    return OpenAiDecoder(profile).decodeWhole(body);
}

Error OpenAiProvider::decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const
{
    return statusError(profile, head, body);
}

bool OpenAiProvider::continuesAssistant(const ProviderProfile &profile, const QString &) const
{
    return profile.quirks.continuesAssistant;
}

HttpRequest OpenAiProvider::modelsRequest(const ProviderProfile &profile, const Secret &key) const
{
    return getRequest(profile, QStringLiteral("/models"), key);
}

Result<std::vector<ModelInfo>> OpenAiProvider::decodeModels(const QByteArray &body) const
{
    return modelsFrom(body, openaiModel);
}

std::optional<HttpRequest> OpenAiProvider::countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                                        const Secret &key) const
{
    if (!profile.quirks.countsTokens) return std::nullopt;
    QJsonObject body{{QStringLiteral("model"), request.model},
                     {QStringLiteral("messages"), openAiMessages(request.messages)}};
    addTools(body, "tools", functionTools(request.tools));
    HttpRequest http = postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/chat/completions/input_tokens")), body,
                                   "application/json");
    writeKeptJson(http, request);
    addKey(http, key);
    return http;
}

Result<qint64> OpenAiProvider::decodeCount(const QByteArray &body) const
{
    return countAt(body, "input_tokens");
}

} // namespace burin

#include "core/providers/openai.h"

#include "core/providers/errormap.h"
#include "core/providers/openaidecoder.h"
#include "core/providers/openaiusage.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

/// What decides where the request goes and how the answer is read is not the user's to replace.
constexpr const char *reserved[] = {"model", "messages", "stream"};

QJsonArray messagesJson(const std::vector<Message> &messages)
{
    QJsonArray list;
    for (const Message &message : messages)
        list.append(
            QJsonObject{{QStringLiteral("role"), toString(message.role)}, {QStringLiteral("content"), message.text}});
    return list;
}

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
    for (auto extra = parameters.extra.begin(); extra != parameters.extra.end(); ++extra)
        body.insert(extra.key(), extra.value());
}

QByteArray bodyOf(const ProviderProfile &profile, const ChatRequest &request)
{
    QJsonObject body;
    if (profile.quirks.streamOptions)
        body.insert(QLatin1StringView("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}});
    setParameters(body, request.parameters, profile.quirks);
    for (const char *key : reserved)
        body.remove(QLatin1StringView(key));
    body.insert(QLatin1StringView("model"), request.model);
    body.insert(QLatin1StringView("messages"), messagesJson(request.messages));
    body.insert(QLatin1StringView("stream"), true);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

void addKey(HttpRequest &request, const Secret &key)
{
    if (key.isEmpty()) return;
    request.keyHeader = "Authorization";
    request.keyPrefix = "Bearer ";
    request.key = key;
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

ModelInfo modelFrom(const QJsonObject &model)
{
    ModelInfo info;
    info.id = model.value(QLatin1StringView("id")).toString();
    // Google's list names the resource; requests and price lists use the bare name.
    if (info.id.startsWith(QLatin1StringView("models/"))) info.id.remove(0, 7);
    info.name = model.value(QLatin1StringView("display_name")).toString();
    if (info.name.isEmpty()) info.name = model.value(QLatin1StringView("name")).toString(info.id);
    info.contextTokens = contextOf(model);
    return info;
}

} // namespace

QUrl endpointUrl(const QUrl &base, const QString &path)
{
    QUrl url = base;
    QString start = base.path();
    while (start.endsWith(u'/'))
        start.chop(1);
    url.setPath(start + path);
    url.setFragment({});
    return url;
}

HttpRequest getRequest(const ProviderProfile &profile, const QString &path, const Secret &key)
{
    HttpRequest request;
    request.method = "GET";
    request.url = endpointUrl(profile.baseUrl, path);
    request.headers = {{"Accept", "application/json"}};
    addKey(request, key);
    return request;
}

Result<QJsonArray> modelList(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isArray()) return document.array();
    for (const char *key : {"data", "models"}) {
        const QJsonValue list = document.object().value(QLatin1StringView(key));
        if (list.isArray()) return list.toArray();
    }
    Error error = wholeBodyError({}, body);
    error.argument = QCoreApplication::translate("Errors", "The server"); // whose address the caller knows
    return error;
}

HttpRequest OpenAiProvider::encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const
{
    HttpRequest http;
    http.url = endpointUrl(profile.baseUrl, QStringLiteral("/chat/completions"));
    http.headers = {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    http.body = bodyOf(profile, request);
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

HttpRequest OpenAiProvider::modelsRequest(const ProviderProfile &profile, const Secret &key) const
{
    return getRequest(profile, QStringLiteral("/models"), key);
}

Result<std::vector<ModelInfo>> OpenAiProvider::decodeModels(const QByteArray &body) const
{
    const Result<QJsonArray> list = modelList(body);
    if (!list) return list.error();
    std::vector<ModelInfo> models;
    for (const QJsonValue &value : list.value()) {
        ModelInfo info = modelFrom(value.toObject());
        if (!info.id.isEmpty()) models.push_back(std::move(info));
    }
    return models;
}

} // namespace burin

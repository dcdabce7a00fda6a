#include "core/providers/responses.h"

#include "core/providers/requestparts.h"
#include "core/providers/responsesdecoder.h"

#include <QJsonArray>
#include <QJsonObject>

namespace burin {

namespace {

QJsonArray inputOf(const std::vector<Message> &messages)
{
    QJsonArray input;
    for (const Message &message : messages) {
        // The result of a tool belongs to a call here, which a message alone does not name.
        const Role role = message.role == Role::Tool ? Role::User : message.role;
        input.append(QJsonObject{{QStringLiteral("role"), toString(role)}, {QStringLiteral("content"), message.text}});
    }
    return input;
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
    HttpRequest http = postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/responses")), body);
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
    const QJsonObject body{{QStringLiteral("model"), request.model},
                           {QStringLiteral("input"), inputOf(request.messages)}};
    HttpRequest http =
        postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/responses/input_tokens")), body, "application/json");
    addKey(http, key);
    return http;
}

Result<qint64> ResponsesProvider::decodeCount(const QByteArray &body) const
{
    return countAt(body, "input_tokens");
}

} // namespace burin

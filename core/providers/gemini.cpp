#include "core/providers/gemini.h"

#include "core/providers/errormap.h"
#include "core/providers/geminicontents.h"
#include "core/providers/geminidecoder.h"
#include "core/providers/keptjson.h"
#include "core/providers/openaiusage.h"
#include "core/providers/requestparts.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

/// What belongs beside "generationConfig"; everything else that the user adds belongs into it.
constexpr const char *topFields[] = {"tools",       "toolConfig",    "tool_config",    "safetySettings",
                                     "serviceTier", "cachedContent", "cached_content", "safety_settings",
                                     "labels",      "service_tier"};

struct EffortRow {
    const char *effort;
    const char *level; ///< Of Gemini 3 and later.
    int budget;        ///< Of Gemini 2.5, in tokens; the vendor's own figures for these efforts.
};

constexpr EffortRow efforts[] = {
    {"none", "MINIMAL", 0},   {"minimal", "MINIMAL", 1'024}, {"low", "LOW", 1'024},   {"medium", "MEDIUM", 8'192},
    {"high", "HIGH", 24'576}, {"xhigh", "HIGH", 24'576},     {"max", "HIGH", 24'576},
};

/// The name without the resource's "models/", which the API's own list has.
QString bareName(const QString &model)
{
    return model.startsWith(QLatin1StringView("models/")) ? model.sliced(7) : model;
}

QUrl methodUrl(const ProviderProfile &profile, const QString &model, const char *method)
{
    return endpointUrl(profile.baseUrl,
                       QStringLiteral("/v1beta/models/") + bareName(model) + u':' + QLatin1StringView(method));
}

QJsonObject thinkingOf(const QString &model, const QString &effort)
{
    const EffortRow *row =
        std::ranges::find_if(efforts, [&](const EffortRow &r) { return effort == QLatin1StringView(r.effort); });
    const bool byBudget = bareName(model).startsWith(QLatin1StringView("gemini-2"));
    QJsonObject thinking{{QStringLiteral("includeThoughts"), effort != QLatin1StringView("none")}};
    if (row == std::end(efforts))
        thinking.insert(QLatin1StringView("thinkingLevel"), effort.toUpper());
    else if (byBudget)
        thinking.insert(QLatin1StringView("thinkingBudget"), row->budget);
    else
        thinking.insert(QLatin1StringView("thinkingLevel"), QLatin1StringView(row->level));
    return thinking;
}

bool belongsOnTop(const QString &field)
{
    return std::ranges::any_of(topFields, [&](const char *name) { return field == QLatin1StringView(name); });
}

QJsonObject generationConfig(const ChatRequest &request)
{
    const ChatParameters &parameters = request.parameters;
    QJsonObject config;
    const auto set = [&config](const char *key, const auto &value) {
        if (value) config.insert(QLatin1StringView(key), QJsonValue(*value));
    };
    set("temperature", parameters.temperature);
    set("topP", parameters.topP);
    set("maxOutputTokens", parameters.maxTokens);
    set("seed", parameters.seed);
    if (!parameters.stop.isEmpty())
        config.insert(QLatin1StringView("stopSequences"), QJsonArray::fromStringList(parameters.stop));
    if (!parameters.reasoningEffort.isEmpty())
        config.insert(QLatin1StringView("thinkingConfig"), thinkingOf(request.model, parameters.reasoningEffort));
    for (auto field = parameters.extra.begin(); field != parameters.extra.end(); ++field) {
        if (field.key() == QLatin1StringView("generationConfig"))
            overwrite(config, field->toObject());
        else if (!belongsOnTop(field.key()))
            config.insert(field.key(), field.value());
    }
    setGeminiFormat(config, request.format);
    return config;
}

void addGoogleKey(HttpRequest &request, const Secret &key)
{
    addKey(request, key, {.name = "x-goog-api-key", .prefix = {}});
}

ModelInfo geminiModel(const QJsonObject &model)
{
    ModelInfo info;
    const QJsonArray methods = model.value(QLatin1StringView("supportedGenerationMethods")).toArray();
    // The list has models for embedding and for pictures too.
    if (!methods.isEmpty() && !methods.contains(QStringLiteral("generateContent"))) return info;
    info.id = bareName(model.value(QLatin1StringView("name")).toString());
    info.name = model.value(QLatin1StringView("displayName")).toString(info.id);
    info.contextTokens = tokenCount(model.value(QLatin1StringView("inputTokenLimit"))).value_or(0);
    info.maxOutputTokens = tokenCount(model.value(QLatin1StringView("outputTokenLimit"))).value_or(0);
    if (model.value(QLatin1StringView("thinking")).toBool()) info.capabilities.append(QStringLiteral("reasoning"));
    return info;
}

} // namespace

FormatAbilities GeminiProvider::abilities() const
{
    return {.imageTypes = {QStringLiteral("image/png"), QStringLiteral("image/jpeg"), QStringLiteral("image/webp"),
                           QStringLiteral("image/heic"), QStringLiteral("image/heif")},
            .documents = true,
            .callsByName = true,
            .objectArguments = true};
}

HttpRequest GeminiProvider::encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const
{
    QJsonObject body;
    const QJsonObject config = generationConfig(request);
    if (!config.isEmpty()) body.insert(QLatin1StringView("generationConfig"), config);
    for (auto field = request.parameters.extra.begin(); field != request.parameters.extra.end(); ++field) {
        if (belongsOnTop(field.key())) body.insert(field.key(), field.value());
    }
    setGeminiContents(body, request.messages, request.model);
    addTools(body, "tools", geminiTools(request.tools));
    QUrl url = methodUrl(profile, request.model, "streamGenerateContent");
    url.setQuery(QStringLiteral("alt=sse"));
    HttpRequest http = postRequest(url, body);
    writeKeptJson(http, request);
    addGoogleKey(http, key);
    return http;
}

std::unique_ptr<StreamDecoder> GeminiProvider::decoder(const ProviderProfile &profile) const
{
    return std::make_unique<GeminiDecoder>(profile);
}

std::vector<StreamEvent> GeminiProvider::decodeWhole(const ProviderProfile &profile, const QByteArray &body) const
{
    return GeminiDecoder(profile).decodeWhole(body);
}

Error GeminiProvider::decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const
{
    return statusError(profile, head, body);
}

HttpRequest GeminiProvider::modelsRequest(const ProviderProfile &profile, const Secret &key) const
{
    HttpRequest request = getRequest(profile, QStringLiteral("/v1beta/models"), {});
    request.url.setQuery(QStringLiteral("pageSize=1000")); // the vendor's largest page
    addGoogleKey(request, key);
    return request;
}

Result<std::vector<ModelInfo>> GeminiProvider::decodeModels(const QByteArray &body) const
{
    return modelsFrom(body, geminiModel);
}

std::optional<HttpRequest> GeminiProvider::countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                                        const Secret &key) const
{
    QJsonObject inner{{QStringLiteral("model"), QString(QStringLiteral("models/") + bareName(request.model))}};
    setGeminiContents(inner, request.messages, request.model);
    addTools(inner, "tools", geminiTools(request.tools));
    const QJsonObject body{{QStringLiteral("generateContentRequest"), inner}}; // the form that counts the system text
    HttpRequest http = postRequest(methodUrl(profile, request.model, "countTokens"), body, "application/json");
    writeKeptJson(http, request);
    addGoogleKey(http, key);
    return http;
}

Result<qint64> GeminiProvider::decodeCount(const QByteArray &body) const
{
    return countAt(body, "totalTokens");
}

} // namespace burin

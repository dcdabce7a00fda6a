#include "core/providers/anthropic.h"

#include "core/providers/anthropicdecoder.h"
#include "core/providers/anthropicmessages.h"
#include "core/providers/claudemodels.h"
#include "core/providers/errormap.h"
#include "core/providers/keptjson.h"
#include "core/providers/openaimessages.h"
#include "core/providers/openaiusage.h"
#include "core/providers/requestparts.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

constexpr qint64 LeastBudget = 1'024; // the vendor's own

struct BudgetRow {
    const char *effort;
    qint64 tokens;
};

/// How many tokens of thinking an effort stands for, where a model wants a number. The steps double.
constexpr BudgetRow budgets[] = {
    {"minimal", LeastBudget}, {"low", 2'048}, {"medium", 8'192}, {"high", 16'384}, {"xhigh", 24'576}, {"max", 31'999},
};

qint64 budgetFor(const QString &effort, qint64 maxTokens)
{
    const BudgetRow *row =
        std::ranges::find_if(budgets, [&](const BudgetRow &r) { return effort == QLatin1StringView(r.effort); });
    const qint64 tokens = row == std::end(budgets) ? LeastBudget : row->tokens;
    return std::max(LeastBudget, std::min(tokens, maxTokens - 1)); // it must be smaller than max_tokens
}

void setEffort(QJsonObject &body, const ChatRequest &request, const ClaudeModel &model)
{
    const QString effort = request.parameters.reasoningEffort;
    if (effort.isEmpty()) return;
    QJsonObject thinking{{QStringLiteral("type"), QStringLiteral("disabled")}};
    if (effort != QLatin1StringView("none") && model.thinking == ClaudeModel::Thinking::Adaptive) {
        // Without "display" the newest models think in silence.
        thinking = {{QStringLiteral("type"), QStringLiteral("adaptive")},
                    {QStringLiteral("display"), QStringLiteral("summarized")}};
        const QString known = effort == QLatin1StringView("minimal") ? QStringLiteral("low") : effort;
        body.insert(QLatin1StringView("output_config"), QJsonObject{{QStringLiteral("effort"), known}});
    } else if (effort != QLatin1StringView("none")) {
        const qint64 most = body.value(QLatin1StringView("max_tokens")).toInteger();
        thinking = {{QStringLiteral("type"), QStringLiteral("enabled")},
                    {QStringLiteral("budget_tokens"), budgetFor(effort, most)}};
    }
    body.insert(QLatin1StringView("thinking"), thinking);
}

void setParameters(QJsonObject &body, const ChatRequest &request, const ClaudeModel &model)
{
    const ChatParameters &parameters = request.parameters;
    const auto set = [&body](const char *key, const auto &value) {
        if (value) body.insert(QLatin1StringView(key), QJsonValue(*value));
    };
    // The one parameter that must be there; the model's own maximum limits nothing.
    body.insert(QLatin1StringView("max_tokens"), parameters.maxTokens.value_or(model.maxOutputTokens));
    set("temperature", parameters.temperature);
    set("top_p", parameters.topP);
    set("seed", parameters.seed);
    if (!parameters.stop.isEmpty())
        body.insert(QLatin1StringView("stop_sequences"), QJsonArray::fromStringList(parameters.stop));
    setEffort(body, request, model);
    addExtra(body, parameters.extra, {"model", "messages", "system", "stream"});
    setAnthropicFormat(body, request.format);
}

void address(HttpRequest &request, const Secret &key)
{
    request.headers.emplace_back("anthropic-version", "2023-06-01");
    addKey(request, key, {.name = "x-api-key", .prefix = {}});
}

QStringList capabilitiesOf(const QJsonObject &model)
{
    static const std::pair<const char *, const char *> names[] = {{"thinking", "reasoning"},
                                                                  {"image_input", "vision"},
                                                                  {"structured_outputs", "json"},
                                                                  {"pdf_input", "documents"}};
    const QJsonObject capabilities = model.value(QLatin1StringView("capabilities")).toObject();
    QStringList list;
    for (const auto &[theirs, ours] : names) {
        const QJsonValue value = capabilities.value(QLatin1StringView(theirs));
        if (value.toBool() || value.toObject().value(QLatin1StringView("supported")).toBool())
            list.append(QLatin1StringView(ours));
    }
    return list;
}

/// What the API's documentation says of all models, and of those that refuse to be told how to sample.
QStringList parametersOf(const ClaudeModel &model)
{
    QStringList list{QStringLiteral("max_tokens"), QStringLiteral("stop"), QStringLiteral("tools")};
    if (model.thinking != ClaudeModel::Thinking::None) list.append(QStringLiteral("reasoning_effort"));
    if (model.takesSampling)
        list << QStringLiteral("temperature") << QStringLiteral("top_p") << QStringLiteral("top_k");
    return list;
}

ModelInfo anthropicModel(const QJsonObject &model)
{
    ModelInfo info;
    info.id = model.value(QLatin1StringView("id")).toString();
    info.name = model.value(QLatin1StringView("display_name")).toString(info.id);
    info.contextTokens = tokenCount(model.value(QLatin1StringView("max_input_tokens"))).value_or(0);
    info.maxOutputTokens = tokenCount(model.value(QLatin1StringView("max_tokens"))).value_or(0);
    info.capabilities = capabilitiesOf(model);
    if (isClaude(info.id)) info.supportedParameters = parametersOf(claudeModel(info.id));
    return info;
}

} // namespace

FormatAbilities AnthropicProvider::abilities() const
{
    return {.imageTypes = openAiImageTypes(), // the same four
            .documents = true,
            .jsonObject = false,
            .objectArguments = true};
}

HttpRequest AnthropicProvider::encode(const ProviderProfile &profile, const ChatRequest &request,
                                      const Secret &key) const
{
    QJsonObject body;
    setParameters(body, request, claudeModel(request.model));
    setAnthropicMessages(body, request.messages);
    addTools(body, "tools", anthropicTools(request.tools));
    body.insert(QLatin1StringView("model"), request.model);
    body.insert(QLatin1StringView("stream"), true);
    HttpRequest http = postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/v1/messages")), body);
    writeKeptJson(http, request);
    address(http, key);
    return http;
}

std::unique_ptr<StreamDecoder> AnthropicProvider::decoder(const ProviderProfile &profile) const
{
    return std::make_unique<AnthropicDecoder>(profile);
}

std::vector<StreamEvent> AnthropicProvider::decodeWhole(const ProviderProfile &profile, const QByteArray &body) const
{
    return AnthropicDecoder(profile).decodeWhole(body);
}

Error AnthropicProvider::decodeError(const ProviderProfile &profile, const HttpResult &head,
                                     const QByteArray &body) const
{
    return statusError(profile, head, body);
}

bool AnthropicProvider::continuesAssistant(const ProviderProfile &, const QString &model) const
{
    return isClaude(model) && claudeModel(model).takesPrefill;
}

HttpRequest AnthropicProvider::modelsRequest(const ProviderProfile &profile, const Secret &key) const
{
    HttpRequest request = getRequest(profile, QStringLiteral("/v1/models"), {});
    request.url.setQuery(QStringLiteral("limit=1000")); // one page, also when the list has grown tenfold
    address(request, key);
    return request;
}

Result<std::vector<ModelInfo>> AnthropicProvider::decodeModels(const QByteArray &body) const
{
    return modelsFrom(body, anthropicModel);
}

std::optional<HttpRequest> AnthropicProvider::countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                                           const Secret &key) const
{
    QJsonObject body;
    setAnthropicMessages(body, request.messages);
    addTools(body, "tools", anthropicTools(request.tools));
    body.insert(QLatin1StringView("model"), request.model);
    HttpRequest http = postRequest(endpointUrl(profile.baseUrl, QStringLiteral("/v1/messages/count_tokens")), body,
                                   "application/json");
    writeKeptJson(http, request);
    address(http, key);
    return http;
}

Result<qint64> AnthropicProvider::decodeCount(const QByteArray &body) const
{
    return countAt(body, "input_tokens");
}

} // namespace burin

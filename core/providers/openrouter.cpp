#include "core/providers/openrouter.h"

#include "core/providers/claudemodels.h"
#include "core/providers/openaidecoder.h"
#include "core/providers/openaiusage.h"
#include "core/providers/requestparts.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace burin {

namespace {

class OpenRouterDecoder : public OpenAiDecoder {
public:
    using OpenAiDecoder::OpenAiDecoder;

protected:
    std::optional<UsageReport> usageOf(const QJsonObject &usage) const override
    {
        UsageReport report = OpenAiDecoder::usageOf(usage).value_or(UsageReport{});
        report.cost = routerCost(usage);
        return report == UsageReport{} ? std::nullopt : std::optional(report);
    }

    QString servingProvider(const QJsonObject &chunk) const override
    {
        return chunk.value(QLatin1StringView("provider")).toString();
    }
};

/// A price in the list is text, in dollars a token; "-1" stands for one that varies.
std::optional<Money> perMillion(const QJsonObject &pricing, QLatin1StringView key)
{
    const auto each = usdAmount(pricing.value(key));
    if (!each) return std::nullopt;
    const double discount = pricing.value(QLatin1StringView("discount")).toDouble();
    if (!(discount > 0 && discount <= 1)) return TokensPerPrice * *each;
    return Money{std::llround(double(each->picoUsd) * (1 - discount)) * TokensPerPrice};
}

} // namespace

HttpRequest OpenRouterProvider::encode(const ProviderProfile &profile, const ChatRequest &request,
                                       const Secret &key) const
{
    HttpRequest http = OpenAiProvider::encode(profile, request, key);
    http.headers.emplace_back("X-OpenRouter-Title", "Burin");
    return http;
}

std::unique_ptr<StreamDecoder> OpenRouterProvider::decoder(const ProviderProfile &profile) const
{
    return std::make_unique<OpenRouterDecoder>(profile);
}

std::vector<StreamEvent> OpenRouterProvider::decodeWhole(const ProviderProfile &profile, const QByteArray &body) const
{
    return OpenRouterDecoder(profile).decodeWhole(body);
}

HttpRequest OpenRouterProvider::verifyRequest(const ProviderProfile &profile, const Secret &key) const
{
    return getRequest(profile, QStringLiteral("/key"), key);
}

bool OpenRouterProvider::continuesAssistant(const ProviderProfile &, const QString &model) const
{
    return !isClaude(model) || claudeModel(model).takesPrefill;
}

Result<std::vector<ModelInfo>> OpenRouterProvider::decodeModels(const QByteArray &body) const
{
    Result<std::vector<ModelInfo>> models = OpenAiProvider::decodeModels(body);
    if (!models) return models;
    const QJsonArray list = modelList(body).value();
    QHash<QString, QJsonObject> pricing;
    for (const QJsonValue &value : list)
        pricing.insert(value.toObject().value(QLatin1StringView("id")).toString(),
                       value.toObject().value(QLatin1StringView("pricing")).toObject());
    for (ModelInfo &model : models.value()) {
        const QJsonObject prices = pricing.value(model.id);
        model.inputPerMillion = perMillion(prices, QLatin1StringView("prompt"));
        model.outputPerMillion = perMillion(prices, QLatin1StringView("completion"));
        model.cachedInputPerMillion = perMillion(prices, QLatin1StringView("input_cache_read"));
    }
    return models;
}

} // namespace burin

#include "core/providers/openrouteraccount.h"

#include "core/domain/error.h"
#include "core/providers/openaiusage.h"
#include "core/providers/requestparts.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace burin {

namespace {

constexpr auto UrlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QJsonObject dataOf(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object().value(QLatin1StringView("data")).toObject();
}

Error unreadable()
{
    return makeError(ErrorCode::BadResponse, QStringLiteral("OpenRouter"));
}

std::optional<qint64> count(const QJsonObject &data, QLatin1StringView name)
{
    const qint64 value = data.value(name).toInteger(-1);
    return value >= 0 ? std::optional(value) : std::nullopt;
}

} // namespace

HttpRequest creditsRequest(const ProviderProfile &profile, const Secret &key)
{
    return getRequest(profile, QStringLiteral("/key"), key);
}

Result<Credits> decodeCredits(const QByteArray &body)
{
    const QJsonObject data = dataOf(body);
    if (data.isEmpty()) return unreadable();
    return Credits{.label = data.value(QLatin1StringView("label")).toString(),
                   .left = usdAmount(data.value(QLatin1StringView("limit_remaining"))),
                   .usedToday = usdAmount(data.value(QLatin1StringView("usage_daily")))};
}

HttpRequest chargeRequest(const ProviderProfile &profile, const QString &generation, const Secret &key)
{
    HttpRequest request = getRequest(profile, QStringLiteral("/generation"), key);
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("id"), QString::fromLatin1(QUrl::toPercentEncoding(generation)));
    request.url.setQuery(query);
    return request;
}

Result<Charge> decodeCharge(const QByteArray &body)
{
    const QJsonObject data = dataOf(body);
    const std::optional<Money> total = usdAmount(data.value(QLatin1StringView("total_cost")));
    if (!total) return unreadable();
    Charge charge;
    charge.total = *total;
    if (data.value(QLatin1StringView("is_byok")).toBool()) { // that vendor's bill comes on top
        const auto upstream = usdAmount(data.value(QLatin1StringView("upstream_inference_cost")));
        charge.total = charge.total + upstream.value_or(Money{});
    }
    charge.usage.input = count(data, QLatin1StringView("native_tokens_prompt"));
    charge.usage.output = count(data, QLatin1StringView("native_tokens_completion"));
    charge.usage.reasoning = count(data, QLatin1StringView("native_tokens_reasoning"));
    charge.usage.cachedInput = count(data, QLatin1StringView("native_tokens_cached"));
    if (charge.usage.input || charge.usage.output) charge.usage.source = Usage::Source::Reported;
    return charge;
}

SignIn makeSignIn(const QByteArray &random)
{
    const QByteArray verifier = random.toBase64(UrlSafe);
    return {verifier, QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(UrlSafe)};
}

QUrl signInUrl(const SignIn &signIn, const QUrl &callback)
{
    QUrl url(QStringLiteral("https://openrouter.ai/auth"));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("callback_url"),
                       QString::fromLatin1(QUrl::toPercentEncoding(callback.toString())));
    query.addQueryItem(QStringLiteral("code_challenge"), QString::fromLatin1(signIn.challenge));
    query.addQueryItem(QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
    url.setQuery(query);
    return url;
}

HttpRequest signInKeyRequest(const ProviderProfile &profile, const SignIn &signIn, const QString &code)
{
    HttpRequest request = getRequest(profile, QStringLiteral("/auth/keys"), {});
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    const QJsonObject body{{QStringLiteral("code"), code},
                           {QStringLiteral("code_verifier"), QString::fromLatin1(signIn.verifier)},
                           {QStringLiteral("code_challenge_method"), QStringLiteral("S256")}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

Result<Secret> decodeSignInKey(const QByteArray &body)
{
    const QString key = QJsonDocument::fromJson(body).object().value(QLatin1StringView("key")).toString();
    if (key.isEmpty()) return unreadable();
    return Secret(key.toLatin1());
}

} // namespace burin

#include "app/profile/storedprofile.h"

#include "core/store/ownprices.h"

namespace burin {

namespace {

Result<QJsonObject> documentNamed(const QSqlDatabase &db, const char *name)
{
    const Result<std::optional<QJsonObject>> document = loadDocument(db, QString::fromLatin1(name));
    if (!document) return document.error();
    return document->value_or(QJsonObject());
}

} // namespace

Result<StoredProfile> loadStoredProfile(const QSqlDatabase &db)
{
    const Result<QJsonObject> settings = documentNamed(db, SettingsDocument);
    if (!settings) return settings.error();
    const Result<QJsonObject> providers = documentNamed(db, ProvidersDocument);
    if (!providers) return providers.error();
    const Result<std::vector<OwnPrice>> prices = ownPrices(db);
    if (!prices) return prices.error();
    return StoredProfile{Settings(*settings), *providers, *prices};
}

PriceBook pricesOf(const StoredProfile &profile)
{
    return profile.ownPrices.empty() ? PriceBook::builtIn() : withOwnPrices(PriceBook::builtIn(), profile.ownPrices);
}

ProviderProfile atItsAddress(const ProviderProfile &provider, const StoredProfile &profile)
{
    const QJsonObject addresses = profile.providers.value(QStringLiteral("base_urls")).toObject();
    const QUrl url(addresses.value(provider.id).toString(), QUrl::StrictMode);
    ProviderProfile moved = provider;
    if (isSafeBaseUrl(url)) moved.baseUrl = url;
    return moved;
}

} // namespace burin

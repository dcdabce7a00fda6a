#pragma once

#include "core/base/result.h"
#include "core/cost/ownprices.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/domain/settings.h"
#include "core/store/keyvalue.h"

#include <QJsonObject>

namespace burin {

// Names of documents in the profile's database that the window writes and the command line honours.
inline constexpr char SettingsDocument[] = "settings";
inline constexpr char ProvidersDocument[] = "providers";

/// What the user set in the window, for every part of the program.
struct StoredProfile {
    Settings settings;
    QJsonObject providers; ///< "base_urls": provider id → URL, where it differs from the built-in one.
    std::vector<OwnPrice> ownPrices;
};

/// What is not stored is as after a first start.
Result<StoredProfile> loadStoredProfile(const QSqlDatabase &db);

/// The built-in prices with the user's own before them.
PriceBook pricesOf(const StoredProfile &profile);

/// @p provider at the address that the user gave it, if that one is safe.
ProviderProfile atItsAddress(const ProviderProfile &provider, const StoredProfile &profile);

} // namespace burin

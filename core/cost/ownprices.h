#pragma once

#include "core/base/id.h"
#include "core/cost/pricebook.h"
#include "core/domain/provider.h"

#include <vector>

namespace burin {

// Prices of the user's own: typed, or taken from a provider's list. They come before the built-in ones.

using OwnPriceId = Id<struct OwnPriceTag>;

/// A row of the price book that the user made. Its aliases, tiers and hours are empty.
struct OwnPrice {
    OwnPriceId id; ///< Invalid = not stored yet.
    PriceRow row;
    bool operator==(const OwnPrice &) const = default;
};

/// PriceRow::source of a price that was typed.
QString typedPriceSource();

/// Why @p price cannot be kept beside @p others: a name or a price that is missing, an end before its beginning, or
/// a time that another row of the same model covers. BadParameter, with the sentence to show as its detail.
std::optional<Error> checkPrice(const OwnPrice &price, const std::vector<OwnPrice> &others);

/// @p book with @p own before it: where both know a model at a time, the own row counts.
PriceBook withOwnPrices(const PriceBook &book, const std::vector<OwnPrice> &own);

/// The price of a token from dollars a million tokens; nullopt where that is no whole number of pico-dollars, which is
/// more than six decimals, or negative.
std::optional<Money> eachFromPerMillion(Money perMillion);

/// What a provider's list says otherwise than the book.
struct PriceChange {
    std::optional<PriceRow> before; ///< Nullopt: the book does not know the model.
    PriceRow after;
    /// The row before has steps, hours or prices of its own that the list does not tell; taking the list's loses them.
    bool losesDetail = false;
    bool operator==(const PriceChange &) const = default;
};

/// The models of @p list whose input, output or cached price differs from what @p book knows at @p now, by name. Models
/// that the list has no price for are left out. @p source is for the new rows, which hold from @p now. Pure.
struct PriceListing {
    QString provider;
    QString source;
    std::vector<ModelInfo> models;
};
std::vector<PriceChange> priceChanges(const PriceBook &book, const PriceListing &list, const QDateTime &now);

/// A model that was run without a known price.
struct UnpricedModel {
    QString provider;
    QString model;
    int runs = 0;
    QDate last; ///< Local day of the last of them.
    bool operator==(const UnpricedModel &) const = default;
};

/// Of @p models those that @p book still has no price for. Pure.
std::vector<UnpricedModel> stillUnpriced(const std::vector<UnpricedModel> &models, const PriceBook &book,
                                         const QDateTime &now);

} // namespace burin

#pragma once

#include "core/cost/ownprices.h"
#include "ui/common/celltable.h"

#include <optional>
#include <vector>

namespace burin {

/// A price of a token as dollars a million tokens; empty without one, with a mark where there are steps.
QString pricePerMillion(const std::optional<TieredPrice> &price);

/// A row of the table and what it stands for.
struct ShownPrice {
    PriceRow row;
    std::optional<OwnPriceId> own; ///< Nullopt: built in.
};

/// Own rows first, then the built-in ones, by provider and model. Pure.
std::vector<ShownPrice> shownPrices(const PriceBook &builtIn, const std::vector<OwnPrice> &own);
/// Their table, in the same order.
CellTable priceTable(const std::vector<ShownPrice> &prices);
/// The day of a row's beginning or end in UTC; empty = open.
QString priceDay(const QDateTime &time);

} // namespace burin

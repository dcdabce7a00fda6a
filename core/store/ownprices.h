#pragma once

#include "core/base/result.h"
#include "core/cost/ownprices.h"

#include <QSqlDatabase>

namespace burin {

// The user's own prices in the database. Synchronous, on a connection.

/// In the order in which they were made.
Result<std::vector<OwnPrice>> ownPrices(const QSqlDatabase &db);
/// The built-in prices with the user's own before them.
Result<PriceBook> storedPriceBook(const QSqlDatabase &db);

/// Adds @p price, or changes the one with its id; BadParameter as checkPrice() says. Runs that were priced before keep
/// their receipts.
Outcome saveOwnPrice(const QSqlDatabase &db, const OwnPrice &price);
Outcome removeOwnPrice(const QSqlDatabase &db, OwnPriceId id);

/// Takes rows of a provider's list, all or none: each ends the own row of its model that holds at its beginning.
Outcome takePrices(const QSqlDatabase &db, const std::vector<PriceRow> &rows);

/// The models that ran and may have cost something that is not known, most runs first.
Result<std::vector<UnpricedModel>> unpricedModels(const QSqlDatabase &db);

} // namespace burin

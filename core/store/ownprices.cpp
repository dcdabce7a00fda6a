#include "core/store/ownprices.h"

#include "core/store/sqlquery.h"
#include "core/store/sqlrow.h"
#include "core/store/sqltransaction.h"
#include "core/store/storedvalues.h"

#include <algorithm>

namespace burin {

namespace {

using PriceColumn = QLatin1StringView;
constexpr PriceColumn OwnPricesTable("own_prices");

/// A unit of PriceRow with its column.
struct UnitColumn {
    const char *name;
    std::optional<TieredPrice> PriceRow::*unit;
};
constexpr UnitColumn unitColumns[] = {
    {"input", &PriceRow::input},
    {"cached_input", &PriceRow::cachedInput},
    {"cache_write", &PriceRow::cacheWrite},
    {"cache_write_hour", &PriceRow::cacheWriteHour},
    {"output", &PriceRow::output},
    {"reasoning", &PriceRow::reasoning},
};

SqlRow priceColumns(const PriceRow &row)
{
    SqlRow columns{{PriceColumn("provider"), stored(row.provider.trimmed())},
                   {PriceColumn("model"), stored(row.model.trimmed())},
                   {PriceColumn("valid_from"), stored(row.validFrom)},
                   {PriceColumn("valid_to"), stored(row.validTo)},
                   {PriceColumn("request"), stored(row.request)},
                   {PriceColumn("source"), stored(row.source)}};
    for (const UnitColumn &column : unitColumns) {
        const auto &price = row.*column.unit;
        columns.push_back({PriceColumn(column.name), stored(price ? std::optional(price->each) : std::nullopt)});
    }
    return columns;
}

OwnPrice ownPriceFrom(const SqlQuery &query)
{
    OwnPrice price;
    price.id.value = query.value(PriceColumn("id")).toLongLong();
    PriceRow &row = price.row;
    row.provider = query.value(PriceColumn("provider")).toString();
    row.model = query.value(PriceColumn("model")).toString();
    row.validFrom = timeFrom(query.value(PriceColumn("valid_from")));
    row.validTo = timeFrom(query.value(PriceColumn("valid_to")));
    row.request = moneyFrom(query.value(PriceColumn("request")));
    row.source = query.value(PriceColumn("source")).toString();
    for (const UnitColumn &column : unitColumns)
        if (const auto each = moneyFrom(query.value(PriceColumn(column.name))))
            row.*column.unit = TieredPrice{*each, {}};
    return price;
}

void insertPrice(SqlQuery &query, const PriceRow &row)
{
    const SqlRow columns = priceColumns(row);
    query.run(insertStatement(OwnPricesTable, columns), boundValues(columns));
}

} // namespace

Result<std::vector<OwnPrice>> ownPrices(const QSqlDatabase &db)
{
    std::vector<OwnPrice> prices;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT * FROM own_prices ORDER BY id"));
    while (query.next())
        prices.push_back(ownPriceFrom(query));
    if (query.error()) return *query.error();
    return prices;
}

Result<PriceBook> storedPriceBook(const QSqlDatabase &db)
{
    const Result<std::vector<OwnPrice>> own = ownPrices(db);
    if (!own) return own.error();
    return withOwnPrices(PriceBook::builtIn(), *own);
}

Outcome saveOwnPrice(const QSqlDatabase &db, const OwnPrice &price)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    const Result<std::vector<OwnPrice>> others = ownPrices(db);
    if (!others) return others.error();
    if (const std::optional<Error> problem = checkPrice(price, *others)) return *problem;
    SqlQuery query(db);
    if (price.id.isValid()) {
        const SqlRow columns = priceColumns(price.row);
        query.run(updateStatement(OwnPricesTable, columns, PriceColumn("id = ?")),
                  boundValues(columns, {price.id.value}));
    } else {
        insertPrice(query, price.row);
    }
    if (query.error()) return *query.error();
    return transaction.commit();
}

Outcome removeOwnPrice(const QSqlDatabase &db, OwnPriceId id)
{
    SqlQuery query(db);
    query.run(QStringLiteral("DELETE FROM own_prices WHERE id = ?"), {id.value});
    return query.outcome();
}

Outcome takePrices(const QSqlDatabase &db, const std::vector<PriceRow> &rows)
{
    SqlTransaction transaction(db, Durability::PowerLoss);
    if (transaction.error()) return *transaction.error();
    SqlQuery query(db);
    for (const PriceRow &row : rows) {
        const QVariant from = stored(row.validFrom);
        query.run(
            QStringLiteral("UPDATE own_prices SET valid_to = max(?, coalesce(valid_from, ?)) "
                           "WHERE provider = ? AND lower(model) = lower(?) AND (valid_to IS NULL OR valid_to > ?)"),
            {from, from, stored(row.provider), stored(row.model), from});
        insertPrice(query, row);
    }
    if (query.error()) return *query.error();
    return transaction.commit();
}

Result<std::vector<UnpricedModel>> unpricedModels(const QSqlDatabase &db)
{
    std::vector<UnpricedModel> models;
    SqlQuery query(db);
    query.run(QStringLiteral("SELECT p.name, m.name, sum(d.unpriced_runs), max(d.day) FROM daily_model_costs AS d "
                             "JOIN providers AS p ON p.id = d.provider_id JOIN models AS m ON m.id = d.model_id "
                             "WHERE d.unpriced_runs > 0 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"));
    while (query.next())
        models.push_back({query.value(0).toString(), query.value(1).toString(), query.value(2).toInt(),
                          QDate::fromJulianDay(query.value(3).toLongLong())});
    if (query.error()) return *query.error();
    return models;
}

} // namespace burin

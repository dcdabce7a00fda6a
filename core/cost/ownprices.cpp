#include "core/cost/ownprices.h"

#include <QCoreApplication>

#include <algorithm>

namespace burin {

namespace {

struct PriceTexts {
    Q_DECLARE_TR_FUNCTIONS(Prices)
};

Error refused(const QString &sentence)
{
    return makeError(ErrorCode::BadParameter, PriceTexts::tr("price"), sentence);
}

/// Half-open; an invalid end is open.
bool overlap(const PriceRow &a, const PriceRow &b)
{
    const bool aEndsBefore = a.validTo.isValid() && b.validFrom.isValid() && a.validTo <= b.validFrom;
    const bool bEndsBefore = b.validTo.isValid() && a.validFrom.isValid() && b.validTo <= a.validFrom;
    const auto empty = [](const PriceRow &r) { return r.validTo.isValid() && r.validFrom == r.validTo; };
    return !aEndsBefore && !bEndsBefore && !empty(a) && !empty(b);
}

bool sameModel(const PriceRow &a, const PriceRow &b)
{
    return a.provider == b.provider && a.model.compare(b.model, Qt::CaseInsensitive) == 0;
}

std::optional<TieredPrice> tokenPrice(const std::optional<Money> &perMillion)
{
    const std::optional<Money> each = perMillion ? eachFromPerMillion(*perMillion) : std::nullopt;
    if (!each) return std::nullopt;
    return TieredPrice{*each, {}};
}

/// What the list does not tell stays as it was known.
PriceRow listed(const PriceRow *before, const PriceListing &list, const ModelInfo &model)
{
    PriceRow row = before ? *before : PriceRow();
    row.provider = list.provider;
    row.model = model.id;
    row.source = list.source;
    row.aliases.clear();
    row.datedAliases.clear();
    row.hours.reset();
    row.input = tokenPrice(model.inputPerMillion);
    row.output = tokenPrice(model.outputPerMillion);
    if (const auto cached = tokenPrice(model.cachedInputPerMillion)) row.cachedInput = cached;
    row.validTo = {};
    for (std::optional<TieredPrice> PriceRow::*unit :
         {&PriceRow::cachedInput, &PriceRow::cacheWrite, &PriceRow::cacheWriteHour, &PriceRow::reasoning})
        if (row.*unit) (row.*unit)->tiers.clear();
    if (model.contextTokens > 0) row.contextTokens = model.contextTokens;
    return row;
}

bool samePrices(const PriceRow &a, const PriceRow &b)
{
    const auto each = [](const std::optional<TieredPrice> &price) {
        return price ? std::optional(price->each) : std::nullopt;
    };
    return each(a.input) == each(b.input) && each(a.output) == each(b.output) &&
           each(a.cachedInput) == each(b.cachedInput);
}

bool hasDetail(const PriceRow &row)
{
    const auto stepped = [](const std::optional<TieredPrice> &price) { return price && !price->tiers.empty(); };
    return row.hours || stepped(row.input) || stepped(row.output) || stepped(row.cachedInput) ||
           stepped(row.cacheWrite) || stepped(row.cacheWriteHour) || stepped(row.reasoning);
}

} // namespace

QString typedPriceSource()
{
    return QStringLiteral("own prices"); // stored with receipts, so not translated
}

std::optional<Error> checkPrice(const OwnPrice &price, const std::vector<OwnPrice> &others)
{
    const PriceRow &row = price.row;
    if (row.provider.trimmed().isEmpty() || row.model.trimmed().isEmpty())
        return refused(PriceTexts::tr("A price needs a provider and a model."));
    if (!row.input && !row.output && !row.request)
        return refused(PriceTexts::tr("Enter what the input or the output costs; 0 means that it costs nothing."));
    if (row.validFrom.isValid() && row.validTo.isValid() && row.validTo < row.validFrom)
        return refused(PriceTexts::tr("The price ends before it begins."));
    const auto clash = std::ranges::find_if(others, [&price](const OwnPrice &other) {
        return other.id != price.id && sameModel(other.row, price.row) && overlap(other.row, price.row);
    });
    if (clash != others.end())
        return refused(
            PriceTexts::tr("There is a price of your own for %1 at that time. End or change that one.").arg(row.model));
    return std::nullopt;
}

PriceBook withOwnPrices(const PriceBook &book, const std::vector<OwnPrice> &own)
{
    std::vector<PriceRow> rows = book.rows();
    for (const OwnPrice &price : own)
        rows.push_back(price.row); // the last row that applies counts
    return PriceBook(std::move(rows));
}

std::optional<Money> eachFromPerMillion(Money perMillion)
{
    if (perMillion < Money{} || perMillion.picoUsd % TokensPerPrice != 0) return std::nullopt;
    return Money{perMillion.picoUsd / TokensPerPrice};
}

std::vector<PriceChange> priceChanges(const PriceBook &book, const PriceListing &list, const QDateTime &now)
{
    std::vector<PriceChange> changes;
    for (const ModelInfo &model : list.models) {
        if (!tokenPrice(model.inputPerMillion) || !tokenPrice(model.outputPerMillion)) continue;
        const PriceRow *before = book.find(list.provider, model.id, now);
        PriceRow after = listed(before, list, model);
        if (before && samePrices(*before, after)) continue;
        after.validFrom = now;
        changes.push_back({.before = before ? std::optional(*before) : std::nullopt,
                           .after = std::move(after),
                           .losesDetail = before && hasDetail(*before)});
    }
    std::ranges::sort(changes, {}, [](const PriceChange &change) { return change.after.model; });
    return changes;
}

std::vector<UnpricedModel> stillUnpriced(const std::vector<UnpricedModel> &models, const PriceBook &book,
                                         const QDateTime &now)
{
    std::vector<UnpricedModel> left;
    std::ranges::copy_if(models, std::back_inserter(left), [&](const UnpricedModel &model) {
        return !model.model.endsWith(QLatin1StringView(":free")) && !book.find(model.provider, model.model, now);
    });
    return left;
}

} // namespace burin

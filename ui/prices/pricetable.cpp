#include "ui/prices/pricetable.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

struct PriceTableTexts {
    Q_DECLARE_TR_FUNCTIONS(PriceTable)
};

QString tierLines(const TieredPrice &price)
{
    QStringList lines;
    for (const TieredPrice::Tier &tier : price.tiers)
        //: A price that holds above a number of input tokens. %1 is that number, %2 an amount of money.
        lines += PriceTableTexts::tr("above %1 input tokens: %2")
                     .arg(QLocale().toString(tier.aboveInputTokens), formatMoney(TokensPerPrice * tier.each));
    return lines.join(u'\n');
}

Cell priceCell(const std::optional<TieredPrice> &price)
{
    if (!price) return {.text = {}, .sortKey = qint64(-1), .toolTip = {}, .tone = {}};
    const QString exact = formatExactMoney(TokensPerPrice * price->each);
    return {pricePerMillion(price),
            price->each.picoUsd,
            price->tiers.empty() ? exact : exact + u'\n' + tierLines(*price),
            {}};
}

/// The units that few models have, in one cell.
Cell otherCell(const PriceRow &row)
{
    QStringList parts;
    const auto add = [&parts](const QString &name, const std::optional<TieredPrice> &price) {
        if (price) parts += name.arg(pricePerMillion(price));
    };
    add(PriceTableTexts::tr("cache write %1"), row.cacheWrite);
    add(PriceTableTexts::tr("for an hour %1"), row.cacheWriteHour);
    add(PriceTableTexts::tr("reasoning %1"), row.reasoning);
    if (row.request) parts += PriceTableTexts::tr("a request %1").arg(formatMoney(*row.request));
    if (row.hours)
        parts += PriceTableTexts::tr("%1 to %2 UTC")
                     .arg(row.hours->from.toString(QStringLiteral("HH:mm")),
                          row.hours->to.toString(QStringLiteral("HH:mm")));
    return {parts.join(QStringLiteral(" · ")), {}, parts.join(u'\n'), QStringLiteral("muted")};
}

std::vector<Cell> cellsOf(const ShownPrice &price)
{
    const PriceRow &row = price.row;
    const QString open = QStringLiteral("–");
    const auto day = [&open](const QDateTime &time, qint64 whenOpen) {
        const QString text = priceDay(time);
        return Cell{text.isEmpty() ? open : text,
                    time.isValid() ? time.toMSecsSinceEpoch() : whenOpen,
                    time.isValid() ? time.toString(Qt::ISODate) : QString(),
                    {}};
    };
    const QString names = row.aliases.isEmpty() ? visibleText(row.model) : row.aliases.join(u'\n');
    return {{visibleText(row.provider), {}, {}, {}},
            {visibleText(row.model), {}, names, {}},
            priceCell(row.input),
            priceCell(row.cachedInput),
            priceCell(row.output),
            otherCell(row),
            day(row.validFrom, 0),
            day(row.validTo, std::numeric_limits<qint64>::max()),
            {visibleText(row.source), {}, {}, price.own ? QStringLiteral("ok") : QStringLiteral("muted")}};
}

} // namespace

QString pricePerMillion(const std::optional<TieredPrice> &price)
{
    if (!price) return {};
    const QString text = formatMoney(TokensPerPrice * price->each);
    return price->tiers.empty() ? text : text + QStringLiteral(" …");
}

QString priceDay(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().date().toString(Qt::ISODate) : QString();
}

std::vector<ShownPrice> shownPrices(const PriceBook &builtIn, const std::vector<OwnPrice> &own)
{
    std::vector<ShownPrice> prices;
    for (const OwnPrice &price : own)
        prices.push_back({price.row, price.id});
    for (const PriceRow &row : builtIn.rows())
        prices.push_back({row, std::nullopt});
    std::ranges::stable_sort(prices, [](const ShownPrice &a, const ShownPrice &b) {
        const bool aIsBuiltIn = !a.own, bIsBuiltIn = !b.own;
        return std::tie(aIsBuiltIn, a.row.provider, a.row.model) < std::tie(bIsBuiltIn, b.row.provider, b.row.model);
    });
    return prices;
}

CellTable priceTable(const std::vector<ShownPrice> &prices)
{
    CellTable table;
    table.columns = {{PriceTableTexts::tr("Provider")},
                     {PriceTableTexts::tr("Model")},
                     {PriceTableTexts::tr("Input $/M"), FigureAlignment},
                     {PriceTableTexts::tr("Cached $/M"), FigureAlignment},
                     {PriceTableTexts::tr("Output $/M"), FigureAlignment},
                     {PriceTableTexts::tr("Other $/M")},
                     {PriceTableTexts::tr("From")},
                     {PriceTableTexts::tr("Until")},
                     {PriceTableTexts::tr("Source")}};
    for (const ShownPrice &price : prices)
        table.rows.push_back(cellsOf(price));
    return table;
}

} // namespace burin

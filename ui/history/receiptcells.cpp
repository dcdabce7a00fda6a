#include "ui/history/receiptcells.h"

#include "core/cost/usedprice.h"
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace burin {

namespace {

struct ReceiptTexts {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

constexpr qint64 Million = 1'000'000;

QString unitName(const QString &unit)
{
    static constexpr std::pair<const char *, const char *> names[] = {
        {"input", QT_TRANSLATE_NOOP("Receipt", "Input")},
        {"cached_input", QT_TRANSLATE_NOOP("Receipt", "Input from the cache")},
        {"cache_write", QT_TRANSLATE_NOOP("Receipt", "Written to the cache")},
        {"cache_write_hour", QT_TRANSLATE_NOOP("Receipt", "Written to the cache for an hour")},
        {"output", QT_TRANSLATE_NOOP("Receipt", "Output")},
        {"reasoning", QT_TRANSLATE_NOOP("Receipt", "Reasoning")},
        {"request", QT_TRANSLATE_NOOP("Receipt", "Requests")},
    };
    for (const auto &[id, name] : names)
        if (unit == QLatin1StringView(id)) return ReceiptTexts::tr(name);
    return visibleText(unit);
}

Cell moneyCell(Money amount)
{
    return {shortExactMoney(amount), amount.picoUsd, formatExactMoney(amount), {}};
}

std::vector<Cell> lineRow(const ReceiptLine &line)
{
    const bool tokens = line.unit != QLatin1StringView("request");
    //: A price for each million tokens.
    const QString each = tokens ? ReceiptTexts::tr("%1 / million").arg(shortExactMoney(Million * line.each))
                                : ReceiptTexts::tr("%1 each").arg(shortExactMoney(line.each));
    return {{unitName(line.unit), {}, {}, {}},
            {formatTokens(line.quantity), line.quantity, {}, {}},
            {each, line.each.picoUsd, formatExactMoney(line.each), {}},
            moneyCell(line.amount)};
}

/// A row with a name and an amount, or no price.
std::vector<Cell> amountRow(const QString &name, const Receipt &receipt)
{
    const Cell amount = receipt.total ? moneyCell(*receipt.total) : Cell{formatMoney({}), qint64(-1), {}, {}};
    return {{name, {}, {}, {}}, {}, {}, amount};
}

QString whyWithoutLines(const Attempt &attempt)
{
    if (attempt.billing == Billing::Unknown && !attempt.receipt.total) return ReceiptTexts::tr("May have been charged");
    switch (attempt.receipt.provenance) {
    case Provenance::Reported:
        return ReceiptTexts::tr("As the provider charged it");
    case Provenance::Local:
        return ReceiptTexts::tr("On this computer");
    case Provenance::Unpriced:
        return ReceiptTexts::tr("No price is known");
    default:
        return ReceiptTexts::tr("Nothing to pay");
    }
}

std::vector<const Attempt *> chargedAttempts(const RunRecord &record)
{
    std::vector<const Attempt *> charged;
    for (const Attempt &attempt : record.attempts)
        if (attempt.billing != Billing::None) charged.push_back(&attempt);
    return charged;
}

Money sumOfLines(const std::vector<ReceiptLine> &lines)
{
    Money sum;
    for (const ReceiptLine &line : lines)
        sum += line.amount;
    return sum;
}

QString pricesText(const PriceRow &row)
{
    QStringList prices;
    const auto add = [&prices](const char *unit, const std::optional<TieredPrice> &price) {
        if (!price) return;
        QString text = unitName(QLatin1StringView(unit)) + u' ' + shortExactMoney(Million * price->each);
        for (const TieredPrice::Tier &tier : price->tiers)
            text += ReceiptTexts::tr(" (above %1 input tokens %2)")
                        .arg(formatTokens(tier.aboveInputTokens), shortExactMoney(Million * tier.each));
        prices += text;
    };
    add("input", row.input);
    add("cached_input", row.cachedInput);
    add("cache_write", row.cacheWrite);
    add("cache_write_hour", row.cacheWriteHour);
    add("output", row.output);
    add("reasoning", row.reasoning);
    QString text = ReceiptTexts::tr("%1 per million").arg(prices.join(QStringLiteral(", ")));
    if (row.request) text += ReceiptTexts::tr(", %1 a request").arg(shortExactMoney(*row.request));
    return text;
}

QString datesText(const PriceRow &row)
{
    const auto day = [](const QDateTime &time) { return QLocale().toString(time.date(), QLocale::ShortFormat); };
    if (row.validFrom.isValid() && row.validTo.isValid())
        return ReceiptTexts::tr("from %1 until %2 (UTC)").arg(day(row.validFrom), day(row.validTo));
    if (row.validFrom.isValid()) return ReceiptTexts::tr("since %1 (UTC)").arg(day(row.validFrom));
    if (row.validTo.isValid()) return ReceiptTexts::tr("until %1 (UTC)").arg(day(row.validTo));
    return ReceiptTexts::tr("at any time");
}

void addRowFacts(const PriceRow &row, std::vector<Fact> &facts)
{
    facts.push_back({ReceiptTexts::tr("Price row"), visibleText(row.provider + u'/' + row.model), {}});
    facts.push_back({ReceiptTexts::tr("Source"), visibleText(row.source), {}});
    facts.push_back({ReceiptTexts::tr("Valid"), datesText(row), {}});
    if (row.hours)
        facts.push_back({ReceiptTexts::tr("Hours"),
                         ReceiptTexts::tr("%1 to %2 (UTC)")
                             .arg(row.hours->from.toString(u"hh:mm"), row.hours->to.toString(u"hh:mm")),
                         {}});
    facts.push_back({ReceiptTexts::tr("Prices"), pricesText(row), {}});
}

} // namespace

QString shortExactMoney(Money amount)
{
    QString text = formatExactMoney(amount);
    const qsizetype point = text.indexOf(u'.');
    qsizetype end = text.size();
    while (point >= 0 && end > point + 3 && text.at(end - 1) == u'0')
        --end;
    return text.left(end);
}

CellTable receiptTable(const RunRecord &record)
{
    CellTable table;
    table.columns = {{ReceiptTexts::tr("For")},
                     {ReceiptTexts::tr("Quantity"), FigureAlignment},
                     //: The column before is multiplied with this one.
                     {ReceiptTexts::tr("× Price"), FigureAlignment},
                     {ReceiptTexts::tr("= Amount"), FigureAlignment}};
    const std::vector<const Attempt *> charged = chargedAttempts(record);
    if (charged.empty() && record.receipt.lines.empty()) return table;
    const bool several = charged.size() > 1;
    for (const Attempt *attempt : charged) {
        for (const ReceiptLine &line : attempt->receipt.lines)
            table.rows.push_back(lineRow(line));
        const bool lines = !attempt->receipt.lines.empty();
        QString name = lines ? QString() : whyWithoutLines(*attempt);
        if (several) {
            const QString sum = ReceiptTexts::tr("Attempt %1").arg(attempt->number);
            name = lines ? sum : sum + QStringLiteral(": ") + name;
        }
        if (!name.isEmpty()) table.rows.push_back(amountRow(name, attempt->receipt));
    }
    if (charged.empty())
        for (const ReceiptLine &line : record.receipt.lines)
            table.rows.push_back(lineRow(line));
    table.rows.push_back(amountRow(ReceiptTexts::tr("Total"), record.receipt));
    return table;
}

std::vector<Fact> priceFacts(const RunRecord &record, const PriceBook &book)
{
    std::vector<Fact> facts;
    QStringList told;
    for (const Attempt *attempt : chargedAttempts(record)) {
        const QString &source = attempt->receipt.priceSource;
        if (attempt->receipt.lines.empty() || told.contains(source)) continue;
        told += source;
        if (const PriceRow *row = usedPriceRow(record, *attempt, book))
            addRowFacts(*row, facts);
        else if (source == QLatin1StringView("user"))
            facts.push_back({ReceiptTexts::tr("Price row"), ReceiptTexts::tr("your own price for this run"), {}});
        else
            facts.push_back({ReceiptTexts::tr("Price row"),
                             ReceiptTexts::tr("%1; the price book has this row no more").arg(visibleText(source)),
                             {}});
    }
    return facts;
}

QString sumSentence(const Receipt &receipt)
{
    if (receipt.lines.empty() || !receipt.total) return {};
    const Money sum = sumOfLines(receipt.lines);
    if (sum == *receipt.total) return ReceiptTexts::tr("The lines add up to the total exactly.");
    return ReceiptTexts::tr("The lines add up to %1, which is not the total of %2.")
        .arg(shortExactMoney(sum), shortExactMoney(*receipt.total));
}

} // namespace burin

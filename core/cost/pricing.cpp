#include "core/cost/pricing.h"

#include <algorithm>

namespace burin {

namespace {

/// The price for one model, from the book or from the user.
struct Tariff {
    PriceRow row;
    QString source;
};

std::optional<Tariff> tariffFor(const PricingInput &input, const PriceBook &book)
{
    if (input.price) {
        const auto each = [](Money perMillion) {
            return TieredPrice{Money{(perMillion.picoUsd + TokensPerPrice / 2) / TokensPerPrice}, {}};
        };
        PriceRow row;
        row.input = each(input.price->inputPerMillion);
        row.output = each(input.price->outputPerMillion);
        return Tariff{std::move(row), QStringLiteral("user")};
    }
    const PriceRow *row = book.find(input.provider.id, input.model, input.time);
    if (!row) return std::nullopt;
    return Tariff{*row, priceSourceOf(*row)};
}

void addLine(Receipt &receipt, const char *unit, qint64 quantity, Money each)
{
    if (quantity == 0) return;
    receipt.lines.push_back({QLatin1StringView(unit), quantity, each, quantity * each});
}

/// Charges @p part on its own where it has a price of its own, and tells how many tokens that were.
qint64 addPart(Receipt &receipt, const char *unit, const std::optional<Money> &each, std::optional<qint64> part)
{
    if (!each || !part) return 0;
    addLine(receipt, unit, *part, *each);
    return *part;
}

/// False when a count that must be charged, or the price for it, is not known.
bool addLines(Receipt &receipt, const PriceRow &row, const Usage &usage)
{
    const bool inputKnown = usage.input && (row.input || *usage.input == 0);
    const bool outputKnown = row.output ? usage.output.has_value() : usage.output.value_or(0) == 0;
    if (!inputKnown || !outputKnown) return false;
    const auto price = [&usage](const std::optional<TieredPrice> &tiered) {
        return tiered ? std::optional(tiered->at(*usage.input)) : std::nullopt;
    };
    // Each part leaves the whole only where it has a price; otherwise it is billed as the whole.
    Receipt parts;
    qint64 input = *usage.input;
    input -= addPart(parts, "cached_input", price(row.cachedInput), usage.cachedInput);
    const qint64 hour = addPart(parts, "cache_write_hour", price(row.cacheWriteHour), usage.cacheWriteHour);
    const qint64 written = usage.cacheWrite.value_or(hour) - hour;
    input -= hour + addPart(parts, "cache_write", price(row.cacheWrite), written);
    if (input < 0 || written < 0) return false;
    addLine(receipt, "input", input, price(row.input).value_or(Money{}));
    std::ranges::move(parts.lines, std::back_inserter(receipt.lines));

    parts.lines.clear();
    const qint64 output = usage.output.value_or(0) - addPart(parts, "reasoning", price(row.reasoning), usage.reasoning);
    if (output < 0) return false;
    addLine(receipt, "output", output, price(row.output).value_or(Money{}));
    std::ranges::move(parts.lines, std::back_inserter(receipt.lines));
    if (row.request) addLine(receipt, "request", 1, *row.request);
    return true;
}

Receipt costless(Provenance provenance, const QString &source)
{
    return {.total = Money{}, .provenance = provenance, .priceSource = source, .lines = {}};
}

/// Adds @p amount to a line of the same unit and price, so that attempts at one price make one line.
void merge(std::vector<ReceiptLine> &lines, const ReceiptLine &line)
{
    const auto same = std::ranges::find_if(
        lines, [&line](const ReceiptLine &known) { return known.unit == line.unit && known.each == line.each; });
    if (same == lines.end()) {
        lines.push_back(line);
        return;
    }
    same->quantity += line.quantity;
    same->amount += line.amount;
}

} // namespace

QString priceSourceOf(const PriceRow &row)
{
    return QStringLiteral("%1, %2/%3").arg(row.source, row.provider, row.model);
}

Receipt priceOf(const PricingInput &input, const PriceBook &book)
{
    if (input.provider.simulated) return costless(Provenance::Local, QStringLiteral("simulator"));
    if (input.reported)
        return {.total = input.reported,
                .provenance = Provenance::Reported,
                .priceSource = QStringLiteral("provider"),
                .lines = {}};
    if (!input.price && input.model.endsWith(QLatin1StringView(":free")))
        return costless(Provenance::Computed, QStringLiteral("free model"));
    if (!input.price && input.provider.local) return costless(Provenance::Local, QStringLiteral("local"));
    const std::optional<Tariff> tariff = tariffFor(input, book);
    Receipt receipt;
    if (!tariff || input.usage.source == Usage::Source::None || !addLines(receipt, tariff->row, input.usage)) return {};
    receipt.total = Money{};
    for (const ReceiptLine &line : receipt.lines)
        *receipt.total += line.amount;
    receipt.provenance = input.usage.source == Usage::Source::Estimated ? Provenance::Estimated : Provenance::Computed;
    receipt.priceSource = tariff->source;
    return receipt;
}

Receipt sumOf(const std::vector<Attempt> &attempts)
{
    std::vector<const Receipt *> receipts;
    bool mayHaveCost = false;
    for (const Attempt &attempt : attempts) {
        mayHaveCost = mayHaveCost || attempt.billing != Billing::None;
        if (attempt.billing != Billing::None && attempt.receipt.total) receipts.push_back(&attempt.receipt);
    }
    if (receipts.empty()) return mayHaveCost ? Receipt{} : costless(Provenance::Computed, {});
    Receipt sum = costless(Provenance::Reported, {});
    QStringList sources;
    for (const Receipt *receipt : receipts) {
        *sum.total += *receipt->total;
        sum.provenance = std::max(sum.provenance, receipt->provenance); // no better than the weakest part
        if (!sources.contains(receipt->priceSource)) sources.append(receipt->priceSource);
        for (const ReceiptLine &line : receipt->lines)
            merge(sum.lines, line);
    }
    // Lines that tell only a part of the total would mislead.
    const bool allHaveLines =
        std::ranges::all_of(receipts, [](const Receipt *r) { return !r->lines.empty() || *r->total == Money{}; });
    if (!allHaveLines) sum.lines.clear();
    sum.priceSource = sources.join(QLatin1StringView("; "));
    return sum;
}

} // namespace burin

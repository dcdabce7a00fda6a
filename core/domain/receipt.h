#pragma once

#include "core/base/money.h"

#include <QString>

#include <optional>
#include <vector>

namespace burin {

/// Where an amount comes from, best first. Unpriced has no amount at all.
enum class Provenance { Reported, Computed, Estimated, Local, Unpriced };

QString toString(Provenance provenance);
std::optional<Provenance> provenanceFrom(QStringView text);

/// What something costs: tokens × price.
struct ReceiptLine {
    QString unit; ///< "input", "cached_input", "cache_write", "cache_write_hour", "output", "reasoning", "request".
    qint64 quantity = 0; ///< Tokens, or requests.
    Money each;          ///< For one token or request.
    Money amount;
    bool operator==(const ReceiptLine &) const = default;
};

/// The price of one run or attempt. sum(lines) == total where there are lines.
struct Receipt {
    std::optional<Money> total; ///< Nullopt exactly when unpriced.
    Provenance provenance = Provenance::Unpriced;
    QString priceSource; ///< Which price row: "catalog 2026-11, openai/gpt-5.2", "user", "provider".
    std::vector<ReceiptLine> lines;
    bool operator==(const Receipt &) const = default;
};

} // namespace burin

#pragma once

#include "core/base/money.h"
#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"

#include <QDateTime>
#include <QHash>

#include <optional>
#include <vector>

namespace burin {

/// The price of one kind of token, with cliffs: above a tier's start of input tokens, all tokens take its price.
struct TieredPrice {
    struct Tier {
        qint64 aboveInputTokens = 0;
        Money each;
        bool operator==(const Tier &) const = default;
    };
    Money each;              ///< For one token.
    std::vector<Tier> tiers; ///< Ascending.

    Money at(qint64 inputTokens) const;
    bool operator==(const TieredPrice &) const = default;
};

/// What one model costs during one period. A unit without a price of its own is billed with the one that contains it.
struct PriceRow {
    QString provider;    ///< Provider id, such as "openai".
    QString model;       ///< Exact id.
    QDateTime validFrom; ///< UTC; invalid = always.
    QDateTime validTo;   ///< UTC, exclusive; invalid = still.
    std::optional<TieredPrice> input;
    std::optional<TieredPrice> cachedInput;
    std::optional<TieredPrice> cacheWrite;
    std::optional<TieredPrice> output;
    std::optional<TieredPrice> reasoning;
    std::optional<Money> request; ///< For each request.
    QString source;               ///< Where the figures come from and when.
    qint64 contextTokens = 0;     ///< 0 = not told.
};

/// Prices by provider, model and time. A value; lookups are exact: an unknown model has no price, never another's.
class PriceBook {
public:
    PriceBook() = default;
    explicit PriceBook(std::vector<PriceRow> rows);
    static Result<PriceBook> parse(const QByteArray &json);
    /// The snapshot in resources/.
    static const PriceBook &builtIn();

    /// The row for @p model at @p time, or nullptr. Dated names ("gpt-5.2-2026-01-15") find their alias only where a
    /// row says so.
    const PriceRow *find(const QString &provider, const QString &model, const QDateTime &time) const;
    const std::vector<PriceRow> &rows() const { return m_rows; }

private:
    std::vector<PriceRow> m_rows;
    QMultiHash<QString, qsizetype> m_index;
};

} // namespace burin

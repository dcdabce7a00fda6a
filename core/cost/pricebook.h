#pragma once

#include "core/base/money.h"
#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>
#include <QTime>

#include <memory>
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

/// Hours of every day in UTC, from inclusive, to exclusive; they may run over midnight.
struct DailyHours {
    QTime from;
    QTime to;

    bool contains(QTime time) const;
    bool operator==(const DailyHours &) const = default;
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
    std::optional<TieredPrice> cacheWriteHour; ///< Of tokens that are kept for an hour.
    std::optional<TieredPrice> output;
    std::optional<TieredPrice> reasoning;
    std::optional<Money> request;    ///< For each request.
    QString source;                  ///< Where the figures come from and when.
    qint64 contextTokens = 0;        ///< 0 = not told.
    QStringList aliases;             ///< Other exact ids of the same model.
    QStringList datedAliases;        ///< Stems that may be followed by a date: "gpt-6-sol" for "gpt-6-sol-2026-09-01".
    std::optional<DailyHours> hours; ///< Of the day; nullopt = all day.
    bool operator==(const PriceRow &) const = default;
};

/// Prices by provider, model and time. A value; lookups are exact but for upper and lower case: an unknown model has no
/// price, never another's. Of several rows for a model the last one that applies counts. Copies share the rows, which
/// live as long as one of them.
class PriceBook {
public:
    PriceBook() : PriceBook(std::vector<PriceRow>()) {}
    explicit PriceBook(std::vector<PriceRow> rows);
    /// Reads a file as resources/prices/make-prices.mjs writes it; an error names the model.
    static Result<PriceBook> parse(const QByteArray &json);
    /// The snapshot in resources/.
    static const PriceBook &builtIn();

    /// The row for @p model at @p time, or nullptr. Dated names ("gpt-5.2-2026-01-15") find their alias only where a
    /// row says so.
    const PriceRow *find(const QString &provider, const QString &model, const QDateTime &time) const;
    const std::vector<PriceRow> &rows() const { return m_contents->rows; }

private:
    struct Contents {
        std::vector<PriceRow> rows;
        QMultiHash<QString, qsizetype> index;

        void add(const QString &key, qsizetype row);
        const PriceRow *lastAt(const QString &key, const QDateTime &time) const;
    };

    std::shared_ptr<const Contents> m_contents;
};

} // namespace burin

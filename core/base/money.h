#pragma once

#include <QMetaType>
#include <QString>

#include <compare>
#include <optional>

namespace burin {

/// An exact amount of US dollars. Never a double; "unknown" is std::optional<Money>{}, never zero.
/// Range ±9.2 million dollars; sums saturate instead of wrapping.
struct Money {
    qint64 picoUsd = 0; ///< 1e-12 USD. One token at $3 per million is exactly 3'000'000.

    auto operator<=>(const Money &) const = default;
    friend Money operator+(Money a, Money b);
    friend Money operator-(Money a, Money b);
    Money &operator+=(Money other) { return *this = *this + other; }
};

/// Price lists name the dollars for this many tokens.
inline constexpr qint64 TokensPerPrice = 1'000'000;

/// @p count things at @p each. Saturates.
Money operator*(qint64 count, Money each);

/// Reads a decimal amount of dollars ("0.0021", "3", "1.5e-7") digit by digit, without a double.
/// Digits beyond 1e-12 are rounded half up. Nullopt for anything else, or out of range.
std::optional<Money> parseUsd(QStringView text);

/// The amount of dollars as a decimal string with all twelve decimals: "0.001234567890".
QString exactUsd(Money amount);

/// The amount for people, without a currency sign: two decimals from a dollar up, four below,
/// and more for small amounts, so that two significant digits always show ("0.000045").
QString shortUsd(Money amount);

} // namespace burin

Q_DECLARE_METATYPE(burin::Money)

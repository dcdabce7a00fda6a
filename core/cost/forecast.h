#pragma once

#include "core/domain/budgetreport.h"

namespace burin {

/// Fewer whole days than this tell nothing, and there is no forecast.
inline constexpr int FewestForecastDays = 5;
/// Days further back are forgotten: four of each day of the week.
inline constexpr int MostForecastDays = 28;

/// What is known at one moment of a period.
struct ForecastInput {
    Money spent;                ///< In the period, up to now.
    int daysLeft = 0;           ///< Whole days of the period after today.
    std::vector<DaySpend> past; ///< Whole days before today, days without spending among them; at most the last count.
};

/// The end of the period, from the n whole days before today. With x the spending of a day, y its part after the
/// present hour, and r the whole days that are left:
///   expected = spent + mean(y) + r · mean(x)
///   band     = expected ± 1.2816 · sqrt(var(y) · (1 + 1/n) + var(x) · (r + r²/n)), never below what is spent
/// var is the sample variance (n − 1); the terms with 1/n are the doubt about the means themselves. It is the textbook
/// prediction interval for a sum of independent values, with the normal distribution's 80 %. Real days are neither
/// independent nor normal, so it is a guide and is shown as one, with its n. Computed in floating point: an estimate,
/// never an amount that something is charged with. Nullopt for fewer than FewestForecastDays. Pure.
std::optional<SpendForecast> forecastOf(const ForecastInput &input);

/// How many whole days @p left lasts at the mean of @p past; nullopt where too little is known or nothing is spent.
std::optional<int> lastsFor(Money left, const std::vector<DaySpend> &past);

} // namespace burin

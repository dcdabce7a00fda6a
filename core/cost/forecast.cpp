#include "core/cost/forecast.h"

#include <algorithm>
#include <cmath>

namespace burin {

namespace {

constexpr double EightyPercent = 1.2816; // two-sided quantile of the normal distribution
constexpr int LongestForecast = 10'000;  // days; what lasts longer is not worth a figure

struct Sample {
    double mean = 0;
    double variance = 0;
};

Sample sampleOf(const std::vector<DaySpend> &days, Money DaySpend::*part)
{
    const auto n = double(days.size());
    Sample sample;
    for (const DaySpend &day : days)
        sample.mean += double((day.*part).picoUsd) / n;
    for (const DaySpend &day : days)
        sample.variance += std::pow(double((day.*part).picoUsd) - sample.mean, 2) / (n - 1);
    return sample;
}

/// Saturates like the arithmetic of Money.
Money rounded(double picoUsd)
{
    constexpr double Most = 9e18;
    return Money{std::llround(std::clamp(picoUsd, -Most, Most))};
}

/// The newest days that count; empty when they are too few.
std::vector<DaySpend> newest(const std::vector<DaySpend> &past)
{
    if (int(past.size()) < FewestForecastDays) return {};
    const auto surplus = std::max<qsizetype>(0, qsizetype(past.size()) - MostForecastDays);
    return {past.begin() + surplus, past.end()};
}

} // namespace

std::optional<SpendForecast> forecastOf(const ForecastInput &input)
{
    const std::vector<DaySpend> days = newest(input.past);
    if (days.empty()) return std::nullopt;
    const Sample whole = sampleOf(days, &DaySpend::spent);
    const Sample rest = sampleOf(days, &DaySpend::later);
    const auto n = double(days.size());
    const double r = input.daysLeft;
    const double more = rest.mean + r * whole.mean;
    const double half = EightyPercent * std::sqrt(rest.variance * (1 + 1 / n) + whole.variance * (r + r * r / n));
    return SpendForecast{.low = input.spent + rounded(std::max(0.0, more - half)),
                         .expected = input.spent + rounded(more),
                         .high = input.spent + rounded(more + half),
                         .days = int(days.size())};
}

std::optional<int> lastsFor(Money left, const std::vector<DaySpend> &past)
{
    const std::vector<DaySpend> days = newest(past);
    if (days.empty()) return std::nullopt;
    const double mean = sampleOf(days, &DaySpend::spent).mean;
    if (mean <= 0) return std::nullopt;
    const double lasting = std::floor(std::max(0.0, double(left.picoUsd)) / mean);
    return lasting > LongestForecast ? std::nullopt : std::optional(int(lasting));
}

} // namespace burin

#include "core/net/retrypolicy.h"

#include "core/net/httpdate.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace burin {

using std::chrono::milliseconds;

namespace {

/// Longer waits are cut to this one: still beyond every limit, and safe to add to any time.
constexpr milliseconds LongestWait = std::chrono::hours(24 * 365 * 100);

/// A plain decimal number, such as "2", "0.5" or "1e35". Nullopt for negative ones, infinity, NaN and all else.
std::optional<double> parseAmount(const QByteArray &text)
{
    QByteArray digits = text.trimmed();
    if (digits.startsWith('+')) digits.remove(0, 1);
    // from_chars also takes signs and the words for infinity and NaN.
    const bool numeric =
        !digits.isEmpty() && (digits.front() == '.' || (digits.front() >= '0' && digits.front() <= '9'));
    if (!numeric) return std::nullopt;
    double amount = 0;
    const std::from_chars_result read = std::from_chars(digits.cbegin(), digits.cend(), amount);
    if (read.ptr != digits.cend()) return std::nullopt;
    if (read.ec == std::errc()) return amount;
    if (read.ec != std::errc::result_out_of_range) return std::nullopt;
    const bool tooSmall = digits.toLower().contains("e-");
    return tooSmall ? 0 : std::numeric_limits<double>::infinity();
}

milliseconds waitOf(double amount)
{
    const double longest = static_cast<double>(LongestWait.count());
    return milliseconds(static_cast<qint64>(std::ceil(std::min(amount, longest))));
}

std::optional<milliseconds> untilDate(const QByteArray &value, const HttpHeaders &headers, const QDateTime &now)
{
    const QDateTime then = parseHttpDate(value, now);
    if (!then.isValid()) return std::nullopt;
    // The server's own clock, where it tells it: ours may be wrong by hours.
    const QDateTime sent = parseHttpDate(headerValue(headers, "date"), now);
    const qint64 wait = (sent.isValid() ? sent : now).msecsTo(then);
    if (wait < 0) return std::nullopt;
    return std::min(milliseconds(wait), LongestWait);
}

} // namespace

std::optional<milliseconds> delayBefore(int retry, const RetrySchedule &schedule, double jitter,
                                        std::optional<milliseconds> retryAfter)
{
    if (retry < 1 || retry > schedule.retries) return std::nullopt;
    const double planned = static_cast<double>(schedule.initial.count()) * std::pow(schedule.factor, retry - 1);
    const double scaled = planned * (0.5 + jitter);
    const double capped = std::clamp(scaled, 0.0, static_cast<double>(schedule.cap.count()));
    const milliseconds own(std::llround(capped));
    return std::max(own, retryAfter.value_or(milliseconds(0)));
}

std::optional<milliseconds> retryAfter(const HttpHeaders &headers, const QDateTime &now)
{
    if (const std::optional<double> amount = parseAmount(headerValue(headers, "retry-after-ms")))
        return waitOf(*amount);
    const QByteArray value = headerValue(headers, "retry-after");
    if (const std::optional<double> amount = parseAmount(value)) return waitOf(*amount * 1000);
    return untilDate(value, headers, now);
}

std::optional<bool> shouldRetryHeader(const HttpHeaders &headers)
{
    const QByteArray value = headerValue(headers, "x-should-retry").trimmed().toLower();
    if (value == "true") return true;
    if (value == "false") return false;
    return std::nullopt;
}

} // namespace burin

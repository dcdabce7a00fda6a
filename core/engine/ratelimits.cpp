#include "core/engine/ratelimits.h"

#include "core/net/httpdate.h"

#include <QRegularExpression>

#include <algorithm>

namespace burin {

using std::chrono::milliseconds;

namespace {

using Unit = RateLimit::Unit;

constexpr milliseconds LongestReset = std::chrono::hours(24); // beyond it pacing makes no sense
constexpr double FirstUnixSeconds = 1e9;                      // smaller numbers are durations
constexpr double FirstUnixMilliseconds = 1e11;
constexpr qint64 FewRequests = 3;  // of any quota, however small
constexpr qint64 ScarceShare = 10; // below a tenth of the limit

/// How one quota's headers are called: the three words stand before or behind the unit.
struct HeaderRow {
    Unit unit;
    const char *limit;
    const char *remaining;
    const char *reset;
};

constexpr HeaderRow rows[] = {
    {Unit::Requests, "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"},
    {Unit::Tokens, "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"},
    {Unit::Requests, "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"},
    {Unit::Requests, "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-requests-remaining",
     "anthropic-ratelimit-requests-reset"},
    {Unit::Tokens, "anthropic-ratelimit-tokens-limit", "anthropic-ratelimit-tokens-remaining",
     "anthropic-ratelimit-tokens-reset"},
    {Unit::InputTokens, "anthropic-ratelimit-input-tokens-limit", "anthropic-ratelimit-input-tokens-remaining",
     "anthropic-ratelimit-input-tokens-reset"},
    {Unit::OutputTokens, "anthropic-ratelimit-output-tokens-limit", "anthropic-ratelimit-output-tokens-remaining",
     "anthropic-ratelimit-output-tokens-reset"},
};

std::optional<qint64> count(const QByteArray &text)
{
    bool ok = false;
    const qint64 value = text.trimmed().toLongLong(&ok);
    return ok && value >= 0 ? std::optional(value) : std::nullopt;
}

/// "1h2m3.5s", "120ms": Go's notation.
std::optional<double> goDuration(const QByteArray &text)
{
    static const QRegularExpression whole(QStringLiteral(R"(^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$)"));
    static const QRegularExpression part(QStringLiteral(R"((\d+(?:\.\d+)?)(ms|h|m|s))"));
    const QString duration = QString::fromLatin1(text);
    if (!whole.match(duration).hasMatch()) return std::nullopt;
    double sum = 0;
    for (auto match = part.globalMatch(duration); match.hasNext();) {
        const QRegularExpressionMatch next = match.next();
        const QString unit = next.captured(2);
        const double factor = unit == u"ms" ? 1 : unit == u"s" ? 1e3 : unit == u"m" ? 60e3 : 3600e3;
        sum += next.captured(1).toDouble() * factor;
    }
    return sum;
}

/// Milliseconds, not yet bounded.
std::optional<double> untilReset(const QByteArray &text, const QDateTime &sent)
{
    if (const std::optional<double> duration = goDuration(text)) return duration;
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (ok && number >= FirstUnixMilliseconds) return number - double(sent.toMSecsSinceEpoch());
    if (ok && number >= FirstUnixSeconds) return number * 1000 - double(sent.toMSecsSinceEpoch());
    if (ok) return number * 1000;
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(double(sent.msecsTo(time))) : std::nullopt;
}

milliseconds spacingOf(const RateLimit &limit, qint64 perRequest)
{
    const qint64 requests = limit.remaining / std::max<qint64>(1, perRequest);
    const bool scarce = limit.limit && limit.remaining < *limit.limit / ScarceShare;
    if (!scarce && requests >= FewRequests) return milliseconds(0);
    return limit.reset / std::max<qint64>(1, requests);
}

} // namespace

std::vector<RateLimit> rateLimits(const HttpHeaders &headers, const QDateTime &now)
{
    const QDateTime date = parseHttpDate(headerValue(headers, "date"), now);
    std::vector<RateLimit> limits;
    for (const HeaderRow &row : rows) {
        const std::optional<qint64> remaining = count(headerValue(headers, row.remaining));
        if (!remaining) continue;
        const std::optional<double> reset =
            untilReset(headerValue(headers, row.reset).trimmed(), date.isValid() ? date : now);
        if (!reset || !(*reset >= 0)) continue; // NaN as well
        const double bounded = std::min(*reset, double(LongestReset.count()));
        limits.push_back({.unit = row.unit,
                          .limit = count(headerValue(headers, row.limit)),
                          .remaining = *remaining,
                          .reset = milliseconds(qint64(bounded))});
    }
    return limits;
}

milliseconds spacingFor(const std::vector<RateLimit> &limits, qint64 tokens)
{
    milliseconds spacing{0};
    for (const RateLimit &limit : limits)
        spacing = std::max(spacing, spacingOf(limit, limit.unit == Unit::Requests ? 1 : tokens));
    return spacing;
}

} // namespace burin

#include "app/telemetry/spanrequest.h"

#include "core/net/retrypolicy.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin {

namespace {

using namespace std::chrono_literals;
using Fate = SpanVerdict::Fate;

constexpr int MostTries = 10; ///< The wait no longer grows by then.
constexpr RetrySchedule Schedule{.retries = MostTries, .initial = 2s, .factor = 2, .cap = 5min};
constexpr std::chrono::milliseconds LongestWait = 1h; ///< Whatever the server asks for.

std::chrono::milliseconds waitFor(int tries, double jitter, std::optional<std::chrono::milliseconds> asked)
{
    const auto wait = delayBefore(std::min(tries + 1, MostTries), Schedule, jitter, asked);
    return std::min(LongestWait, wait.value_or(Schedule.cap));
}

/// How many spans a 200 rejects, and why.
QString rejection(const QByteArray &body)
{
    const QJsonObject partial =
        QJsonDocument::fromJson(body).object().value(QLatin1StringView("partialSuccess")).toObject();
    const QJsonValue count = partial.value(QLatin1StringView("rejectedSpans")); // 64 bits are text in protobuf's JSON
    const qint64 rejected = count.isString() ? count.toString().toLongLong() : count.toInteger();
    if (rejected <= 0) return {};
    return QCoreApplication::translate("Telemetry", "The collector rejected %1 spans: %2")
        .arg(QString::number(rejected), partial.value(QLatin1StringView("errorMessage")).toString().left(200));
}

QString problemOf(const HttpResult &result)
{
    if (result.status == 0)
        return QCoreApplication::translate("Telemetry", "The collector cannot be reached. %1").arg(result.detail);
    return QCoreApplication::translate("Telemetry", "The collector answers with HTTP %1.").arg(result.status);
}

} // namespace

SpanVerdict spanVerdict(const HttpResult &result, const QByteArray &body, int tries, double jitter)
{
    const bool whole = result.fault == TransportFault::None;
    if (whole && result.status >= 200 && result.status < 300) return {Fate::Taken, 0ms, rejection(body)};
    const int status = whole ? result.status : 0;
    const bool busy = status == 0 || status == 429 || status == 502 || status == 503 || status == 504;
    if (busy) {
        const auto asked = retryAfter(result.headers, QDateTime::currentDateTimeUtc());
        return {Fate::Later, waitFor(tries, jitter, asked), problemOf(result)};
    }
    if (status == 400 || status == 413 || status == 422) return {Fate::Smaller, 0ms, problemOf(result)};
    return {Fate::Wrong, waitFor(MostTries, jitter, std::nullopt), problemOf(result)};
}

} // namespace burin

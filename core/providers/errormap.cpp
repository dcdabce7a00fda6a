#include "core/providers/errormap.h"

#include "core/base/redact.h"
#include "core/net/retrypolicy.h"
#include "core/providers/errorbody.h"
#include "core/providers/errorcodes.h"
#include "core/providers/rejectedparameter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace burin {

namespace {

constexpr qsizetype LongestDetail = 2'000;

QString detailOf(const QString &text)
{
    return redacted(text.trimmed()).left(LongestDetail);
}

/// The provider's own words, and what it offers instead.
QString detailOf(const ErrorBody &body)
{
    if (body.alternatives.isEmpty()) return detailOf(body.message);
    const QString offer = QCoreApplication::translate("Errors", "Other models: %1").arg(body.alternatives);
    return detailOf(body.message + u'\n' + offer);
}

QString bracketed(const QString &host)
{
    return host.contains(u':') ? u'[' + host + u']' : host; // IPv6
}

/// The host with its port where the port matters to the user.
QString hostOf(const QUrl &url)
{
    return bracketed(url.host()) + (url.port() < 0 ? QString() : u':' + QString::number(url.port()));
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1StringView("https") ? 443 : 80);
}

QString endpointOf(const QUrl &url)
{
    return bracketed(url.host()) + u':' + QString::number(portOf(url));
}

/// Seconds as people write them: "10", "0.5".
QString secondsOf(std::chrono::milliseconds duration)
{
    return QString::number(double(duration.count()) / 1000);
}

enum class Fill { Nothing, Endpoint, HostName, Host, Connect, FirstContent, Idle, Total, Size };

struct FaultRow {
    TransportFault fault;
    ErrorCode code;
    Fill fill; ///< The %1 of the code's sentence.
};

constexpr FaultRow faults[] = {
    {TransportFault::ConnectTimeout, ErrorCode::ConnectTimeout, Fill::Connect},
    {TransportFault::FirstByteTimeout, ErrorCode::FirstByteTimeout, Fill::FirstContent},
    {TransportFault::FirstContentTimeout, ErrorCode::FirstContentTimeout, Fill::FirstContent},
    {TransportFault::IdleTimeout, ErrorCode::IdleTimeout, Fill::Idle},
    {TransportFault::TotalTimeout, ErrorCode::TotalTimeout, Fill::Total},
    {TransportFault::Refused, ErrorCode::Refused, Fill::Endpoint},
    {TransportFault::HostNotFound, ErrorCode::HostNotFound, Fill::HostName},
    {TransportFault::Unreachable, ErrorCode::Unreachable, Fill::Host},
    {TransportFault::ClosedEarly, ErrorCode::ClosedEarly, Fill::Nothing},
    {TransportFault::ClosedLate, ErrorCode::Truncated, Fill::Nothing},
    {TransportFault::ResendRefused, ErrorCode::OutcomeUnknown, Fill::Nothing},
    {TransportFault::ClosedDuringUpload, ErrorCode::TooLarge, Fill::Nothing},
    {TransportFault::Tls, ErrorCode::Tls, Fill::Host},
    {TransportFault::TlsInterrupted, ErrorCode::TlsInterrupted, Fill::Host},
    {TransportFault::Proxy, ErrorCode::Proxy, Fill::Nothing},
    {TransportFault::TooLarge, ErrorCode::ResponseTooLarge, Fill::Size},
    {TransportFault::BadResponse, ErrorCode::BadResponse, Fill::Host},
    {TransportFault::Other, ErrorCode::Unreachable, Fill::Host}, // nothing was sent; refined below otherwise
};

QString fill(Fill what, const QUrl &url, const HttpResult &result, const HttpTimeouts &timeouts)
{
    switch (what) {
    case Fill::Nothing:
        return {};
    case Fill::Endpoint:
        return endpointOf(url);
    case Fill::HostName:
        return url.host();
    case Fill::Host:
        return hostOf(url);
    case Fill::Connect:
        return secondsOf(timeouts.connect);
    case Fill::FirstContent:
        return secondsOf(timeouts.firstContent);
    case Fill::Idle:
        return secondsOf(timeouts.idle);
    case Fill::Total:
        return secondsOf(timeouts.total);
    case Fill::Size:
        return QLocale().formattedDataSize(result.bytes, 0);
    }
    return {};
}

/// Fills the %1 of the code's sentence.
QString argumentFor(ErrorCode code, const ProviderProfile &profile, int status)
{
    switch (code) {
    case ErrorCode::RejectedKey:
        return profile.name;
    case ErrorCode::EndpointNotFound:
        return profile.baseUrl.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    case ErrorCode::BadResponse:
        return hostOf(profile.baseUrl);
    case ErrorCode::ServerError:
    case ErrorCode::ServerTimeout:
    case ErrorCode::NotImplemented:
    case ErrorCode::UnexpectedStatus:
    case ErrorCode::EarlyResponse:
        return QString::number(status);
    default:
        return {};
    }
}

Error errorFor(ErrorCode code, const ProviderProfile &profile, int status)
{
    return makeError(code, argumentFor(code, profile, status));
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

Error redirectError(const ProviderProfile &profile, const HttpResult &head)
{
    const QByteArray location = headerValue(head.headers, "location");
    const QUrl target = profile.baseUrl.resolved(QUrl(QString::fromUtf8(location)));
    if (location.isEmpty() || !target.isValid()) return errorFor(ErrorCode::UnexpectedStatus, profile, head.status);
    const ErrorCode code = sameOrigin(target, profile.baseUrl) ? ErrorCode::Redirected : ErrorCode::RedirectedElsewhere;
    // Only where to: a query may carry what the key or the prompt was.
    return makeError(code, redacted(target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment)));
}

} // namespace

QString requestIdOf(const HttpHeaders &headers)
{
    for (const char *name : {"x-request-id", "request-id", "x-generation-id", "cf-ray"}) {
        if (const QByteArray id = headerValue(headers, name); !id.isEmpty()) return redacted(QString::fromLatin1(id));
    }
    return {};
}

std::optional<Error> transportError(const ProviderProfile &profile, const HttpResult &result,
                                    const HttpTimeouts &timeouts)
{
    const FaultRow *row = std::ranges::find(faults, result.fault, &FaultRow::fault);
    if (row == std::end(faults)) return std::nullopt; // None and Cancelled are no errors
    Error error = makeError(row->code, fill(row->fill, profile.baseUrl, result, timeouts));
    if (result.fault == TransportFault::Other && result.status != 0) error = makeError(ErrorCode::Truncated);
    if (result.fault == TransportFault::Other && result.status == 0 && result.sent)
        error = makeError(ErrorCode::ClosedEarly);
    error.detail = detailOf(result.detail);
    error.httpStatus = result.status;
    error.requestId = requestIdOf(result.headers);
    return error;
}

Error statusError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &bytes)
{
    const ErrorBody body = parseErrorBody(bytes);
    const bool redirect = head.status >= 300 && head.status < 400 && head.status != 304;
    Error error =
        redirect ? redirectError(profile, head) : errorFor(codeForStatus(head.status, body), profile, head.status);
    const std::optional<QString> rejected =
        error.code == ErrorCode::BadRequest ? rejectedParameter(body) : std::nullopt;
    if (rejected) error = makeError(ErrorCode::RejectedParameter, redacted(*rejected));
    error.detail = detailOf(body);
    error.httpStatus = head.status;
    error.providerCode = redacted(body.code);
    error.requestId = requestIdOf(head.headers);
    // The clock only serves a date without a Date header to measure it against.
    error.retryAfter = retryAfter(head.headers, QDateTime::currentDateTimeUtc());
    if (!error.retryAfter) error.retryAfter = body.retryAfter;
    error.serverSaysRetry = shouldRetryHeader(head.headers);
    // llama.cpp answers 500 to malformed and to oversized input: the same request fails for ever.
    if (!error.serverSaysRetry && head.status == 500 && body.llamaServer) error.serverSaysRetry = false;
    return error;
}

Error reportedError(const ProviderProfile &profile, const QJsonValue &value)
{
    const ErrorBody body = errorBodyFrom(value);
    const int status = body.status.value_or(0);
    Error error = errorFor(codeForReport(body), profile, status);
    error.detail = detailOf(body);
    error.providerCode = redacted(body.code);
    error.retryAfter = body.retryAfter;
    return error;
}

Error wholeBodyError(const ProviderProfile &profile, const QByteArray &bytes)
{
    const ErrorBody body = parseErrorBody(bytes);
    if (body.kind == ErrorBody::Kind::Html) return makeError(ErrorCode::CaptivePortal);
    if (body.kind == ErrorBody::Kind::Empty) return makeError(ErrorCode::EmptyResponse);
    Error error = errorFor(ErrorCode::BadResponse, profile, 200);
    error.detail = detailOf(body);
    return error;
}

} // namespace burin

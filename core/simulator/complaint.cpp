#include "core/simulator/complaint.h"

#include "core/simulator/jsontext.h"

#include <QJsonArray>

#include <algorithm>

namespace burin::simulator {

namespace {

struct Row {
    int status;
    const char *name;
    const char *phrase;
    const char *message;
    const char *openAiType;
    const char *openAiCode;
    const char *anthropicType;
    const char *googleStatus;
    const char *googleReason;
};

constexpr char Invalid[] = "invalid_request_error";

// The plain complaint of a status is its first row.
// clang-format off
constexpr Row rows[] = {
    {200, "ok", "OK", "", "", nullptr, "", "", nullptr},
    {400, "bad_request", "Bad Request", "The request is not valid.", Invalid, nullptr, Invalid, "INVALID_ARGUMENT", nullptr},
    {400, "context_length", "Bad Request", "This model's maximum context length is 128 tokens.", Invalid, "context_length_exceeded", Invalid, "INVALID_ARGUMENT", nullptr},
    {400, "policy", "Bad Request", "The prompt goes against the content policy.", Invalid, "content_policy_violation", Invalid, "INVALID_ARGUMENT", nullptr},
    {400, "parameter", "Bad Request", "Unsupported parameter: 'temperature' is not supported with this model.", Invalid, "unsupported_parameter", Invalid, "INVALID_ARGUMENT", nullptr},
    {401, "key", "Unauthorized", "Incorrect API key provided.", Invalid, "invalid_api_key", "authentication_error", "UNAUTHENTICATED", "API_KEY_INVALID"},
    {402, "payment", "Payment Required", "There is no credit left.", "billing_error", "payment_required", "billing_error", "FAILED_PRECONDITION", nullptr},
    {403, "forbidden", "Forbidden", "This key may not use the model.", "permission_error", "model_not_allowed", "permission_error", "PERMISSION_DENIED", nullptr},
    {403, "moderation", "Forbidden", "The prompt was flagged.", "permission_error", "content_policy_violation", "permission_error", "PERMISSION_DENIED", nullptr},
    {404, "path", "Not Found", "There is nothing at this address.", Invalid, "not_found", "not_found_error", "NOT_FOUND", nullptr},
    {404, "model", "Not Found", "The model does not exist.", Invalid, "model_not_found", "not_found_error", "NOT_FOUND", nullptr},
    {404, "retired", "Not Found", "The model was retired.", Invalid, "model_deprecated", "not_found_error", "NOT_FOUND", "MODEL_DEPRECATED"},
    {405, "method", "Method Not Allowed", "This method is not allowed here.", Invalid, "method_not_supported", Invalid, "UNIMPLEMENTED", nullptr},
    {408, "request_timeout", "Request Timeout", "The request took too long.", "timeout_error", "timeout", "timeout_error", "DEADLINE_EXCEEDED", nullptr},
    {409, "conflict", "Conflict", "The request is in conflict with another one.", "conflict_error", nullptr, Invalid, "ABORTED", nullptr},
    {410, "gone", "Gone", "The model was retired.", Invalid, "model_deprecated", "not_found_error", "NOT_FOUND", nullptr},
    {413, "too_large", "Content Too Large", "The request is too large.", Invalid, "request_too_large", "request_too_large", "INVALID_ARGUMENT", nullptr},
    {422, "unprocessable", "Unprocessable Content", "The request cannot be processed.", Invalid, nullptr, Invalid, "INVALID_ARGUMENT", nullptr},
    {429, "rate", "Too Many Requests", "The rate limit is reached; try again later.", "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "GenerateRequestsPerMinute"},
    {429, "tokens", "Too Many Requests", "The limit of tokens per minute is reached.", "tokens", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", "GenerateInputTokensPerMinute"},
    {429, "quota", "Too Many Requests", "The quota is used up; check plan and billing.", "insufficient_quota", "insufficient_quota", "rate_limit_error", "RESOURCE_EXHAUSTED", "GenerateRequestsPerDay"},
    {429, "spend_cap", "Too Many Requests", "The monthly limit of spending is reached.", "insufficient_quota", "billing_hard_limit_reached", "billing_error", "RESOURCE_EXHAUSTED", "GenerateRequestsPerDay"},
    {431, "head_too_large", "Request Header Fields Too Large", "The head is too large.", Invalid, nullptr, Invalid, "INVALID_ARGUMENT", nullptr},
    {500, "server", "Internal Server Error", "The server had an error.", "server_error", nullptr, "api_error", "INTERNAL", nullptr},
    {501, "not_implemented", "Not Implemented", "This is not supported.", Invalid, nullptr, Invalid, "UNIMPLEMENTED", nullptr},
    {502, "gateway", "Bad Gateway", "The provider behind the gateway failed.", "server_error", nullptr, "api_error", "INTERNAL", nullptr},
    {503, "unavailable", "Service Unavailable", "The server is overloaded; try again later.", "server_error", "overloaded", "api_error", "UNAVAILABLE", nullptr},
    {504, "timeout", "Gateway Timeout", "The provider behind the gateway took too long.", "timeout_error", "timeout", "timeout_error", "DEADLINE_EXCEEDED", nullptr},
    {529, "overloaded", "Overloaded", "The server is overloaded; try again later.", "overloaded_error", "overloaded", "overloaded_error", "UNAVAILABLE", nullptr},
};
// clang-format on
constexpr Row otherStatus{0,           "",        "Status", "The simulator was told to fail.", "server_error", nullptr,
                          "api_error", "UNKNOWN", nullptr};

const Row &rowOf(int status, const QString &name)
{
    const auto matches = [&](const Row &row) {
        return name.isEmpty() ? row.status == status : name == QLatin1StringView(row.name);
    };
    const auto *const row = std::ranges::find_if(rows, matches);
    return row == std::end(rows) ? otherStatus : *row;
}

QJsonValue textOrNull(const char *text)
{
    return text ? QJsonValue(QString::fromLatin1(text)) : QJsonValue::Null;
}

QJsonArray googleDetails(const Complaint &complaint)
{
    QJsonArray details;
    const QString type = QStringLiteral("@type");
    const QString reason = QString::fromLatin1(complaint.googleReason);
    if (!reason.isEmpty() && complaint.status == 429) {
        const QJsonObject violation{{QStringLiteral("quotaId"), reason}};
        details += QJsonObject{{type, QStringLiteral("type.googleapis.com/google.rpc.QuotaFailure")},
                               {QStringLiteral("violations"), QJsonArray{violation}}};
    } else if (!reason.isEmpty()) {
        details += QJsonObject{{type, QStringLiteral("type.googleapis.com/google.rpc.ErrorInfo")},
                               {QStringLiteral("reason"), reason}};
    }
    if (complaint.retryAfter)
        details += QJsonObject{{type, QStringLiteral("type.googleapis.com/google.rpc.RetryInfo")},
                               {QStringLiteral("retryDelay"), QString::number(*complaint.retryAfter) + u's'}};
    return details;
}

} // namespace

QByteArray reasonPhrase(int status)
{
    return rowOf(status, {}).phrase;
}

Complaint complaintFor(int status, const QString &name, const QString &message)
{
    const Row &row = rowOf(status, name);
    Complaint complaint{.status = name.isEmpty() ? status : row.status,
                        .name = row.name,
                        .phrase = row.phrase,
                        .message = message.isEmpty() ? QString::fromLatin1(row.message) : message,
                        .openAiType = row.openAiType,
                        .openAiCode = row.openAiCode,
                        .anthropicType = row.anthropicType,
                        .googleStatus = row.googleStatus,
                        .googleReason = row.googleReason,
                        .retryAfter = {}};
    return complaint;
}

QStringList complaintNames()
{
    QStringList names;
    for (const Row &row : rows)
        names += QString::fromLatin1(row.name);
    names.removeFirst(); // "ok" is none
    return names;
}

QByteArray openAiError(const Complaint &complaint)
{
    const QJsonObject error{{QStringLiteral("message"), complaint.message},
                            {QStringLiteral("type"), QString::fromLatin1(complaint.openAiType)},
                            {QStringLiteral("param"), QJsonValue::Null},
                            {QStringLiteral("code"), textOrNull(complaint.openAiCode)}};
    return compact({{QStringLiteral("error"), error}});
}

QByteArray openRouterError(const Complaint &complaint)
{
    QJsonObject metadata{{QStringLiteral("provider_name"), QStringLiteral("Simulator")}};
    if (complaint.openAiCode) metadata.insert(QStringLiteral("error_type"), QString::fromLatin1(complaint.openAiCode));
    if (complaint.name == QByteArrayView("moderation")) {
        metadata.insert(QStringLiteral("reasons"), QJsonArray{QStringLiteral("violence")});
        metadata.insert(QStringLiteral("flagged_input"), QStringLiteral("…"));
    }
    const QJsonObject error{{QStringLiteral("code"), complaint.status},
                            {QStringLiteral("message"), complaint.message},
                            {QStringLiteral("metadata"), metadata}};
    return compact({{QStringLiteral("error"), error}});
}

QByteArray anthropicError(const Complaint &complaint)
{
    const QJsonObject error{{QStringLiteral("type"), QString::fromLatin1(complaint.anthropicType)},
                            {QStringLiteral("message"), complaint.message}};
    return compact({{QStringLiteral("type"), QStringLiteral("error")}, {QStringLiteral("error"), error}});
}

QByteArray googleError(const Complaint &complaint)
{
    QJsonObject error{{QStringLiteral("code"), complaint.status},
                      {QStringLiteral("message"), complaint.message},
                      {QStringLiteral("status"), QString::fromLatin1(complaint.googleStatus)}};
    const QJsonArray details = googleDetails(complaint);
    if (!details.isEmpty()) error.insert(QStringLiteral("details"), details);
    return compact({{QStringLiteral("error"), error}});
}

QByteArray ollamaError(const Complaint &complaint)
{
    return compact({{QStringLiteral("error"), complaint.message}});
}

} // namespace burin::simulator

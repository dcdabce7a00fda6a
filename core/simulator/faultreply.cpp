#include "core/simulator/faultreply.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin::simulator {

namespace {

struct StatusRow {
    int status;
    const char *phrase;
    const char *type;
    const char *code; ///< nullptr = null in JSON.
    const char *message;
};

constexpr StatusRow rows[] = {
    {200, "OK", "", nullptr, ""},
    {400, "Bad Request", "invalid_request_error", nullptr, "The request is not valid."},
    {401, "Unauthorized", "invalid_request_error", "invalid_api_key", "Incorrect API key provided."},
    {402, "Payment Required", "billing_error", "payment_required", "There is no credit left."},
    {403, "Forbidden", "permission_error", "model_not_allowed", "This key may not use the model."},
    {404, "Not Found", "invalid_request_error", "not_found", "There is nothing at this address."},
    {405, "Method Not Allowed", "invalid_request_error", "method_not_supported", "This method is not allowed here."},
    {408, "Request Timeout", "timeout_error", "timeout", "The request took too long."},
    {409, "Conflict", "conflict_error", nullptr, "The request is in conflict with another one."},
    {413, "Content Too Large", "invalid_request_error", "request_too_large", "The request is too large."},
    {422, "Unprocessable Content", "invalid_request_error", nullptr, "The request cannot be processed."},
    {429, "Too Many Requests", "requests", "rate_limit_exceeded", "The rate limit is reached; try again later."},
    {431, "Request Header Fields Too Large", "invalid_request_error", nullptr, "The head is too large."},
    {500, "Internal Server Error", "server_error", nullptr, "The server had an error."},
    {501, "Not Implemented", "invalid_request_error", nullptr, "This is not supported."},
    {502, "Bad Gateway", "server_error", nullptr, "The provider behind the gateway failed."},
    {503, "Service Unavailable", "server_error", "overloaded", "The server is overloaded; try again later."},
    {504, "Gateway Timeout", "timeout_error", "timeout", "The provider behind the gateway took too long."},
    {529, "Overloaded", "overloaded_error", "overloaded", "The server is overloaded; try again later."},
};
constexpr StatusRow otherStatus{0, "Status", "server_error", nullptr, "The simulator was told to fail."};

const StatusRow &rowOf(int status)
{
    const auto row = std::ranges::find(rows, status, &StatusRow::status);
    return row == std::end(rows) ? otherStatus : *row;
}

QByteArray body(const StatusRow &row, const QString &message)
{
    const QJsonObject error{
        {QStringLiteral("message"), message},
        {QStringLiteral("type"), QString::fromLatin1(row.type)},
        {QStringLiteral("param"), QJsonValue::Null},
        {QStringLiteral("code"), row.code ? QJsonValue(QString::fromLatin1(row.code)) : QJsonValue::Null},
    };
    return QJsonDocument(QJsonObject{{QStringLiteral("error"), error}}).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray reasonPhrase(int status)
{
    return rowOf(status).phrase;
}

QByteArray errorBody(int status, const QString &message)
{
    const StatusRow &row = rowOf(status);
    return body(row, message.isEmpty() ? QString::fromLatin1(row.message) : message);
}

QByteArray unknownModelBody(const QString &model)
{
    StatusRow row = rowOf(404);
    row.code = "model_not_found";
    return body(row, QStringLiteral("The model '%1' does not exist.").arg(model));
}

} // namespace burin::simulator

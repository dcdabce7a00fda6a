#include "core/domain/error.h"

#include "core/base/redact.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace burin {

namespace {

constexpr std::array categoryNames = {
    "API_ERROR",           "NETWORK_ERROR",    "VALIDATION_ERROR", "TIMEOUT_ERROR",   "AUTHENTICATION_ERROR",
    "AUTHORIZATION_ERROR", "RATE_LIMIT_ERROR", "COST_LIMIT_ERROR", "NOT_FOUND_ERROR", "INTERNAL_ERROR",
    "RAG_ERROR",           "EMBEDDING_ERROR",
};
constexpr std::array severityNames = {"LOW", "MEDIUM", "HIGH", "CRITICAL"};
constexpr std::array billingNames = {"none", "exact", "estimated", "unknown"};

} // namespace

const ErrorRow &errorRow(ErrorCode code)
{
    const auto rows = errorCatalog();
    const auto row = std::ranges::find(rows, code, &ErrorRow::code);
    Q_ASSERT(row != rows.end());
    return *row;
}

std::optional<ErrorCode> findErrorCode(QStringView category, QStringView id)
{
    for (const ErrorRow &row : errorCatalog()) {
        if (toString(row.category) == category && QLatin1StringView(row.id) == id) return row.code;
    }
    return std::nullopt;
}

QString toString(ErrorCategory category)
{
    return QString::fromLatin1(categoryNames[size_t(category)]);
}

QString toString(Severity severity)
{
    return QString::fromLatin1(severityNames[size_t(severity)]);
}

QString toString(Billing billing)
{
    return QString::fromLatin1(billingNames[size_t(billing)]);
}

std::optional<Billing> billingFrom(QStringView text)
{
    const auto name =
        std::ranges::find_if(billingNames, [text](const char *n) { return QLatin1StringView(n) == text; });
    if (name == billingNames.end()) return std::nullopt;
    return Billing(name - billingNames.begin());
}

QString Error::message() const
{
    const QString sentence = QCoreApplication::translate("Errors", row().sentence);
    return sentence.contains(QLatin1StringView("%1")) ? sentence.arg(argument) : sentence;
}

QString Error::advice() const
{
    return QCoreApplication::translate("Errors", row().advice);
}

Error makeError(ErrorCode code, const QString &argument, const QString &detail)
{
    Error error;
    error.code = code;
    error.argument = argument;
    error.detail = detail;
    return error;
}

Error redacted(Error error, const std::vector<Secret> &known)
{
    for (QString *text : {&error.argument, &error.detail, &error.providerCode, &error.requestId})
        *text = redacted(*text, known);
    return error;
}

} // namespace burin

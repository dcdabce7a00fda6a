#include "core/store/storedvalues.h"

#include <QJsonArray>
#include <QJsonObject>

namespace burin {

namespace {

QString jsonText(const QJsonDocument &document)
{
    return QString::fromUtf8(compactJson(document));
}

QJsonDocument jsonFrom(const QVariant &value)
{
    return QJsonDocument::fromJson(value.toString().toUtf8());
}

ErrorCode codeFrom(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QStringView view = text;
    // A code that a later version knows: its own words are in the detail.
    return findErrorCode(view.left(slash), view.mid(slash + 1)).value_or(ErrorCode::Unexpected);
}

} // namespace

QString storable(const QString &text)
{
    const QString whole = text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
    if (whole.isEmpty()) return whole;
    // SQLite takes a byte order mark at the beginning for its own and eats it: this one is for it to eat.
    const char16_t first = whole.front().unicode();
    return first == 0xfeff || first == 0xfffe ? QChar(QChar::ByteOrderMark) + whole : whole;
}

QByteArray compactJson(const QJsonDocument &document)
{
    return document.toJson(QJsonDocument::Compact).replace("\xef\xbb\xbf", "\\ufeff");
}

QVariant stored(const QString &text)
{
    return text.isNull() ? QVariant(QLatin1StringView("")) : QVariant(storable(text));
}

QVariant storedOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant() : stored(text);
}

QVariant stored(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QVariant stored(std::optional<qint64> number)
{
    return number ? QVariant(*number) : QVariant();
}

QVariant stored(std::optional<milliseconds> duration)
{
    return duration ? QVariant(qint64(duration->count())) : QVariant();
}

QVariant stored(std::optional<Money> amount)
{
    return amount ? QVariant(amount->picoUsd) : QVariant();
}

QVariant stored(const std::optional<Error> &error)
{
    if (!error) return {};
    QJsonObject json{{QStringLiteral("code"), errorCodeText(error)}};
    const auto put = [&json](const QString &key, const QString &text) {
        if (!text.isEmpty()) json.insert(key, text);
    };
    put(QStringLiteral("argument"), error->argument);
    put(QStringLiteral("detail"), error->detail);
    put(QStringLiteral("provider_code"), error->providerCode);
    put(QStringLiteral("request_id"), error->requestId);
    if (error->httpStatus != 0) json.insert(QStringLiteral("http_status"), error->httpStatus);
    if (error->retryAfter) json.insert(QStringLiteral("retry_after_ms"), qint64(error->retryAfter->count()));
    if (error->serverSaysRetry) json.insert(QStringLiteral("server_says_retry"), *error->serverSaysRetry);
    return jsonText(QJsonDocument(json));
}

QVariant stored(const std::vector<ReceiptLine> &lines)
{
    QJsonArray json;
    for (const ReceiptLine &line : lines)
        json += QJsonArray{line.unit, line.quantity, line.each.picoUsd, line.amount.picoUsd};
    return jsonText(QJsonDocument(json));
}

QVariant storedOrNull(const std::vector<ToolCall> &toolCalls)
{
    if (toolCalls.empty()) return {};
    QJsonArray json;
    for (const ToolCall &call : toolCalls)
        json += QJsonArray{call.id, call.name, call.arguments};
    return jsonText(QJsonDocument(json));
}

QDateTime timeFrom(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

std::optional<qint64> numberFrom(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

std::optional<milliseconds> durationFrom(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(milliseconds(value.toLongLong()));
}

std::optional<Money> moneyFrom(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(Money{value.toLongLong()});
}

std::optional<Error> errorFrom(const QVariant &value)
{
    if (value.isNull()) return std::nullopt;
    const QJsonObject json = jsonFrom(value).object();
    Error error =
        makeError(codeFrom(json.value(QStringLiteral("code")).toString()),
                  json.value(QStringLiteral("argument")).toString(), json.value(QStringLiteral("detail")).toString());
    error.providerCode = json.value(QStringLiteral("provider_code")).toString();
    error.requestId = json.value(QStringLiteral("request_id")).toString();
    error.httpStatus = json.value(QStringLiteral("http_status")).toInt();
    if (const QJsonValue wait = json.value(QStringLiteral("retry_after_ms")); wait.isDouble())
        error.retryAfter = milliseconds(wait.toInteger());
    if (const QJsonValue retry = json.value(QStringLiteral("server_says_retry")); retry.isBool())
        error.serverSaysRetry = retry.toBool();
    return error;
}

std::vector<ReceiptLine> receiptLinesFrom(const QVariant &value)
{
    std::vector<ReceiptLine> lines;
    const QJsonArray json = jsonFrom(value).array();
    for (const QJsonValue &entry : json) {
        const QJsonArray line = entry.toArray();
        lines.push_back({line.at(0).toString(), line.at(1).toInteger(), Money{line.at(2).toInteger()},
                         Money{line.at(3).toInteger()}});
    }
    return lines;
}

std::vector<ToolCall> toolCallsFrom(const QVariant &value)
{
    std::vector<ToolCall> calls;
    const QJsonArray json = jsonFrom(value).array();
    for (const QJsonValue &entry : json) {
        const QJsonArray call = entry.toArray();
        calls.push_back({call.at(0).toString(), call.at(1).toString(), call.at(2).toString()});
    }
    return calls;
}

QString errorCodeText(const std::optional<Error> &error)
{
    if (!error) return {};
    return toString(error->category()) + u'/' + QLatin1StringView(error->row().id);
}

} // namespace burin

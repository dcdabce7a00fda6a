#include "core/export/portableparts.h"
#include "core/export/transfertext.h"

#include <array>

namespace burin {

namespace {

constexpr char Utf16[] = "_utf16";
constexpr std::array usageSources = {"none", "reported", "estimated"};

QByteArray unitsOf(const QString &text)
{
    return {reinterpret_cast<const char *>(text.utf16()), text.size() * qsizetype(sizeof(char16_t))};
}

QString textOfUnits(const QByteArray &units)
{
    QString text(units.size() / qsizetype(sizeof(char16_t)), Qt::Uninitialized);
    std::memcpy(text.data(), units.constData(), size_t(text.size()) * sizeof(char16_t));
    return text;
}

std::optional<Usage::Source> usageSourceFrom(const QString &text)
{
    for (size_t i = 0; i < usageSources.size(); ++i)
        if (text == QLatin1StringView(usageSources[i])) return Usage::Source(i);
    return std::nullopt;
}

QString codeText(const Error &error)
{
    return toString(error.category()) + u'/' + QLatin1StringView(error.row().id);
}

/// A code that a later version knows: its own words are in the detail.
ErrorCode codeFrom(const QString &text)
{
    const QStringView view = text;
    const qsizetype slash = view.indexOf(u'/');
    return findErrorCode(view.left(slash), view.mid(slash + 1)).value_or(ErrorCode::Unexpected);
}

} // namespace

void PortableReader::fail(const QString &problem)
{
    if (m_problem.isEmpty()) m_problem = problem;
}

void PortableReader::failAt(const char *key)
{
    fail(Transfer::tr("\"%1\" makes no sense.").arg(QLatin1StringView(key)));
}

QString PortableReader::text(const QJsonObject &json, const char *key)
{
    const QJsonValue units = json.value(QLatin1StringView(key) + QLatin1StringView(Utf16));
    if (units.isString()) return textOfUnits(QByteArray::fromBase64(units.toString().toLatin1()));
    const QJsonValue text = value(json, key);
    if (!text.isUndefined() && !text.isString()) failAt(key);
    return text.toString();
}

std::optional<qint64> PortableReader::count(const QJsonObject &json, const char *key, qint64 most)
{
    const QJsonValue number = value(json, key);
    if (number.isUndefined()) return std::nullopt;
    const qint64 count = number.toInteger(-1);
    if (count < 0 || count > most) failAt(key);
    return count;
}

std::optional<milliseconds> PortableReader::duration(const QJsonObject &json, const char *key)
{
    const std::optional<qint64> number = count(json, key);
    return number ? std::optional(milliseconds(*number)) : std::nullopt;
}

std::optional<Money> PortableReader::money(const QJsonObject &json, const char *key)
{
    const std::optional<qint64> amount = count(json, key, MostPicoUsd);
    return amount ? std::optional(Money{*amount}) : std::nullopt;
}

QDateTime PortableReader::time(const QJsonObject &json, const char *key)
{
    const QString written = text(json, key);
    if (written.isEmpty()) return {};
    const QDateTime time = QDateTime::fromString(written, Qt::ISODateWithMs).toUTC();
    const bool sensible = time.isValid() && time.date().year() >= 2000 && time.date().year() < 2100;
    if (!sensible) failAt(key);
    return time;
}

bool PortableReader::flag(const QJsonObject &json, const char *key)
{
    const QJsonValue flag = value(json, key);
    if (!flag.isUndefined() && !flag.isBool()) failAt(key);
    return flag.toBool();
}

QJsonObject PortableReader::object(const QJsonObject &json, const char *key)
{
    const QJsonValue object = value(json, key);
    if (!object.isUndefined() && !object.isObject()) failAt(key);
    return object.toObject();
}

QJsonArray PortableReader::array(const QJsonObject &json, const char *key)
{
    const QJsonValue array = value(json, key);
    if (!array.isUndefined() && !array.isArray()) failAt(key);
    return array.toArray();
}

void putText(QJsonObject &json, const char *key, const QString &text)
{
    if (text.isEmpty()) return;
    json.insert(QLatin1StringView(key), text);
    if (!text.isValidUtf16())
        json.insert(QLatin1StringView(key) + QLatin1StringView(Utf16), QString::fromLatin1(unitsOf(text).toBase64()));
}

void putCount(QJsonObject &json, const char *key, std::optional<qint64> count)
{
    if (count) json.insert(QLatin1StringView(key), *count);
}

void putDuration(QJsonObject &json, const char *key, std::optional<milliseconds> duration)
{
    if (duration) json.insert(QLatin1StringView(key), qint64(duration->count()));
}

void putTime(QJsonObject &json, const char *key, const QDateTime &time)
{
    if (time.isValid()) json.insert(QLatin1StringView(key), time.toUTC().toString(Qt::ISODateWithMs));
}

QJsonObject toJson(const Usage &usage)
{
    QJsonObject json{{QStringLiteral("source"), QLatin1StringView(usageSources[size_t(usage.source)])}};
    putCount(json, "input", usage.input);
    putCount(json, "cached_input", usage.cachedInput);
    putCount(json, "cache_write", usage.cacheWrite);
    putCount(json, "cache_write_hour", usage.cacheWriteHour);
    putCount(json, "output", usage.output);
    putCount(json, "reasoning", usage.reasoning);
    return json;
}

Usage usageFrom(PortableReader &read, const QJsonObject &json)
{
    return {.input = read.count(json, "input"),
            .cachedInput = read.count(json, "cached_input"),
            .cacheWrite = read.count(json, "cache_write"),
            .output = read.count(json, "output"),
            .reasoning = read.count(json, "reasoning"),
            .source = read.oneOf(json, "source", Usage::Source::None, usageSourceFrom),
            .cacheWriteHour = read.count(json, "cache_write_hour")};
}

QJsonObject toJson(const Receipt &receipt)
{
    QJsonObject json{{QStringLiteral("provenance"), toString(receipt.provenance)}};
    if (receipt.total) json.insert(QLatin1StringView("pico_usd"), receipt.total->picoUsd);
    putText(json, "price_source", receipt.priceSource);
    QJsonArray lines;
    for (const ReceiptLine &line : receipt.lines)
        lines += QJsonObject{{QStringLiteral("unit"), line.unit},
                             {QStringLiteral("quantity"), line.quantity},
                             {QStringLiteral("pico_usd_each"), line.each.picoUsd},
                             {QStringLiteral("pico_usd"), line.amount.picoUsd}};
    if (!lines.isEmpty()) json.insert(QLatin1StringView("lines"), lines);
    return json;
}

Receipt receiptFrom(PortableReader &read, const QJsonObject &json)
{
    constexpr qint64 MostInLine = std::numeric_limits<qint64>::max(); // shown, and not added to anything
    Receipt receipt;
    receipt.total = read.money(json, "pico_usd");
    receipt.provenance =
        read.oneOf(json, "provenance", Provenance::Unpriced, [](const QString &text) { return provenanceFrom(text); });
    if (receipt.total.has_value() == (receipt.provenance == Provenance::Unpriced))
        read.fail(Transfer::tr("An amount and where it comes from do not fit."));
    receipt.priceSource = read.text(json, "price_source");
    for (const QJsonArray lines = read.array(json, "lines"); const QJsonValue &value : lines) {
        const QJsonObject line = value.toObject();
        const auto number = [&](const char *key) { return read.count(line, key, MostInLine).value_or(0); };
        receipt.lines.push_back(
            {read.text(line, "unit"), number("quantity"), Money{number("pico_usd_each")}, Money{number("pico_usd")}});
    }
    return receipt;
}

QJsonObject toJson(const Error &error)
{
    QJsonObject json{{QStringLiteral("code"), codeText(error)}};
    putText(json, "argument", error.argument);
    putText(json, "detail", error.detail);
    if (error.httpStatus != 0) json.insert(QLatin1StringView("http_status"), error.httpStatus);
    putText(json, "provider_code", error.providerCode);
    putText(json, "request_id", error.requestId);
    putDuration(json, "retry_after_ms", error.retryAfter);
    if (error.serverSaysRetry) json.insert(QLatin1StringView("server_says_retry"), *error.serverSaysRetry);
    return json;
}

std::optional<Error> errorFrom(PortableReader &read, const QJsonObject &json)
{
    if (json.isEmpty()) return std::nullopt;
    Error error = makeError(codeFrom(read.text(json, "code")), read.text(json, "argument"), read.text(json, "detail"));
    error.httpStatus = int(read.count(json, "http_status", 999).value_or(0));
    error.providerCode = read.text(json, "provider_code");
    error.requestId = read.text(json, "request_id");
    error.retryAfter = read.duration(json, "retry_after_ms");
    if (json.contains(QLatin1StringView("server_says_retry")))
        error.serverSaysRetry = read.flag(json, "server_says_retry");
    return error;
}

QJsonObject toJson(const Attempt &attempt)
{
    QJsonObject json{{QStringLiteral("number"), attempt.number},
                     {QStringLiteral("sent"), attempt.sent},
                     {QStringLiteral("waited_ms"), qint64(attempt.waited.count())},
                     {QStringLiteral("duration_ms"), qint64(attempt.duration.count())},
                     {QStringLiteral("bytes"), attempt.bytes},
                     {QStringLiteral("usage"), toJson(attempt.usage)},
                     {QStringLiteral("receipt"), toJson(attempt.receipt)},
                     {QStringLiteral("billing"), toString(attempt.billing)}};
    putTime(json, "started_at", attempt.startedAt);
    if (attempt.httpStatus != 0) json.insert(QLatin1StringView("http_status"), attempt.httpStatus);
    if (attempt.error) json.insert(QLatin1StringView("error"), toJson(*attempt.error));
    putText(json, "request_id", attempt.requestId);
    putDuration(json, "connect_ms", attempt.connect);
    putDuration(json, "first_byte_ms", attempt.firstByte);
    putDuration(json, "first_content_ms", attempt.firstContent);
    putText(json, "model_served", attempt.modelServed);
    putText(json, "provider", attempt.providerId);
    putText(json, "model", attempt.modelRequested);
    putText(json, "dropped_parameter", attempt.droppedParameter);
    return json;
}

Attempt attemptFrom(PortableReader &read, const QJsonObject &json)
{
    constexpr qint64 MostAttempts = 100'000;
    Attempt attempt;
    attempt.number = int(read.count(json, "number", MostAttempts).value_or(0));
    attempt.sent = read.flag(json, "sent");
    attempt.waited = read.duration(json, "waited_ms").value_or(milliseconds{0});
    attempt.duration = read.duration(json, "duration_ms").value_or(milliseconds{0});
    attempt.bytes = read.count(json, "bytes").value_or(0);
    attempt.usage = usageFrom(read, read.object(json, "usage"));
    attempt.receipt = receiptFrom(read, read.object(json, "receipt"));
    attempt.billing = read.oneOf(json, "billing", Billing::Unknown, [](const QString &t) { return billingFrom(t); });
    attempt.startedAt = read.time(json, "started_at");
    attempt.httpStatus = int(read.count(json, "http_status", 999).value_or(0));
    attempt.error = errorFrom(read, read.object(json, "error"));
    attempt.requestId = read.text(json, "request_id");
    attempt.connect = read.duration(json, "connect_ms");
    attempt.firstByte = read.duration(json, "first_byte_ms");
    attempt.firstContent = read.duration(json, "first_content_ms");
    attempt.modelServed = read.text(json, "model_served");
    attempt.providerId = read.text(json, "provider");
    attempt.modelRequested = read.text(json, "model");
    attempt.droppedParameter = read.text(json, "dropped_parameter");
    return attempt;
}

QJsonObject toJson(const RunTimings &timings)
{
    QJsonObject json{{QStringLiteral("queued_ms"), qint64(timings.queued.count())},
                     {QStringLiteral("total_ms"), qint64(timings.total.count())}};
    putDuration(json, "connect_ms", timings.connect);
    putDuration(json, "first_byte_ms", timings.firstByte);
    putDuration(json, "first_content_ms", timings.firstContent);
    if (timings.tokensPerSecond) json.insert(QLatin1StringView("tokens_per_second"), *timings.tokensPerSecond);
    return json;
}

RunTimings timingsFrom(PortableReader &read, const QJsonObject &json)
{
    RunTimings timings;
    timings.queued = read.duration(json, "queued_ms").value_or(milliseconds{0});
    timings.total = read.duration(json, "total_ms").value_or(milliseconds{0});
    timings.connect = read.duration(json, "connect_ms");
    timings.firstByte = read.duration(json, "first_byte_ms");
    timings.firstContent = read.duration(json, "first_content_ms");
    if (const QJsonValue speed = json.value(QLatin1StringView("tokens_per_second")); speed.isDouble())
        timings.tokensPerSecond = speed.toDouble();
    return timings;
}

} // namespace burin

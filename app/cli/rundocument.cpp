#include "app/cli/rundocument.h"

#include <QJsonArray>

namespace burin {

namespace {

QJsonValue milliOrNull(const std::optional<milliseconds> &duration)
{
    return duration ? QJsonValue(qint64(duration->count())) : QJsonValue(QJsonValue::Null);
}

QJsonValue statusOrNull(int httpStatus)
{
    return httpStatus == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(httpStatus);
}

QString sourceName(Usage::Source source)
{
    switch (source) {
    case Usage::Source::None:
        return QStringLiteral("none");
    case Usage::Source::Reported:
        return QStringLiteral("reported");
    case Usage::Source::Estimated:
        return QStringLiteral("estimated");
    }
    return {};
}

QJsonObject usageDocument(const Usage &usage)
{
    return {{QStringLiteral("input"), countOrNull(usage.input)},
            {QStringLiteral("cached_input"), countOrNull(usage.cachedInput)},
            {QStringLiteral("cache_write"), countOrNull(usage.cacheWrite)},
            {QStringLiteral("output"), countOrNull(usage.output)},
            {QStringLiteral("reasoning"), countOrNull(usage.reasoning)},
            {QStringLiteral("source"), sourceName(usage.source)}};
}

QJsonObject costDocument(const Receipt &receipt)
{
    QJsonArray lines;
    for (const ReceiptLine &line : receipt.lines)
        lines += QJsonObject{{QStringLiteral("unit"), line.unit},
                             {QStringLiteral("quantity"), line.quantity},
                             {QStringLiteral("usd_each"), exactUsd(line.each)},
                             {QStringLiteral("usd"), exactUsd(line.amount)}};
    return {{QStringLiteral("usd"), usdOrNull(receipt.total)},
            {QStringLiteral("provenance"), toString(receipt.provenance)},
            {QStringLiteral("lines"), lines},
            {QStringLiteral("price_source"), orNull(receipt.priceSource)}};
}

QJsonObject timingsDocument(const RunTimings &timings)
{
    return {{QStringLiteral("queued"), qint64(timings.queued.count())},
            {QStringLiteral("connect"), milliOrNull(timings.connect)},
            {QStringLiteral("first_byte"), milliOrNull(timings.firstByte)},
            {QStringLiteral("first_content"), milliOrNull(timings.firstContent)},
            {QStringLiteral("total"), qint64(timings.total.count())}};
}

QJsonArray toolCallsDocument(const std::vector<ToolCall> &calls)
{
    QJsonArray documents;
    for (const ToolCall &call : calls)
        documents += QJsonObject{{QStringLiteral("id"), call.id},
                                 {QStringLiteral("name"), call.name},
                                 {QStringLiteral("arguments"), call.arguments}};
    return documents;
}

/// An attempt without an error went well, unless it is the one that the run was cancelled or killed in.
QString statusOf(const Attempt &attempt, const RunRecord &record)
{
    if (attempt.error) return QStringLiteral("failed");
    const bool isLast = attempt.number == record.attempts.back().number;
    return isLast ? toString(record.status) : toString(RunStatus::Completed);
}

QJsonObject attemptDocument(const Attempt &attempt, const RunRecord &record)
{
    QJsonObject document{{QStringLiteral("n"), attempt.number},
                         {QStringLiteral("status"), statusOf(attempt, record)},
                         {QStringLiteral("model_requested"),
                          attempt.modelRequested.isEmpty() ? record.draft.model : attempt.modelRequested},
                         {QStringLiteral("dropped_parameter"), orNull(attempt.droppedParameter)},
                         {QStringLiteral("http_status"), statusOrNull(attempt.httpStatus)},
                         {QStringLiteral("category"), QJsonValue::Null},
                         {QStringLiteral("code"), QJsonValue::Null},
                         {QStringLiteral("retry_after_ms"), QJsonValue::Null},
                         {QStringLiteral("waited_ms"), qint64(attempt.waited.count())},
                         {QStringLiteral("request_id"), orNull(attempt.requestId)},
                         {QStringLiteral("duration_ms"), qint64(attempt.duration.count())},
                         {QStringLiteral("billing"), toString(attempt.billing)}};
    if (attempt.error) {
        document[QStringLiteral("category")] = toString(attempt.error->category());
        document[QStringLiteral("code")] = QString::fromLatin1(attempt.error->row().id);
        document[QStringLiteral("retry_after_ms")] = milliOrNull(attempt.error->retryAfter);
    }
    return document;
}

QJsonValue errorDocument(const std::optional<Error> &error)
{
    if (!error) return QJsonValue::Null;
    const bool retryable = error->serverSaysRetry.value_or(error->row().retry != RetryRule::Never);
    return QJsonObject{{QStringLiteral("category"), toString(error->category())},
                       {QStringLiteral("code"), QString::fromLatin1(error->row().id)},
                       {QStringLiteral("severity"), toString(error->severity())},
                       {QStringLiteral("message"), error->message()},
                       {QStringLiteral("advice"), error->advice()},
                       {QStringLiteral("detail"), orNull(error->detail)},
                       {QStringLiteral("http_status"), statusOrNull(error->httpStatus)},
                       {QStringLiteral("provider_code"), orNull(error->providerCode)},
                       {QStringLiteral("request_id"), orNull(error->requestId)},
                       {QStringLiteral("retryable"), retryable}};
}

/// The provider's own word. The decoders leave it out when it is the same as ours.
QJsonValue nativeReason(const RunRecord &record)
{
    if (!record.nativeFinishReason.isEmpty()) return record.nativeFinishReason;
    switch (record.finishReason) {
    case FinishReason::Stop:
    case FinishReason::Length:
    case FinishReason::ToolCalls:
    case FinishReason::ContentFilter:
        return toString(record.finishReason);
    default:
        return QJsonValue::Null;
    }
}

} // namespace

QJsonObject runDocument(const RunRecord &record)
{
    QJsonArray attempts;
    for (const Attempt &attempt : record.attempts)
        attempts += attemptDocument(attempt, record);
    return {{QStringLiteral("id"), record.id.isValid() ? QJsonValue(record.id.value) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("status"), toString(record.status)},
            {QStringLiteral("provider"), record.providerId},
            {QStringLiteral("model_requested"), record.draft.model},
            {QStringLiteral("model_served"), orNull(record.modelServed)},
            {QStringLiteral("text"), record.text},
            {QStringLiteral("reasoning"), record.reasoning},
            {QStringLiteral("refusal"), orNull(record.refusal)},
            {QStringLiteral("tool_calls"), toolCallsDocument(record.toolCalls)},
            {QStringLiteral("finish_reason"), toString(record.finishReason)},
            {QStringLiteral("native_finish_reason"), nativeReason(record)},
            {QStringLiteral("usage"), usageDocument(record.usage)},
            {QStringLiteral("cost"), costDocument(record.receipt)},
            {QStringLiteral("timings_ms"), timingsDocument(record.timings)},
            {QStringLiteral("tokens_per_second"), countOrNull(record.timings.tokensPerSecond)},
            {QStringLiteral("attempts"), attempts},
            {QStringLiteral("error"), errorDocument(record.error)},
            {QStringLiteral("retrieval"), QJsonValue::Null}};
}

QJsonObject summaryDocument(const RunSummary &summary)
{
    return {{QStringLiteral("id"), summary.id.value},
            {QStringLiteral("created_at"), summary.createdAt.toString(Qt::ISODateWithMs)},
            {QStringLiteral("status"), toString(summary.status)},
            {QStringLiteral("title"), summary.title},
            {QStringLiteral("provider"), summary.providerId},
            {QStringLiteral("model"), summary.model},
            {QStringLiteral("simulated"), summary.simulated},
            {QStringLiteral("input_tokens"), countOrNull(summary.inputTokens)},
            {QStringLiteral("output_tokens"), countOrNull(summary.outputTokens)},
            {QStringLiteral("cost"), QJsonObject{{QStringLiteral("usd"), usdOrNull(summary.cost)},
                                                 {QStringLiteral("provenance"), toString(summary.provenance)}}},
            {QStringLiteral("first_content_ms"), milliOrNull(summary.firstContent)},
            {QStringLiteral("total_ms"), qint64(summary.total.count())},
            {QStringLiteral("error"), orNull(summary.errorCode)},
            {QStringLiteral("starred"), summary.starred},
            {QStringLiteral("rating"), summary.rating ? QJsonValue(summary.rating) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("tags"), QJsonArray::fromStringList(summary.tags)},
            {QStringLiteral("batch"), orNull(summary.batchName)},
            {QStringLiteral("snippet"), orNull(summary.snippet)}};
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue usdOrNull(const std::optional<Money> &amount)
{
    return amount ? QJsonValue(exactUsd(*amount)) : QJsonValue(QJsonValue::Null);
}

} // namespace burin

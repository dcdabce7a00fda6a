#include "core/store/runrows.h"

#include "core/store/runtexts.h"
#include "core/store/sqlquery.h"
#include "core/store/storedvalues.h"

#include <cmath>

namespace burin {

namespace {

using Column = QLatin1StringView;

constexpr qsizetype HeadingLength = 120;

/// The id of @p name in a table of names; a new name gets one.
qint64 nameId(SqlQuery &query, Column table, const QString &name)
{
    query.run(QStringLiteral("SELECT id FROM %1 WHERE name = ?").arg(table), {stored(name)});
    if (query.next()) return query.value(0).toLongLong();
    query.run(QStringLiteral("INSERT INTO %1 (name) VALUES (?)").arg(table), {stored(name)});
    return query.error() ? 0 : query.insertedId();
}

/// The same, or NULL for an empty name.
QVariant nameIdOrNull(SqlQuery &query, Column table, const QString &name)
{
    return name.isEmpty() ? QVariant() : QVariant(nameId(query, table, name));
}

/// The id of the batch under its key; a new one gets its row.
QVariant batchId(SqlQuery &query, const std::optional<RunBatch> &batch)
{
    if (!batch) return {};
    query.run(QStringLiteral("SELECT id FROM batches WHERE key = ?"), {stored(batch->key)});
    if (query.next()) return query.value(0);
    query.run(QStringLiteral("INSERT INTO batches (key, name) VALUES (?, ?)"),
              {stored(batch->key), stored(batch->name)});
    return query.error() ? QVariant() : QVariant(query.insertedId());
}

QVariant idOrNull(qint64 id)
{
    return id ? QVariant(id) : QVariant();
}

QVariant heading(const RunRecord &record)
{
    if (!record.draft.title.isEmpty()) return {};
    for (const Message &message : record.messages) {
        if (message.role == Role::User)
            return storedOrNull(message.text.left(4 * HeadingLength).simplified().left(HeadingLength));
    }
    return {};
}

QVariant bucket(const RunRecord &record)
{
    const bool counts = !record.simulated && record.status != RunStatus::Running;
    if (!counts || !record.timings.firstContent) return {};
    return firstContentBucket(*record.timings.firstContent);
}

/// With one attempt, the run's receipt usually says the same as the attempt's, and is not stored twice.
bool receiptIsTheAttempts(const RunRecord &record)
{
    return record.attempts.size() == 1 && record.attempts.front().receipt == record.receipt;
}

Usage usageFrom(const SqlQuery &row)
{
    Usage usage;
    usage.input = numberFrom(row.value(Column("input_tokens")));
    usage.cachedInput = numberFrom(row.value(Column("cached_input_tokens")));
    usage.cacheWrite = numberFrom(row.value(Column("cache_write_tokens")));
    usage.output = numberFrom(row.value(Column("output_tokens")));
    usage.reasoning = numberFrom(row.value(Column("reasoning_tokens")));
    usage.source = Usage::Source(row.value(Column("usage_source")).toInt());
    usage.cacheWriteHour = numberFrom(row.value(Column("cache_write_hour_tokens")));
    return usage;
}

Receipt receiptFrom(const SqlQuery &row)
{
    Receipt receipt;
    receipt.total = moneyFrom(row.value(Column("cost_pico_usd")));
    receipt.provenance = provenanceFrom(row.value(Column("provenance")).toString()).value_or(Provenance::Unpriced);
    receipt.priceSource = row.value(Column("receipt_source")).toString();
    receipt.lines = receiptLinesFrom(row.value(Column("receipt_lines")));
    return receipt;
}

RunTimings timingsFrom(const SqlQuery &row)
{
    RunTimings timings;
    timings.queued = milliseconds(row.value(Column("queued_ms")).toLongLong());
    timings.connect = durationFrom(row.value(Column("connect_ms")));
    timings.firstByte = durationFrom(row.value(Column("first_byte_ms")));
    timings.firstContent = durationFrom(row.value(Column("first_content_ms")));
    timings.total = milliseconds(row.value(Column("total_ms")).toLongLong());
    if (const QVariant speed = row.value(Column("tokens_per_second")); !speed.isNull())
        timings.tokensPerSecond = speed.toDouble();
    return timings;
}

} // namespace

Result<SqlRow> runRow(const QSqlDatabase &db, const RunRecord &record)
{
    SqlQuery query(db);
    const qint64 provider = nameId(query, Column("providers"), record.providerId);
    const qint64 model = nameId(query, Column("models"), record.draft.model);
    const qint64 prompt = nameId(query, Column("prompts"), record.draft.title);
    const QString errorCode = errorCodeText(record.error);
    const QVariant batch = batchId(query, record.batch);
    if (query.error()) return *query.error();
    const auto &speed = record.timings.tokensPerSecond;
    return SqlRow{{Column("ended_at"), stored(record.endedAt)},
                  {Column("status"), int(record.status)},
                  {Column("simulated"), int(record.simulated)},
                  {Column("provider_id"), provider},
                  {Column("model_id"), model},
                  {Column("prompt_id"), prompt},
                  {Column("library_prompt_id"), idOrNull(record.draft.prompt.value)},
                  {Column("library_version_id"), idOrNull(record.draft.version.value)},
                  {Column("batch_id"), batch},
                  {Column("lane"), record.batch ? QVariant(record.batch->lane) : QVariant()},
                  {Column("repetition"), record.batch ? QVariant(record.batch->repetition) : QVariant()},
                  {Column("heading"), heading(record)},
                  {Column("input_tokens"), stored(record.usage.input)},
                  {Column("output_tokens"), stored(record.usage.output)},
                  {Column("cost_pico_usd"), stored(record.receipt.total)},
                  {Column("provenance"), toString(record.receipt.provenance)},
                  {Column("first_content_ms"), stored(record.timings.firstContent)},
                  {Column("first_content_bucket"), bucket(record)},
                  {Column("total_ms"), qint64(record.timings.total.count())},
                  {Column("tokens_per_second"), speed ? QVariant(*speed) : QVariant()},
                  {Column("error_code"), storedOrNull(errorCode)}};
}

SqlRow contentRow(SqlQuery &query, const RunRecord &record)
{
    const bool same = receiptIsTheAttempts(record);
    const auto &speed = record.timings.tokensPerSecond;
    SqlRow row{{Column("provider_name"), storedOrNull(record.providerName)},
               {Column("finish_reason"), toString(record.finishReason)},
               {Column("native_finish_reason"), storedOrNull(record.nativeFinishReason)},
               {Column("model_served"), storedOrNull(record.modelServed)},
               {Column("provider_served"), storedOrNull(record.providerServed)},
               {Column("response_id"), storedOrNull(record.responseId)},
               {Column("cached_input_tokens"), stored(record.usage.cachedInput)},
               {Column("cache_write_tokens"), stored(record.usage.cacheWrite)},
               {Column("cache_write_hour_tokens"), stored(record.usage.cacheWriteHour)},
               {Column("reasoning_tokens"), stored(record.usage.reasoning)},
               {Column("usage_source"), int(record.usage.source)},
               {Column("receipt_source"), same ? QVariant() : storedOrNull(record.receipt.priceSource)},
               {Column("receipt_lines"), same ? QVariant() : stored(record.receipt.lines)},
               {Column("queued_ms"), qint64(record.timings.queued.count())},
               {Column("connect_ms"), stored(record.timings.connect)},
               {Column("first_byte_ms"), stored(record.timings.firstByte)},
               {Column("tokens_per_second"), speed ? QVariant(*speed) : QVariant()},
               {Column("warnings"), record.warnings},
               {Column("error"), stored(record.error)},
               {Column("tool_calls"), storedOrNull(record.toolCalls)},
               {Column("continues"), idOrNull(record.continues.value)}};
    appendTexts(query, record, row);
    return row;
}

SqlRow attemptRow(SqlQuery &query, RunId run, const Attempt &attempt)
{
    return {{Column("run_id"), run.value},
            {Column("number"), attempt.number},
            {Column("started_at"), stored(attempt.startedAt)},
            {Column("waited_ms"), qint64(attempt.waited.count())},
            {Column("sent"), int(attempt.sent)},
            {Column("http_status"), attempt.httpStatus},
            {Column("error"), stored(attempt.error)},
            {Column("error_code"), storedOrNull(errorCodeText(attempt.error))},
            {Column("request_id"), storedOrNull(attempt.requestId)},
            {Column("connect_ms"), stored(attempt.connect)},
            {Column("first_byte_ms"), stored(attempt.firstByte)},
            {Column("first_content_ms"), stored(attempt.firstContent)},
            {Column("duration_ms"), qint64(attempt.duration.count())},
            {Column("bytes"), attempt.bytes},
            {Column("input_tokens"), stored(attempt.usage.input)},
            {Column("cached_input_tokens"), stored(attempt.usage.cachedInput)},
            {Column("cache_write_tokens"), stored(attempt.usage.cacheWrite)},
            {Column("cache_write_hour_tokens"), stored(attempt.usage.cacheWriteHour)},
            {Column("output_tokens"), stored(attempt.usage.output)},
            {Column("reasoning_tokens"), stored(attempt.usage.reasoning)},
            {Column("usage_source"), int(attempt.usage.source)},
            {Column("cost_pico_usd"), stored(attempt.receipt.total)},
            {Column("provenance"), toString(attempt.receipt.provenance)},
            {Column("receipt_source"), storedOrNull(attempt.receipt.priceSource)},
            {Column("receipt_lines"), stored(attempt.receipt.lines)},
            {Column("billing"), toString(attempt.billing)},
            {Column("model_served"), storedOrNull(attempt.modelServed)},
            {Column("provider_id"), nameIdOrNull(query, Column("providers"), attempt.providerId)},
            {Column("model_id"), nameIdOrNull(query, Column("models"), attempt.modelRequested)},
            {Column("dropped_parameter"), storedOrNull(attempt.droppedParameter)}};
}

void readRun(const SqlQuery &row, RunRecord &record)
{
    record.id = RunId{row.value(Column("id")).toLongLong()};
    record.providerId = row.value(Column("provider")).toString();
    record.providerName = row.value(Column("provider_name")).toString();
    record.simulated = row.value(Column("simulated")).toBool();
    record.createdAt = timeFrom(row.value(Column("created_at")));
    record.endedAt = timeFrom(row.value(Column("ended_at")));
    record.status = RunStatus(row.value(Column("status")).toInt());
    record.toolCalls = toolCallsFrom(row.value(Column("tool_calls")));
    record.finishReason =
        finishReasonFrom(row.value(Column("finish_reason")).toString()).value_or(FinishReason::Unknown);
    record.nativeFinishReason = row.value(Column("native_finish_reason")).toString();
    record.error = errorFrom(row.value(Column("error")));
    record.modelServed = row.value(Column("model_served")).toString();
    record.providerServed = row.value(Column("provider_served")).toString();
    record.responseId = row.value(Column("response_id")).toString();
    record.usage = usageFrom(row);
    const bool same = row.value(Column("receipt_lines")).isNull() && record.attempts.size() == 1;
    record.receipt = same ? record.attempts.front().receipt : receiptFrom(row);
    record.timings = timingsFrom(row);
    record.warnings = row.value(Column("warnings")).toInt();
    if (!row.value(Column("batch_id")).isNull())
        record.batch = RunBatch{row.value(Column("batch_key")).toString(), row.value(Column("batch_name")).toString(),
                                row.value(Column("lane")).toInt(), row.value(Column("repetition")).toInt()};
    record.continues = RunId{row.value(Column("continues")).toLongLong()};
    readTexts(row, record);
    record.draft.turn = {.conversation = {row.value(Column("conversation_id")).toLongLong()},
                         .follows = {row.value(Column("follows_id")).toLongLong()}};
}

Attempt attemptFrom(const SqlQuery &row)
{
    Attempt attempt;
    attempt.number = row.value(Column("number")).toInt();
    attempt.startedAt = timeFrom(row.value(Column("started_at")));
    attempt.waited = milliseconds(row.value(Column("waited_ms")).toLongLong());
    attempt.sent = row.value(Column("sent")).toBool();
    attempt.httpStatus = row.value(Column("http_status")).toInt();
    attempt.error = errorFrom(row.value(Column("error")));
    attempt.requestId = row.value(Column("request_id")).toString();
    attempt.connect = durationFrom(row.value(Column("connect_ms")));
    attempt.firstByte = durationFrom(row.value(Column("first_byte_ms")));
    attempt.firstContent = durationFrom(row.value(Column("first_content_ms")));
    attempt.duration = milliseconds(row.value(Column("duration_ms")).toLongLong());
    attempt.bytes = row.value(Column("bytes")).toLongLong();
    attempt.usage = usageFrom(row);
    attempt.receipt = receiptFrom(row);
    attempt.billing = billingFrom(row.value(Column("billing")).toString()).value_or(Billing::Unknown);
    attempt.modelServed = row.value(Column("model_served")).toString();
    attempt.providerId = row.value(Column("provider")).toString();
    attempt.modelRequested = row.value(Column("model")).toString();
    attempt.droppedParameter = row.value(Column("dropped_parameter")).toString();
    return attempt;
}

int firstContentBucket(milliseconds time)
{
    return time.count() < 1 ? 0 : 1 + int(std::log(double(time.count())) / std::log(1.02));
}

} // namespace burin

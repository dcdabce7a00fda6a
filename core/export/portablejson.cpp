#include "core/export/portablejson.h"

#include "core/export/portableparts.h"
#include "core/export/transfertext.h"

#include <QJsonDocument>

#include <set>

namespace burin {

namespace {

/// Messages whose text UTF-16 cannot hold whole are written as PortableReader::text reads them.
QJsonArray messagesJson(const std::vector<Message> &messages)
{
    QJsonArray json = toJson(messages);
    for (size_t i = 0; i < messages.size(); ++i) {
        if (messages[i].text.isValidUtf16()) continue;
        QJsonObject message = json.at(qsizetype(i)).toObject();
        putText(message, "content", messages[i].text);
        json.replace(qsizetype(i), message);
    }
    return json;
}

std::vector<Message> messagesOf(PortableReader &read, const QJsonArray &json)
{
    std::vector<Message> messages = messagesFrom(json);
    for (size_t i = 0; i < messages.size(); ++i) {
        const QJsonObject message = json.at(qsizetype(i)).toObject();
        messages[i].text = read.text(message, "content");
        if (!roleFrom(read.text(message, "role"))) read.fail(Transfer::tr("A message has no role."));
    }
    return messages;
}

QJsonObject draftJson(const PromptDraft &draft)
{
    PromptDraft portable = draft;
    portable.prompt = {};
    portable.version = {};
    portable.turn = {};
    return toJson(portable);
}

void putAnswer(QJsonObject &json, const RunRecord &record)
{
    putText(json, "answer", record.text);
    putText(json, "reasoning", record.reasoning);
    putText(json, "refusal", record.refusal);
    if (!record.toolCalls.empty()) json.insert(QLatin1StringView("tool_calls"), toJson(record.toolCalls));
    json.insert(QLatin1StringView("finish_reason"), toString(record.finishReason));
    putText(json, "native_finish_reason", record.nativeFinishReason);
    if (record.error) json.insert(QLatin1StringView("error"), toJson(*record.error));
    putText(json, "model_served", record.modelServed);
    putText(json, "provider_served", record.providerServed);
    putText(json, "response_id", record.responseId);
    const QString request = QString::fromUtf8(record.requestJson);
    if (request.toUtf8() == record.requestJson) // no half characters, and no byte order mark, which Qt leaves out
        putText(json, "request", request);
    else
        putText(json, "request_base64", QString::fromLatin1(record.requestJson.toBase64()));
}

void putKey(QJsonObject &json, const char *name, const QUuid &key)
{
    if (!key.isNull()) json.insert(QLatin1StringView(name), key.toString(QUuid::WithoutBraces));
}

void putMarks(QJsonObject &json, const PortableRun &run)
{
    if (run.starred) json.insert(QLatin1StringView("starred"), true);
    if (run.rating != 0) json.insert(QLatin1StringView("rating"), run.rating);
    putText(json, "note", run.note);
    if (!run.tags.isEmpty()) json.insert(QLatin1StringView("tags"), QJsonArray::fromStringList(run.tags));
    const std::optional<RunBatch> &batch = run.record.batch;
    if (!batch) return;
    json.insert(QLatin1StringView("batch"), QJsonObject{{QStringLiteral("key"), batch->key},
                                                        {QStringLiteral("name"), batch->name},
                                                        {QStringLiteral("lane"), batch->lane},
                                                        {QStringLiteral("repetition"), batch->repetition}});
}

void readAnswer(PortableReader &read, const QJsonObject &json, RunRecord &record)
{
    record.text = read.text(json, "answer");
    record.reasoning = read.text(json, "reasoning");
    record.refusal = read.text(json, "refusal");
    record.toolCalls = toolCallsFrom(read.array(json, "tool_calls"));
    record.finishReason = read.oneOf(json, "finish_reason", FinishReason::Unknown,
                                     [](const QString &text) { return finishReasonFrom(text); });
    record.nativeFinishReason = read.text(json, "native_finish_reason");
    record.error = errorFrom(read, read.object(json, "error"));
    record.modelServed = read.text(json, "model_served");
    record.providerServed = read.text(json, "provider_served");
    record.responseId = read.text(json, "response_id");
    const QString base64 = read.text(json, "request_base64");
    record.requestJson =
        base64.isEmpty() ? read.text(json, "request").toUtf8() : QByteArray::fromBase64(base64.toLatin1());
}

/// Attempts in their order, each number once.
void readAttempts(PortableReader &read, const QJsonObject &json, RunRecord &record)
{
    int last = 0;
    for (const QJsonArray attempts = read.array(json, "attempts"); const QJsonValue &value : attempts) {
        record.attempts.push_back(attemptFrom(read, value.toObject()));
        if (record.attempts.back().number <= last)
            read.fail(Transfer::tr("The attempts are not numbered one after the other."));
        last = record.attempts.back().number;
    }
    Money sum;
    for (const Attempt &attempt : record.attempts)
        sum += attempt.receipt.total.value_or(Money{});
    if (record.receipt.total && sum != *record.receipt.total)
        read.fail(Transfer::tr("Its cost is not the sum of its attempts."));
}

void readMarks(PortableReader &read, const QJsonObject &json, PortableRun &run)
{
    constexpr qint64 MostLanes = 1'000'000;
    run.starred = read.flag(json, "starred");
    run.rating = int(read.count(json, "rating", 5).value_or(0));
    run.note = read.text(json, "note");
    std::set<QString> tags; // sorted, each once
    for (const QJsonArray array = read.array(json, "tags"); const QJsonValue &tag : array)
        if (!tag.toString().isEmpty()) tags.insert(tag.toString());
    run.tags = QStringList(tags.begin(), tags.end());
    const QJsonObject batch = read.object(json, "batch");
    if (batch.isEmpty()) return;
    run.record.batch = RunBatch{read.text(batch, "key"), read.text(batch, "name"),
                                int(read.count(batch, "lane", MostLanes).value_or(0)),
                                int(read.count(batch, "repetition", MostLanes).value_or(0))};
    if (run.record.batch->key.isEmpty()) read.fail(Transfer::tr("The batch has no key."));
}

/// When it was made: the local day must be one that the moment can have somewhere on earth.
void readPlace(PortableReader &read, const QJsonObject &json, PortableRun &run)
{
    run.record.createdAt = read.time(json, "created_at");
    run.record.endedAt = read.time(json, "ended_at");
    if (!run.record.createdAt.isValid()) return read.fail(Transfer::tr("It does not say when the run was made."));
    const QDateTime local = run.record.createdAt.toLocalTime();
    run.day =
        json.contains(QLatin1StringView("day")) ? QDate::fromString(read.text(json, "day"), Qt::ISODate) : local.date();
    run.hour = int(read.count(json, "hour", 23).value_or(local.time().hour()));
    const bool sameDay = run.day.isValid() && qAbs(run.day.daysTo(run.record.createdAt.date())) <= 1;
    if (!sameDay) read.fail(Transfer::tr("Its day is not the one it was made on."));
}

void readRecord(PortableReader &read, const QJsonObject &json, RunRecord &record)
{
    record.providerId = read.text(json, "provider");
    record.providerName = read.text(json, "provider_name");
    record.simulated = read.flag(json, "simulated");
    record.status =
        read.oneOf(json, "status", RunStatus::Running, [](const QString &text) { return runStatusFrom(text); });
    if (record.status == RunStatus::Running) read.fail(Transfer::tr("It does not say how the run ended."));
    record.draft = draftFrom(read.object(json, "draft"));
    record.draft.prompt = {};
    record.draft.version = {};
    record.draft.turn = {};
    record.messages = messagesOf(read, read.array(json, "messages"));
    record.usage = usageFrom(read, read.object(json, "usage"));
    record.receipt = receiptFrom(read, read.object(json, "receipt"));
    record.timings = timingsFrom(read, read.object(json, "timings"));
    record.warnings = int(read.count(json, "warnings", 1'000'000'000).value_or(0));
    readAnswer(read, json, record);
    readAttempts(read, json, record);
}

} // namespace

QJsonObject toJson(const PortableRun &run)
{
    const RunRecord &record = run.record;
    QJsonArray attempts;
    for (const Attempt &attempt : record.attempts)
        attempts += toJson(attempt);
    QJsonObject json{{QStringLiteral("burin_run"), PortableVersion},
                     {QStringLiteral("key"), run.key.toString(QUuid::WithoutBraces)},
                     {QStringLiteral("day"), run.day.toString(Qt::ISODate)},
                     {QStringLiteral("hour"), run.hour},
                     {QStringLiteral("status"), toString(record.status)},
                     {QStringLiteral("provider"), record.providerId},
                     {QStringLiteral("draft"), draftJson(record.draft)},
                     {QStringLiteral("messages"), messagesJson(record.messages)},
                     {QStringLiteral("usage"), toJson(record.usage)},
                     {QStringLiteral("receipt"), toJson(record.receipt)},
                     {QStringLiteral("timings"), toJson(record.timings)},
                     {QStringLiteral("attempts"), attempts}};
    putTime(json, "created_at", record.createdAt);
    putTime(json, "ended_at", record.endedAt);
    putText(json, "provider_name", record.providerName);
    if (record.simulated) json.insert(QLatin1StringView("simulated"), true);
    if (record.warnings != 0) json.insert(QLatin1StringView("warnings"), record.warnings);
    putKey(json, "continues", run.continues);
    putKey(json, "conversation", run.conversation);
    putKey(json, "follows", run.follows);
    putAnswer(json, record);
    putMarks(json, run);
    return json;
}

QByteArray toJsonLine(const PortableRun &run)
{
    return QJsonDocument(toJson(run)).toJson(QJsonDocument::Compact).replace("\xef\xbb\xbf", "\\ufeff");
}

Result<PortableRun, QString> portableRunFrom(const QByteArray &line)
{
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(line, &error).object();
    if (error.error != QJsonParseError::NoError) return Transfer::tr("No JSON: %1").arg(error.errorString());
    const int version = json.value(QLatin1StringView("burin_run")).toInt();
    if (version < 1) return Transfer::tr("This is no run that Burin exported.");
    if (version > PortableVersion) return Transfer::tr("A newer version of Burin exported it; update this one.");

    PortableReader read;
    PortableRun run;
    run.key = QUuid::fromString(read.text(json, "key"));
    if (run.key.isNull()) read.fail(Transfer::tr("The run has no key."));
    run.continues = QUuid::fromString(read.text(json, "continues"));
    run.conversation = QUuid::fromString(read.text(json, "conversation"));
    run.follows = QUuid::fromString(read.text(json, "follows"));
    readPlace(read, json, run);
    readRecord(read, json, run.record);
    readMarks(read, json, run);
    if (read.failed()) return read.problem();
    return run;
}

} // namespace burin

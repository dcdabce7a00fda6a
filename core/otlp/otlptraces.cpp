#include "core/otlp/otlptraces.h"

#include "core/otlp/spanattributes.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

enum SpanKind { Internal = 1, Client = 3 };
enum StatusCode { Unset = 0, Ok = 1, Failed = 2 };

QString nanoseconds(const QDateTime &time)
{
    constexpr qint64 PerMillisecond = 1'000'000;
    return QString::number(time.toMSecsSinceEpoch() * PerMillisecond);
}

QJsonObject statusJson(StatusCode code, const std::optional<Error> &error)
{
    QJsonObject status{{QStringLiteral("code"), code}};
    if (error) status.insert(QStringLiteral("message"), errorType(error)); // no words: they may quote a prompt
    return status;
}

/// A run that the user stopped did not fail, and did not succeed.
StatusCode statusOf(const RunRecord &record)
{
    if (record.status == RunStatus::Completed) return Ok;
    return record.status == RunStatus::Cancelled ? Unset : Failed;
}

struct Times {
    QDateTime start;
    QDateTime end;
};

QJsonObject span(const QUuid &key, int number, const QString &name, const Times &times)
{
    QJsonObject json{{QStringLiteral("traceId"), key.toString(QUuid::Id128)},
                     {QStringLiteral("spanId"), spanId(key, number)},
                     {QStringLiteral("name"), name},
                     {QStringLiteral("kind"), number == 0 ? Internal : Client},
                     {QStringLiteral("startTimeUnixNano"), nanoseconds(times.start)},
                     {QStringLiteral("endTimeUnixNano"), nanoseconds(std::max(times.start, times.end))}};
    if (number != 0) json.insert(QStringLiteral("parentSpanId"), spanId(key, 0));
    return json;
}

QJsonObject runSpan(const PortableRun &run)
{
    const RunRecord &record = run.record;
    const QString name = record.draft.title.isEmpty() ? record.draft.model : record.draft.title;
    const QDateTime end =
        record.endedAt.isValid() ? record.endedAt : record.createdAt.addMSecs(record.timings.total.count());
    QJsonObject json = span(run.key, 0, QStringLiteral("run ") + name, {record.createdAt, end});
    json.insert(QStringLiteral("attributes"), runAttributes(run));
    json.insert(QStringLiteral("status"), statusJson(statusOf(record), record.error));
    return json;
}

QJsonObject attemptSpan(const PortableRun &run, const Attempt &attempt, SpanContent content)
{
    const RunRecord &record = run.record;
    const QString model = attempt.modelRequested.isEmpty() ? record.draft.model : attempt.modelRequested;
    const QDateTime start = attempt.startedAt.isValid() ? attempt.startedAt : record.createdAt;
    QJsonObject json = span(run.key, attempt.number, QStringLiteral("chat ") + model,
                            {start, start.addMSecs(attempt.duration.count())});
    json.insert(QStringLiteral("attributes"), attemptAttributes(run, attempt, content));
    json.insert(QStringLiteral("status"), statusJson(attempt.error ? Failed : Unset, attempt.error));
    return json;
}

} // namespace

QString spanId(const QUuid &key, int number)
{
    constexpr int Bytes = 8;
    const QByteArray digest =
        QCryptographicHash::hash(key.toRfc4122() + ':' + QByteArray::number(number), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.left(Bytes).toHex());
}

QByteArray otlpTraces(const std::vector<PortableRun> &runs, SpanContent content)
{
    QJsonArray spans;
    for (const PortableRun &run : runs) {
        spans += runSpan(run);
        for (const Attempt &attempt : run.record.attempts)
            spans += attemptSpan(run, attempt, content);
    }
    SpanAttributes resource;
    resource.add("service.name", QStringLiteral("burin"));
    resource.add("service.version", QStringLiteral(BURIN_VERSION));
    const QJsonObject scope{{QStringLiteral("name"), QStringLiteral("burin")},
                            {QStringLiteral("version"), QStringLiteral(BURIN_VERSION)}};
    const QJsonObject scoped{{QStringLiteral("scope"), scope}, {QStringLiteral("spans"), spans}};
    const QJsonObject all{{QStringLiteral("resource"), QJsonObject{{QStringLiteral("attributes"), resource.json()}}},
                          {QStringLiteral("scopeSpans"), QJsonArray{scoped}}};
    return QJsonDocument(QJsonObject{{QStringLiteral("resourceSpans"), QJsonArray{all}}})
        .toJson(QJsonDocument::Compact);
}

} // namespace burin

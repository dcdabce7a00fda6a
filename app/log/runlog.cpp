#include "app/log/runlog.h"

#include "app/log/log.h"
#include "core/engine/run.h"

namespace burin {

namespace {

LogEntry entryFor(const RunNames &run, const QString &message)
{
    LogEntry entry;
    entry.area = QStringLiteral("engine");
    entry.message = message;
    entry.run = run.id;
    entry.providerId = run.providerId;
    entry.model = run.model;
    return entry;
}

/// Codes and numbers of @p error; its detail may quote the prompt.
void addError(LogEntry &entry, const Error &error)
{
    entry.level = levelOf(error.severity());
    entry.error = error.code;
    if (error.httpStatus != 0) entry.httpStatus = error.httpStatus;
    if (!error.requestId.isEmpty()) entry.requestId = error.requestId;
}

} // namespace

LogEntry attemptEntry(const RunNames &run, const Attempt &attempt)
{
    LogEntry entry = entryFor(run, attempt.error ? QStringLiteral("attempt failed") : QStringLiteral("attempt ended"));
    entry.attempt = attempt.number;
    entry.httpStatus = attempt.httpStatus;
    entry.requestId = attempt.requestId;
    entry.duration = attempt.duration;
    if (!attempt.providerId.isEmpty()) entry.providerId = attempt.providerId;
    if (!attempt.modelRequested.isEmpty()) entry.model = attempt.modelRequested;
    if (attempt.error) addError(entry, *attempt.error);
    return entry;
}

LogEntry retryEntry(const RunNames &run, int next, milliseconds wait, const Error &cause)
{
    LogEntry entry = entryFor(run, QStringLiteral("retry follows"));
    addError(entry, cause);
    entry.level = LogLevel::Info;
    entry.attempt = next;
    entry.wait = wait;
    return entry;
}

LogEntry endEntry(const RunNames &run, const RunRecord &record)
{
    const bool isPaused = record.error && record.error->code == ErrorCode::KeyPaused;
    LogEntry entry =
        entryFor(run, isPaused ? QStringLiteral("key paused") : QStringLiteral("run ") + toString(record.status));
    entry.duration = record.timings.total;
    if (record.error) addError(entry, *record.error);
    return entry;
}

RunLog::RunLog(Log &log, QObject *parent) : QObject(parent), m_log(log) {}

void RunLog::follow(Run *run, const RunSpec &spec)
{
    const RunNames names{spec.id, spec.provider.id, spec.draft.model};
    connect(run, &Run::attemptEnded, this, [this, names](const Attempt &a) { m_log.write(attemptEntry(names, a)); });
    connect(run, &Run::retrying, this, [this, names](int next, milliseconds wait, const Error &cause) {
        m_log.write(retryEntry(names, next, wait, cause));
    });
    connect(run, &Run::finished, this, [this, names](const RunRecord &r) { m_log.write(endEntry(names, r)); });
}

} // namespace burin

#pragma once

#include "core/domain/logentry.h"
#include "core/domain/run.h"

#include <QObject>

namespace burin {

class Log;
class Run;

/// Writes what happens to runs into the log: ended attempts, waits before retries, ends of runs. The log outlives it.
class RunLog : public QObject {
    Q_OBJECT
public:
    explicit RunLog(Log &log, QObject *parent = nullptr);

    /// Call it right after Engine::start with the spec that the engine got.
    void follow(Run *run, const RunSpec &spec);

private:
    Log &m_log;
};

/// What the lines of one run share.
struct RunNames {
    RunId id;
    QString providerId;
    QString model;
};

LogEntry attemptEntry(const RunNames &run, const Attempt &attempt);
/// Attempt @p next follows after @p wait because of @p cause.
LogEntry retryEntry(const RunNames &run, int next, milliseconds wait, const Error &cause);
LogEntry endEntry(const RunNames &run, const RunRecord &record);

} // namespace burin

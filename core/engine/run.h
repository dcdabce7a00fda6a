#pragma once

#include "core/domain/run.h"

#include <QObject>

#include <chrono>

namespace burin {

/// One execution of a prompt: its attempts, its text, its end. Made by Engine::start, deleted by its Engine after
/// finished(). Lives on the engine's thread.
class Run : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual RunId id() const = 0;
    /// Ends the run with what it has; finished() follows. Harmless when it is already ending.
    virtual void cancel() = 0;
    /// Ends the wait before a retry at once; harmless otherwise.
    virtual void retryNow() = 0;

Q_SIGNALS:
    void attemptStarted(int number);
    void textAdded(const QString &text);
    void reasoningAdded(const QString &text);
    void attemptEnded(const burin::Attempt &attempt);
    /// Attempt @p next follows after @p delay because of @p cause. Only before any content.
    void retrying(int next, std::chrono::milliseconds delay, const burin::Error &cause);
    void finished(const burin::RunRecord &record); ///< Exactly once, never from inside Engine::start.
};

} // namespace burin

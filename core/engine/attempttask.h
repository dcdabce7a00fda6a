#pragma once

#include "core/domain/run.h"
#include "core/engine/answer.h"
#include "core/engine/costwatch.h"
#include "core/engine/repetition.h"
#include "core/engine/responsereader.h"
#include "core/engine/wirecapture.h"
#include "core/net/connectionpool.h"
#include "core/net/httpstream.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

namespace burin {

/// One request of a run, from the socket to the answer. Owned by its Run; finished() comes exactly once.
class AttemptTask : public QObject {
    Q_OBJECT
public:
    struct Setup {
        const Provider *provider = nullptr; ///< Lives as long as the program.
        ProviderProfile profile;
        HttpRequest request;
        Timeouts timeouts;
        ConnectionPool::Connection connection = ConnectionPool::Connection::Any;
        std::optional<CostWatch> costWatch; ///< Stops the attempt at a limit.
        const PriceBook *prices = nullptr;  ///< For costWatch; outlives the attempt.
        qint64 recordedBytes = 0;           ///< Most of the body that is recorded; 0 = nothing is.
    };
    struct Ending {
        HttpResult result;
        std::optional<Error> error;
        RunStatus status = RunStatus::Failed; ///< If no other attempt follows.
        std::optional<milliseconds> firstContent;
        std::optional<milliseconds> lastContent;
        std::optional<WireRecording> recording; ///< If one was asked for and something was sent.
    };

    AttemptTask(Setup setup, ConnectionPool &pool, QObject *parent);

    void start();
    void cancel();
    /// Ends it with @p error; what arrived is kept. Without effect once it was stopped or has ended.
    void stop(const Error &error);
    const Answer &answer() const { return m_answer; }

Q_SIGNALS:
    void textAdded(const QString &text);
    void reasoningAdded(const QString &text);
    void finished(const burin::AttemptTask::Ending &ending);

private:
    void take(const std::vector<StreamEvent> &events);
    void apply(const StreamEvent &event);
    void watch(const StreamEvent &event);
    void end(const HttpResult &result);
    std::chrono::microseconds elapsed() const;

    Setup m_setup;
    ConnectionPool::Lease m_lease;
    ResponseReader m_reader;
    std::optional<WireCapture> m_capture;
    Answer m_answer;
    RepetitionWatch m_repetition;
    std::optional<Error> m_stopped; ///< By us; nothing more is read.
    HttpStream *m_stream = nullptr;
    QElapsedTimer m_clock;
    std::optional<milliseconds> m_firstContent;
    std::optional<milliseconds> m_lastContent;
};

} // namespace burin

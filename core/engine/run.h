#pragma once

#include "core/cost/pricebook.h"
#include "core/cost/pricing.h"
#include "core/domain/budget.h"
#include "core/domain/recording.h"
#include "core/domain/run.h"
#include "core/engine/attempttask.h"
#include "core/engine/runplan.h"
#include "core/engine/scheduler.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace burin {

class ConnectionPool;

/// Makes the attempt durable before its first byte leaves; a failure stops the run before it costs anything.
using JournalAttempt = std::function<QFuture<Outcome>(RunId run, const Attempt &attempt)>;

/// Reserves what a run may cost at most, in every budget it counts against. A failure (no budget left, or a database
/// that does not answer) ends the run before anything is sent. Settling the run releases it.
using ReserveCost = std::function<QFuture<Result<CostReservation>>(RunId run, const CostEstimate &estimate)>;

/// Counts the input of a run at each of its targets, in their order; the specs have no keys. It may take its time,
/// which the run waits for before it reserves.
using CountInputs = std::function<QFuture<std::vector<InputTokens>>(const std::vector<RunSpec> &targets)>;

/// Takes what an attempt sent and received; once for each attempt that was sent, when it has ended.
using RecordWire = std::function<void(RunId run, const WireRecording &recording)>;

/// One execution of a prompt: its attempts, its text, its end. Made by Engine::start, deleted by its Engine after
/// finished(). Lives on the engine's thread.
class Run : public QObject {
    Q_OBJECT
public:
    /// What a run needs of its engine; all of it outlives the run.
    struct Services {
        ConnectionPool &pool;
        Scheduler &scheduler;
        PriceBook prices; ///< Shared, so that a run keeps the prices that it began with.
        JournalAttempt journal;
        ReserveCost reserve;
        CountInputs count;
        RecordWire record;
        std::function<double()> jitter;
        double waitScale = 1; ///< Real waits ÷ announced waits; below 1 only in tests.
    };

    Run(RunSpec spec, Services services, QObject *parent);
    ~Run() override;

    RunId id() const { return m_spec.id; }
    /// Begins asynchronously. Call once.
    void start();
    /// Ends the run with what it has; finished() follows. Harmless when it is already ending.
    void cancel();
    /// Ends the wait before a retry at once; harmless otherwise.
    void retryNow();
    /// From the next attempt on, @p key is sent to @p provider.
    void useKey(const ProviderProfile &provider, const Secret &key);

Q_SIGNALS:
    void attemptStarted(int number);
    void textAdded(const QString &text);
    void reasoningAdded(const QString &text);
    void attemptEnded(const burin::Attempt &attempt);
    /// Attempt @p next follows after @p delay because of @p cause. Only before any content.
    void retrying(int next, std::chrono::milliseconds delay, const burin::Error &cause);
    /// Attempt @p next goes to another model because of @p cause.
    void fellBack(int next, const QString &model, const burin::Error &cause);
    void finished(const burin::RunRecord &record); ///< Exactly once, never from inside start().

private:
    enum class Phase { Idle, Reserving, Queued, Journalling, Sending, Waiting, Ended };
    enum class Asker { User, Engine }; ///< Who wants the next attempt.

    void begin();
    void countInputs();
    void reserve(const CostEstimate &estimate);
    void enqueue(Asker asker);
    void journal();
    void send();
    AttemptTask::Setup setup();
    void endAttempt(const AttemptTask::Ending &ending);
    void settleOrGoOn(const AttemptTask::Ending &ending, const Attempt &attempt);
    void goOn(const NextStep &step, const Attempt &attempt);
    void goOnAfterRefusal(const Error &error);
    void wait(milliseconds delay, const Error &cause);
    void endAtDeadline();
    void abandon(RunStatus status, std::optional<Error> error);
    void record(const AttemptTask::Ending &ending);
    void finish(RunStatus status, std::optional<Error> error);

    RunSpec m_spec;
    Services m_services;
    RunPlan m_plan;
    Phase m_phase = Phase::Idle;
    Scheduler::Ticket m_ticket = 0;
    AttemptTask *m_task = nullptr;
    Attempt m_attempt; ///< The current or next one.
    RunRecord m_record;
    std::optional<Money> m_costLimit; ///< Of the whole run.
    QTimer m_wait;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    bool m_cancelled = false;
    bool m_late = false; ///< The run's deadline has passed.
};

} // namespace burin

#pragma once

#include "core/base/result.h"
#include "core/domain/run.h"
#include "core/engine/run.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <vector>

namespace burin {

class DbThread;

/// Puts runs into the database while they happen, so that nothing that was streamed or paid for is lost: the run's row
/// before its first byte, each attempt before it is sent, the text as it arrives, the end once it is known.
///
/// A record that cannot be stored stays here and is tried again every RetryInterval and at each flush(); none is given
/// up. Lives on one thread; the DbThread must outlive it.
class RunRecorder : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds CheckpointInterval{250};
    static constexpr qsizetype CheckpointBytes = 4096; ///< UTF-8, text and reasoning together.
    static constexpr std::chrono::milliseconds RetryInterval{3'000};

    explicit RunRecorder(DbThread &database, QObject *parent = nullptr);
    ~RunRecorder() override;

    /// Commits the run's row. On failure nothing may be sent. Put the id into the spec that the engine gets.
    QFuture<Result<RunId>> begin(const RunSpec &spec);
    /// For the engine's options. May outlive this recorder, not its DbThread.
    JournalAttempt journalHook() const;
    /// The same: reserves what a run may cost, as the budgets and the settings say at that moment.
    ReserveCost reserveHook() const;
    /// Stores what @p run says until it ends, and its end. Call it right after Engine::start; the run has begun.
    void follow(Run *run);

    /// Writes what is buffered and tries the unstored records again; finished when every write was answered.
    /// Always ends with Done: unstored() tells whether something is left.
    QFuture<Done> flush();
    /// The records that are not in the database yet, oldest first.
    std::vector<RunRecord> unstored() const;

Q_SIGNALS:
    void stored(const burin::RunRecord &record); ///< Once for each run that ended.
    /// The record is kept and tried again; once for each run, when the first try failed.
    void storeFailed(const burin::RunRecord &record, const burin::Error &error);
    /// A run that was just stored took a budget past a threshold.
    void budgetCrossed(const burin::BudgetAlert &alert);

private:
    struct Stream {
        QString text = {};
        QString reasoning = {};
        qsizetype bytes = 0;  ///< UTF-8, of both.
        bool writing = false; ///< One checkpoint at a time, so that a failed one can go back to the front.
        bool failed = false;  ///< The last checkpoint: the next one waits for the timer.

        void add(const Stream &other);
        bool isFull() const { return bytes >= CheckpointBytes && !failed; }
    };
    struct Unstored {
        RunRecord record;
        bool writing = false;
        bool failed = false; ///< storeFailed() was emitted.
    };

    void append(RunId id, const Stream &part);
    void checkpointAll();
    void writeCheckpoint(RunId id);
    void endCheckpoint(RunId id, const Stream &written, const Outcome &outcome);
    void end(RunId id, const RunRecord &record);
    void storeAll();
    void writeRecord(RunId id);
    void endRecord(RunId id, const Result<std::vector<BudgetAlert>> &outcome);
    void answered();

    DbThread &m_database;
    QTimer m_checkpoint; ///< Single shot, from the first text that waits.
    QTimer m_retry;
    std::map<RunId, Stream> m_streams;
    std::map<RunId, Unstored> m_unstored;
    std::vector<QPromise<Done>> m_flushes;
    int m_writes = 0; ///< Given to the database, not answered yet.
};

} // namespace burin

#include "app/recorder/runrecorder.h"

#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "core/base/await.h"
#include "core/base/logging.h"
#include "core/store/budgetreports.h"
#include "core/store/budgets.h"
#include "core/store/dbthread.h"
#include "core/store/journal.h"
#include "core/store/recordings.h"

#include <QtConcurrent>

namespace burin {

namespace {

/// Stores the run; the thresholds that the budgets passed with it.
Result<std::vector<BudgetAlert>> finishAndWatch(const QSqlDatabase &db, const RunRecord &record)
{
    return watchBudgets(db, QDateTime::currentDateTimeUtc(), record.id,
                        [&db, &record] { return finishRun(db, record); });
}

} // namespace

RunRecorder::RunRecorder(DbThread &database, QObject *parent) : QObject(parent), m_database(database)
{
    m_checkpoint.setSingleShot(true);
    m_checkpoint.setTimerType(Qt::PreciseTimer); // a coarse one may be 5 % late
    m_checkpoint.setInterval(CheckpointInterval);
    connect(&m_checkpoint, &QTimer::timeout, this, &RunRecorder::checkpointAll);
    m_retry.setInterval(RetryInterval);
    connect(&m_retry, &QTimer::timeout, this, &RunRecorder::storeAll);
}

RunRecorder::~RunRecorder() = default;

QFuture<Result<RunId>> RunRecorder::begin(const RunSpec &spec)
{
    return m_database.run([spec](const QSqlDatabase &db) { return beginRun(db, spec); });
}

JournalAttempt RunRecorder::journalHook() const
{
    return [&database = m_database](RunId run, const Attempt &attempt) {
        return database.run([run, attempt](const QSqlDatabase &db) { return beginAttempt(db, run, attempt); });
    };
}

RecordWire RunRecorder::recordHook()
{
    return [this](RunId run, const WireRecording &recording) {
        if (run.isValid()) keep(run, recording);
    };
}

void RunRecorder::keep(RunId run, const WireRecording &recording)
{
    ++m_writes;
    await(QtConcurrent::run(&packed, recording), this, [this, run](const PackedRecording &small) {
        const auto save = [run, small, total = m_recordingTotal](const QSqlDatabase &db) {
            return saveRecording(db, run, small, total);
        };
        await(m_database.run(save), this, [this, run](const Outcome &outcome) {
            if (outcome)
                Q_EMIT recorded(run);
            else
                qCWarning(logApp) << "a recording was not stored:" << outcome.error().row().id;
            answered();
        });
    });
}

ReserveCost RunRecorder::reserveHook() const
{
    return [&database = m_database](RunId run, const CostEstimate &estimate) {
        return database.run([run, estimate](const QSqlDatabase &db) -> Result<CostReservation> {
            const Result<StoredProfile> profile = loadStoredProfile(db);
            if (!profile) return profile.error();
            return reserveCost(db, run, estimate, budgetPolicyFrom(profile->settings));
        });
    };
}

void RunRecorder::follow(Run *run)
{
    const RunId id = run->id();
    Q_ASSERT(id.isValid());
    m_streams.emplace(id, Stream());
    connect(run, &Run::textAdded, this, [this, id](const QString &text) { append(id, {.text = text}); });
    connect(run, &Run::reasoningAdded, this, [this, id](const QString &text) { append(id, {.reasoning = text}); });
    connect(run, &Run::finished, this, [this, id](const RunRecord &record) { end(id, record); });
}

QFuture<Done> RunRecorder::flush()
{
    checkpointAll();
    storeAll();
    QPromise<Done> &promise = m_flushes.emplace_back();
    promise.start();
    const QFuture<Done> future = promise.future();
    ++m_writes; // so that answered() also serves a flush with nothing to do
    answered();
    return future;
}

std::vector<RunRecord> RunRecorder::unstored() const
{
    std::vector<RunRecord> records;
    for (const auto &[id, unstored] : m_unstored)
        records.push_back(unstored.record);
    return records;
}

void RunRecorder::Stream::add(const Stream &other)
{
    text += other.text;
    reasoning += other.reasoning;
    bytes += other.text.toUtf8().size() + other.reasoning.toUtf8().size();
}

void RunRecorder::append(RunId id, const Stream &part)
{
    const auto found = m_streams.find(id);
    if (found == m_streams.end()) return;
    Stream &stream = found->second;
    stream.add(part);
    if (stream.isFull())
        writeCheckpoint(id);
    else if (!m_checkpoint.isActive())
        m_checkpoint.start();
}

void RunRecorder::checkpointAll()
{
    for (const auto &[id, stream] : m_streams)
        writeCheckpoint(id);
}

void RunRecorder::writeCheckpoint(RunId id)
{
    Stream &stream = m_streams.at(id);
    if (stream.writing || stream.bytes == 0) return;
    const Stream part = std::exchange(stream, Stream{.writing = true});
    ++m_writes;
    await(m_database.run([id, part](const QSqlDatabase &db) { return checkpoint(db, id, part.text, part.reasoning); }),
          this, [this, id, part](const Outcome &outcome) { endCheckpoint(id, part, outcome); });
}

void RunRecorder::endCheckpoint(RunId id, const Stream &written, const Outcome &outcome)
{
    if (const auto found = m_streams.find(id); found != m_streams.end()) {
        Stream &stream = found->second;
        if (!outcome) { // back to the front of what came since
            const Stream later = std::exchange(stream, written);
            stream.add(later);
        }
        stream.writing = false;
        stream.failed = !outcome;
        // Text that waits while the timer rests saw it fire during the write.
        if (!outcome)
            m_checkpoint.start();
        else if (stream.isFull() || !m_checkpoint.isActive())
            writeCheckpoint(id);
    }
    answered();
}

void RunRecorder::end(RunId id, const RunRecord &record)
{
    m_streams.erase(id); // the record has the whole text
    m_unstored[id].record = record;
    writeRecord(id);
}

void RunRecorder::storeAll()
{
    for (const auto &[id, unstored] : m_unstored)
        writeRecord(id);
}

void RunRecorder::writeRecord(RunId id)
{
    Unstored &unstored = m_unstored.at(id);
    if (unstored.writing) return;
    unstored.writing = true;
    ++m_writes;
    await(m_database.run([record = unstored.record](const QSqlDatabase &db) { return finishAndWatch(db, record); }),
          this, [this, id](const Result<std::vector<BudgetAlert>> &stored) { endRecord(id, stored); });
}

void RunRecorder::endRecord(RunId id, const Result<std::vector<BudgetAlert>> &outcome)
{
    Unstored &unstored = m_unstored.at(id);
    unstored.writing = false;
    if (outcome) {
        const RunRecord record = std::move(unstored.record);
        m_unstored.erase(id);
        if (m_unstored.empty()) m_retry.stop();
        Q_EMIT stored(record);
        for (const BudgetAlert &alert : *outcome)
            Q_EMIT budgetCrossed(alert);
    } else {
        if (!m_retry.isActive()) m_retry.start();
        const bool first = !std::exchange(unstored.failed, true);
        const RunRecord record = unstored.record;
        if (first) Q_EMIT storeFailed(record, outcome.error());
    }
    answered();
}

void RunRecorder::answered()
{
    if (--m_writes > 0) return;
    for (QPromise<Done> &promise : std::exchange(m_flushes, {})) {
        promise.addResult(Done{});
        promise.finish();
    }
}

} // namespace burin

#include "app/telemetry/spansender.h"

#include "core/base/await.h"
#include "core/base/redact.h"
#include "core/net/httpstream.h"
#include "core/store/dbthread.h"
#include "core/store/portableruns.h"

#include <QRandomGenerator>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace burin {

namespace {

using namespace std::chrono_literals;
using Fate = SpanVerdict::Fate;

constexpr int RunsInRequest = 20;
constexpr qint64 AnswerCap = 1024 * 1024;
constexpr HttpTimeouts Limits{.connect = 5s, .firstContent = 15s, .idle = 15s, .total = 30s};

std::vector<RunId> idsOf(const std::vector<QueuedRun> &runs)
{
    std::vector<RunId> ids;
    for (const QueuedRun &queued : runs)
        ids.push_back(queued.run);
    return ids;
}

} // namespace

SpanSender::SpanSender(DbThread &database, QObject *parent)
    : QObject(parent), m_database(database), m_most(RunsInRequest)
{
    m_timer.setSingleShot(true);
    m_flushTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SpanSender::wake);
    connect(&m_flushTimer, &QTimer::timeout, this, &SpanSender::endFlush);
}

SpanSender::~SpanSender()
{
    endFlush();
    delete m_stream; // before the lease
}

void SpanSender::setTarget(const Telemetry &telemetry, const Secret &key)
{
    m_telemetry = telemetry;
    m_key = key;
    m_pausedUntil = {};
    m_failures = 0;
    m_told = false;
    m_renewed = m_busy;
    wake();
}

void SpanSender::retryNow()
{
    m_pausedUntil = {};
    await(m_database.run(&hastenSpans), this, [this](const Outcome &) { wake(); });
}

void SpanSender::wake()
{
    m_again = m_busy;
    if (m_busy) return;
    if (!m_telemetry.isOn()) return endFlush();
    const qint64 pause = QDateTime::currentDateTimeUtc().msecsTo(m_pausedUntil);
    if (m_pausedUntil.isValid() && pause > 0) {
        m_timer.start(std::chrono::milliseconds(pause));
        return endFlush();
    }
    claim();
}

QFuture<int> SpanSender::flush(std::chrono::milliseconds limit)
{
    Q_ASSERT(!m_flush);
    m_flush.emplace();
    m_flush->start();
    m_flushed = 0;
    QFuture<int> future = m_flush->future();
    m_flushTimer.start(limit);
    wake();
    return future;
}

void SpanSender::claim()
{
    m_busy = true;
    const auto take = [most = m_most](const QSqlDatabase &db) {
        return claimSpans(db, QDateTime::currentDateTimeUtc(), most);
    };
    await(m_database.run(take), this, [this](const Result<std::vector<QueuedRun>> &runs) {
        if (!runs) return idle(true); // the store's own troubles are told elsewhere
        if (runs->empty()) return idle(false);
        prepare(*runs);
    });
}

void SpanSender::prepare(const std::vector<QueuedRun> &runs)
{
    const auto load = [ids = idsOf(runs)](const QSqlDatabase &db) { return loadPortableRuns(db, ids); };
    await(m_database.read(load), this, [this, runs](const Result<std::vector<PortableRun>> &loaded) {
        if (!loaded) return idle(true);
        if (loaded->empty()) return forget(runs); // they were deleted meanwhile
        const auto write = [runs = *loaded, content = m_telemetry.content] { return otlpTraces(runs, content); };
        await(QtConcurrent::run(write), this, [this, runs](const QByteArray &body) { send({runs, body}); });
    });
}

void SpanSender::send(const Batch &batch)
{
    if (!m_telemetry.isOn()) return idle(false); // switched off meanwhile
    m_batch = batch;
    m_answer.clear();
    m_lease.emplace(m_pool.acquire());
    m_stream = new HttpStream(m_lease->manager(), spanRequest(m_telemetry, m_key, batch.body),
                              {.timeouts = Limits, .byteCap = AnswerCap}, this);
    connect(m_stream, &HttpStream::bytesReceived, this, [this](const QByteArray &bytes) {
        m_answer += bytes;
        m_stream->noteContent();
    });
    connect(m_stream, &HttpStream::finished, this, &SpanSender::judge);
    m_stream->start();
}

void SpanSender::judge(const HttpResult &result)
{
    m_stream->deleteLater();
    m_stream = nullptr;
    const double jitter = QRandomGenerator::global()->generateDouble();
    const SpanVerdict verdict = spanVerdict(result, m_answer, m_failures, jitter);
    if (verdict.fate == Fate::Taken)
        take(verdict);
    else if (verdict.fate == Fate::Smaller)
        divide(verdict);
    else
        postpone(verdict);
}

void SpanSender::take(const SpanVerdict &verdict)
{
    m_failures = 0;
    m_renewed = false;
    m_told = m_told && !verdict.problem.isEmpty();
    if (!verdict.problem.isEmpty()) tell(verdict.problem);
    await(m_database.run([runs = m_batch.runs](const QSqlDatabase &db) { return forgetSpans(db, runs); }), this,
          [this, count = int(m_batch.runs.size())](const Outcome &forgotten) {
              if (!forgotten) return idle(true); // sent again later, as the same spans
              m_flushed += count;
              m_most = RunsInRequest;
              Q_EMIT delivered(count);
              claim();
          });
}

/// One by one it shows which run it is; that one can only be given up.
void SpanSender::divide(const SpanVerdict &verdict)
{
    if (m_batch.runs.size() > 1) {
        m_most = 1;
        return claim(); // what was claimed is free again
    }
    tell(verdict.problem);
    forget(m_batch.runs);
}

void SpanSender::forget(const std::vector<QueuedRun> &runs)
{
    await(m_database.run([runs](const QSqlDatabase &db) { return forgetSpans(db, runs); }), this,
          [this](const Outcome &forgotten) { forgotten ? claim() : idle(true); });
}

void SpanSender::postpone(const SpanVerdict &verdict)
{
    if (std::exchange(m_renewed, false)) return claim(); // it was the other one that failed
    ++m_failures;
    m_pausedUntil = QDateTime::currentDateTimeUtc().addMSecs(verdict.wait.count());
    tell(verdict.problem);
    const auto later = [runs = m_batch.runs, due = m_pausedUntil](const QSqlDatabase &db) {
        return postponeSpans(db, runs, due);
    };
    await(m_database.run(later), this, [this](const Outcome &) { idle(true); });
}

/// Nothing more to do for now.
void SpanSender::idle(bool failed)
{
    m_busy = false;
    m_renewed = false;
    if (!failed && m_again) return wake();
    endFlush();
    await(m_database.run(&spanQueueState), this, [this](const Result<SpanQueueState> &state) {
        constexpr std::chrono::milliseconds AnotherProcess = 30s; // has the rest, and may end without sending it
        if (m_busy || !state || state->waiting == 0 || !m_telemetry.isOn()) return;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const qint64 due = now.msecsTo(std::max(state->due, m_pausedUntil.isValid() ? m_pausedUntil : now));
        m_timer.start(due > 0 ? std::chrono::milliseconds(due) : AnotherProcess);
    });
}

void SpanSender::tell(const QString &problem)
{
    if (std::exchange(m_told, true)) return;
    Q_EMIT failing(redacted(problem, {m_key}));
}

void SpanSender::endFlush()
{
    m_flushTimer.stop();
    if (!m_flush) return;
    m_flush->addResult(m_flushed);
    m_flush->finish();
    m_flush.reset();
}

} // namespace burin

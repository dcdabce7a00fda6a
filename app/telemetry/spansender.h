#pragma once

#include "app/telemetry/spanrequest.h"
#include "app/telemetry/telemetry.h"
#include "core/base/secret.h"
#include "core/net/connectionpool.h"
#include "core/store/spanqueue.h"

#include <QDateTime>
#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <optional>
#include <vector>

namespace burin {

class DbThread;
class HttpStream;

/// Tells the collector of the finished runs in the queue, one request at a time, in the background: nothing waits for
/// it, and nothing is lost with it, since the queue is in the database and a run leaves it with the collector's answer.
/// A run that may have arrived is sent again as the same spans. Lives on one thread; the DbThread must outlive it.
class SpanSender : public QObject {
    Q_OBJECT
public:
    explicit SpanSender(DbThread &database, QObject *parent = nullptr);
    ~SpanSender() override;

    /// From now on runs go there; to nobody when it is off. What is due is tried at once.
    void setTarget(const Telemetry &telemetry, const Secret &key);
    /// The user did something about what went wrong: everything that waits is due at once.
    void retryNow();
    /// There may be something in the queue.
    void wake();
    /// Sends what is due until the queue is empty, the collector fails or @p limit is over; the rest stays queued.
    /// Always ends, with the number of runs that were acknowledged meanwhile.
    QFuture<int> flush(std::chrono::milliseconds limit);

Q_SIGNALS:
    /// Something is wrong; once until it goes well again.
    void failing(const QString &problem);
    /// So many runs were acknowledged.
    void delivered(int runs);

private:
    struct Batch {
        std::vector<QueuedRun> runs;
        QByteArray body;
    };

    void claim();
    void prepare(const std::vector<QueuedRun> &runs);
    void send(const Batch &batch);
    void judge(const HttpResult &result);
    void take(const SpanVerdict &verdict);
    void divide(const SpanVerdict &verdict);
    void forget(const std::vector<QueuedRun> &runs);
    void postpone(const SpanVerdict &verdict);
    void idle(bool failed);
    void tell(const QString &problem);
    void endFlush();

    DbThread &m_database;
    ConnectionPool m_pool;
    std::optional<ConnectionPool::Lease> m_lease;
    Telemetry m_telemetry;
    Secret m_key;
    QTimer m_timer;      ///< To the next try.
    QTimer m_flushTimer; ///< To the end of flush().
    std::optional<QPromise<int>> m_flush;
    int m_flushed = 0;
    QDateTime m_pausedUntil; ///< The collector failed; UTC.
    Batch m_batch;
    QByteArray m_answer;
    HttpStream *m_stream = nullptr;
    int m_most;         ///< Runs in a request.
    int m_failures = 0; ///< One after the other.
    bool m_busy = false;
    bool m_again = false; ///< wake() came meanwhile.
    bool m_told = false;
    bool m_renewed = false; ///< setTarget() came while a request was on its way to the target before.
};

} // namespace burin

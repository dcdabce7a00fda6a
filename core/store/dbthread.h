#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/store/interruption.h"
#include "core/store/openprogress.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QSqlDatabase>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>

namespace burin {

/// The threads that talk to the database: one that writes, and one that only reads, so that a slow search keeps no run
/// waiting to be journalled. Functions run in the order they were given to each; the destructor waits for those already
/// given, but not for searches. While nothing was asked for some time, the first one does upkeep: earlier runs that
/// a migration left (core/store/backlog.h), and the pieces of the search index. Make and destroy it on the same thread.
class DbThread {
public:
    /// Told on the first thread, so it must not wait. Both may be empty.
    struct Watch {
        OpenProgress opening = {};
        std::function<void(qint64 runs)> backlog = {}; ///< How many runs are left to do; 0 = all done.
    };

    explicit DbThread(QString folder) : DbThread(std::move(folder), Watch()) {}
    DbThread(QString folder, Watch watch);
    ~DbThread();
    Q_DISABLE_COPY_MOVE(DbThread)

    /// Runs fn(const QSqlDatabase &) → Result<T> on the thread that writes. When the database could not be opened, the
    /// future has that error and fn is not called.
    template <class F> auto run(F fn) -> QFuture<std::invoke_result_t<F, const QSqlDatabase &>>
    {
        return post(m_writer, std::move(fn), nullptr);
    }
    /// The same where nothing is written; it sees what was committed before it is called.
    template <class F> auto read(F fn) -> QFuture<std::invoke_result_t<F, const QSqlDatabase &>>
    {
        return post(reader(), std::move(fn), nullptr);
    }
    /// The same for what nobody waits for any more once something else is asked for: after the next supersedeSearches()
    /// it is stopped where it is, and the future is cancelled without a result.
    template <class F> auto search(F fn) -> QFuture<std::invoke_result_t<F, const QSqlDatabase &>>
    {
        return post(reader(), std::move(fn), std::make_shared<Interruption>(m_searches));
    }
    void supersedeSearches() { ++m_searches; }

    /// Closes the database once what was given is done; from then on everything is answered with @p why, until
    /// reopen().
    QFuture<Done> close(const Error &why);
    /// Opens the database again if it could not be opened or was closed; does nothing while it is open.
    void reopen();

private:
    /// A thread with its connection, which is used on it only.
    struct Worker {
        QThread thread;
        QObject *context = new QObject;
        QSqlDatabase db;
        std::optional<Error> error;
    };

    template <class F>
    auto post(Worker &worker, F fn, std::shared_ptr<Interruption> interruption)
        -> QFuture<std::invoke_result_t<F, const QSqlDatabase &>>
    {
        using R = std::invoke_result_t<F, const QSqlDatabase &>;
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        QFuture<R> future = promise->future();
        QMetaObject::invokeMethod(worker.context, [this, &worker, promise, interruption, fn = std::move(fn)]() mutable {
            if (worker.error)
                promise->addResult(R(*worker.error));
            else
                answer(worker, *promise, fn, interruption.get());
            promise->finish();
            if (&worker == &m_writer) m_rest->start(Rest);
        });
        return future;
    }

    template <class R, class F>
    static void answer(Worker &worker, QPromise<R> &promise, F &fn, Interruption *interruption)
    {
        const InterruptionScope scope(worker.db, interruption);
        if (!scope.isInterrupted()) {
            R result = fn(std::as_const(worker.db));
            if (!scope.isInterrupted()) return void(promise.addResult(std::move(result)));
        }
        promise.future().cancel();
    }

    static constexpr std::chrono::milliseconds Rest{1'000}; ///< Without being asked, before upkeep begins.

    Worker &reader() { return m_readerIsOpen ? m_reader : m_writer; }
    void open();       ///< On the thread that writes.
    void openReader(); ///< On the thread that reads.
    void keepUp();     ///< On the thread that writes.

    const QString m_folder;
    const Watch m_watch;
    Worker m_writer;
    Worker m_reader;
    QTimer *m_rest; ///< Single shot, on the thread that writes: upkeep is next.
    bool m_hasBacklog = false;
    std::atomic<bool> m_readerIsOpen = false; ///< Until then the other thread answers.
    std::atomic<int> m_searches = 0;          ///< How often they were superseded.
};

} // namespace burin

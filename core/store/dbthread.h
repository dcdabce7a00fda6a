#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QSqlDatabase>
#include <QThread>

#include <memory>
#include <type_traits>

namespace burin {

/// The one thread that talks to the database, with the one connection. Functions run in the order they were given;
/// the destructor waits for those already given. Make and destroy it on the same thread.
class DbThread {
public:
    explicit DbThread(QString folder);
    ~DbThread();
    Q_DISABLE_COPY_MOVE(DbThread)

    /// Runs fn(const QSqlDatabase &) → Result<T> on the thread. When the database could not be opened, the future has
    /// that error and fn is not called.
    template <class F> auto run(F fn) -> QFuture<std::invoke_result_t<F, const QSqlDatabase &>>
    {
        using R = std::invoke_result_t<F, const QSqlDatabase &>;
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        QFuture<R> future = promise->future();
        QMetaObject::invokeMethod(m_onThread, [this, promise, fn = std::move(fn)]() mutable {
            if (m_openError)
                promise->addResult(R(*m_openError));
            else
                promise->addResult(fn(m_db));
            promise->finish();
        });
        return future;
    }

    /// Opens the database again if it could not be opened before; does nothing while it is open.
    void reopen();

private:
    void open(); ///< On m_thread only.

    const QString m_folder;
    QThread m_thread;
    QObject *m_onThread;
    QSqlDatabase m_db;                ///< Used on m_thread only.
    std::optional<Error> m_openError; ///< Used on m_thread only.
};

} // namespace burin

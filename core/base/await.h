#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <memory>
#include <type_traits>
#include <utility>

namespace burin {

/// Calls @p handler(const T &) with the answer once it is there: on the thread of @p context, never from inside
/// await(), not if the future was cancelled without one, and not once @p context is gone. A watcher, because
/// QFuture::then() with a context asserts that it still lives when the answer comes (Qt 6.4).
template <class T, class F> void await(const QFuture<T> &answer, QObject *context, F handler)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, handler = std::move(handler)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0) handler(watcher->result());
                     });
    watcher->setFuture(answer);
}

/// What @p transform(const T &) makes of the answer, under the same conditions; cancelled when they do not hold.
template <class T, class F>
auto mapped(const QFuture<T> &answer, QObject *context, F transform) -> QFuture<std::invoke_result_t<F, const T &>>
{
    auto promise = std::make_shared<QPromise<std::invoke_result_t<F, const T &>>>();
    promise->start();
    await(answer, context, [promise, transform = std::move(transform)](const T &value) mutable {
        promise->addResult(transform(value));
        promise->finish();
    });
    return promise->future();
}

} // namespace burin

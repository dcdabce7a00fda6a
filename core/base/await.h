#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

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

} // namespace burin

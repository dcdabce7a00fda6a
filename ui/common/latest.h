#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

namespace burin {

/// Hands on only the answer to the question asked last: answers to superseded questions are dropped, whenever they
/// come. Belongs to the object that asks, on its thread. Never calls back from within ask().
class Latest {
public:
    /// Calls @p handler(const T &) with the answer, unless ask() or forget() is called before it comes, it is cancelled
    /// or @p context dies. A watcher, because QFuture::then() asserts that its context is alive (Qt 6.4).
    template <class T, class F> void ask(QObject *context, const QFuture<T> &answer, F handler)
    {
        const int question = ++m_question;
        auto *watcher = new QFutureWatcher<T>(context);
        QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                         [this, watcher, question, handler = std::move(handler)] {
                             watcher->deleteLater();
                             if (question == m_question && watcher->future().resultCount() > 0)
                                 handler(watcher->result());
                         });
        watcher->setFuture(answer);
    }
    void forget() { ++m_question; }

private:
    int m_question = 0;
};

} // namespace burin

#pragma once

#include "core/base/await.h"

namespace burin {

/// Hands on only the answer to the question asked last: answers to superseded questions are dropped, whenever they
/// come. Belongs to the object that asks, on its thread. Never calls back from within ask().
class Latest {
public:
    /// Calls @p handler(const T &) with the answer, unless ask() or forget() is called before it comes, it is cancelled
    /// or @p context dies.
    template <class T, class F> void ask(QObject *context, const QFuture<T> &answer, F handler)
    {
        const int question = ++m_question;
        await(answer, context, [this, question, handler = std::move(handler)](const T &value) {
            if (question == m_question) handler(value);
        });
    }
    void forget() { ++m_question; }

private:
    int m_question = 0;
};

} // namespace burin

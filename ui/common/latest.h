#pragma once

#include <QFuture>
#include <QObject>

namespace burin {

/// Hands on only the answer to the question asked last: answers to superseded questions are dropped, whenever they
/// come. Belongs to the object that asks, on its thread.
class Latest {
public:
    /// Calls @p handler(const T &) with the answer, unless ask() or forget() is called before it comes or @p context
    /// dies.
    template <class T, class F> void ask(QObject *context, QFuture<T> answer, F handler)
    {
        const int question = ++m_question;
        answer.then(context, [this, question, handler = std::move(handler)](const T &value) {
            if (question == m_question) handler(value);
        });
    }
    void forget() { ++m_question; }

private:
    int m_question = 0;
};

} // namespace burin

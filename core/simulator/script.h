#pragma once

#include "core/simulator/answer.h"

#include <QByteArray>

namespace burin::simulator {

/// The frames of one answer in their order, made one at a time because a long answer has many.
class AnswerScript {
public:
    /// Server-sent events of a streamed answer, with the scenario's damage in them.
    static AnswerScript streamed(SimulatedAnswer answer, const Scenario &scenario);
    /// One JSON document.
    static AnswerScript document(SimulatedAnswer answer, const Scenario &scenario);

    int size() const { return int(m_steps.size()); }
    QByteArray frame(int step) const;
    /// Whether the frame takes a token's time; the others go out together with the one before.
    bool isToken(int step) const;
    /// The frame from which on the answer is over: an error in the stream comes before it.
    int firstOfEnd() const { return m_firstOfEnd; }
    /// An error object as a frame.
    QByteArray errorFrame() const;

private:
    enum class Kind { Role, Reasoning, Content, Malformed, Finish, Usage, Done, Document };
    struct Step {
        Kind kind;
        int token;
    };

    AnswerScript(SimulatedAnswer answer, const Scenario &scenario);
    QByteArray chunk(const QByteArray &delta, const QByteArray &finishReason) const;
    QByteArray usage() const;
    QByteArray document() const;

    SimulatedAnswer m_answer;
    bool m_usage = true;
    bool m_malformed = false;
    std::vector<Step> m_steps;
    int m_firstOfEnd = 0;
    QByteArray m_prefix; ///< What all chunks begin with.
};

} // namespace burin::simulator

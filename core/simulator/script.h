#pragma once

#include "core/simulator/protocol.h"

#include <QByteArray>

namespace burin::simulator {

/// The frames of one answer in their order, with the scenario's damage in them; made one at a time because a long
/// answer has many.
class AnswerScript {
public:
    enum class Form { Stream, Document };

    AnswerScript(std::unique_ptr<AnswerWriter> writer, const Scenario &scenario, Form form);

    int size() const { return int(m_steps.size()); }
    /// Call once for each step, in their order.
    QByteArray frame(int step);
    /// Whether the frame takes a token's time; the others go out together with the one before.
    bool isToken(int step) const;
    /// The frame from which on the answer is over: an error in the stream comes before it.
    int firstOfEnd() const { return m_firstOfEnd; }
    /// An error object as a frame of the stream.
    QByteArray errorFrame(const Complaint &complaint) const { return m_writer->error(complaint); }
    QByteArray keepAlive() const { return m_writer->keepAlive(); }

private:
    enum class Kind { Piece, EmptyText, LongText, Malformed, Document };
    struct Step {
        Kind kind;
        PartKind part = PartKind::Text;
        int index = 0;
    };

    void layOut(const Scenario &scenario);
    void layOutText(const Scenario &scenario);
    void layOutEnd(const Scenario &scenario);
    void add(PartKind part, int count = 1);
    void add(Kind kind, int count);

    std::unique_ptr<AnswerWriter> m_writer;
    std::vector<Step> m_steps;
    qint64 m_longLine = 0;
    bool m_malformed = false;
    int m_firstOfEnd = 0;
};

} // namespace burin::simulator

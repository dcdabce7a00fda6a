#include "core/simulator/script.h"

#include <algorithm>

namespace burin::simulator {

namespace {

using Ending = Scenario::Ending;

constexpr int MalformedBefore = 3; ///< Damaged frames stand before this token, or at the end of a shorter answer.

} // namespace

AnswerScript::AnswerScript(std::unique_ptr<AnswerWriter> writer, const Scenario &scenario, Form form)
    : m_writer(std::move(writer)), m_longLine(scenario.longLine), m_malformed(scenario.malformedFrames > 0)
{
    if (form == Form::Stream)
        layOut(scenario);
    else
        add(Kind::Document, 1);
}

void AnswerScript::add(PartKind part, int count)
{
    for (int i = 0; i < count; ++i)
        m_steps.push_back({Kind::Piece, part, i});
}

void AnswerScript::add(Kind kind, int count)
{
    for (int i = 0; i < count; ++i)
        m_steps.push_back({kind});
}

void AnswerScript::layOut(const Scenario &scenario)
{
    const SimulatedAnswer &answer = m_writer->answer();
    m_steps.reserve(answer.reasoning.size() + answer.content.size() + 16);
    add(PartKind::Begin);
    if (!answer.reasoning.empty()) {
        add(PartKind::OpenReasoning);
        add(PartKind::Reasoning, int(answer.reasoning.size()));
        add(PartKind::CloseReasoning);
    }
    layOutText(scenario);
    add(PartKind::Refusal, int(answer.refusal.size()));
    add(PartKind::ToolCall, int(answer.toolCalls.size()));
    m_firstOfEnd = size();
    layOutEnd(scenario);
}

void AnswerScript::layOutText(const Scenario &scenario)
{
    const int content = int(m_writer->answer().content.size());
    if (content == 0) {
        add(Kind::Malformed, scenario.malformedFrames);
        return;
    }
    add(PartKind::OpenText);
    add(Kind::EmptyText, scenario.emptyDeltas);
    const int damaged = std::min(content, MalformedBefore);
    for (int i = 0; i < content; ++i) {
        if (i == damaged) add(Kind::Malformed, scenario.malformedFrames);
        m_steps.push_back({Kind::Piece, PartKind::Text, i});
        for (int again = 0; i == 0 && again < scenario.repeats; ++again)
            m_steps.push_back({Kind::Piece, PartKind::Text, i});
    }
    if (damaged == content) add(Kind::Malformed, scenario.malformedFrames);
    if (m_longLine > 0) add(Kind::LongText, 1);
    add(PartKind::CloseText);
}

void AnswerScript::layOutEnd(const Scenario &scenario)
{
    if (scenario.ending == Ending::NoFinish) return;
    const SimulatedAnswer &answer = m_writer->answer();
    add(PartKind::Finish);
    if (answer.reportsUsage()) add(PartKind::Usage, answer.usage == Scenario::UsageReport::Twice ? 2 : 1);
    if (scenario.ending == Ending::NoTerminator) return;
    add(PartKind::End);
    if (!scenario.afterEnd || answer.content.empty()) return;
    m_steps.push_back({Kind::Piece, PartKind::Text, 0});
    add(PartKind::End);
}

bool AnswerScript::isToken(int step) const
{
    const Step &it = m_steps[size_t(step)];
    if (it.kind == Kind::Piece)
        return it.part == PartKind::Reasoning || it.part == PartKind::Text || it.part == PartKind::Refusal;
    return it.kind == Kind::LongText || it.kind == Kind::Document;
}

QByteArray AnswerScript::frame(int step)
{
    const Step &it = m_steps[size_t(step)];
    const SimulatedAnswer &answer = m_writer->answer();
    switch (it.kind) {
    case Kind::EmptyText:
        return m_writer->write({.kind = PartKind::Text, .text = {}});
    case Kind::LongText:
        return m_writer->write({.kind = PartKind::Text, .text = QString(m_longLine, u'x')});
    case Kind::Malformed:
        return m_writer->malformed();
    case Kind::Document: {
        const QByteArray document = m_writer->document();
        return m_malformed ? document.chopped(1) : document;
    }
    case Kind::Piece:
        break;
    }
    Part part{.kind = it.part, .text = {}, .index = it.index};
    if (it.part == PartKind::Reasoning) part.text = answer.reasoning[size_t(it.index)];
    if (it.part == PartKind::Text) part.text = answer.content[size_t(it.index)];
    if (it.part == PartKind::Refusal) part.text = answer.refusal[size_t(it.index)];
    return m_writer->write(part);
}

} // namespace burin::simulator

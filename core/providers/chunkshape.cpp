#include "core/providers/chunkshape.h"

#include <algorithm>

namespace burin {

namespace {

/// Whether JSON writes @p text as it is, between two quotation marks.
bool isPlain(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) { return uchar(c) < 0x20 || c == '"' || c == '\\'; });
}

const QString &textOf(const StreamEvent &event)
{
    const auto *reasoning = std::get_if<ReasoningDelta>(&event);
    return reasoning ? reasoning->text : std::get<TextDelta>(event).text;
}

} // namespace

std::optional<StreamEvent> ChunkShape::eventOf(const Frame &frame) const
{
    if (m_kind == Kind::None || frame.unterminated || !frame.errorField.isEmpty() || frame.event != m_event)
        return std::nullopt;
    const QByteArrayView data(frame.data);
    const qsizetype length = data.size() - m_before.size() - m_after.size();
    if (length <= 0 || !data.startsWith(m_before) || !data.endsWith(m_after)) return std::nullopt;
    const QByteArrayView text = data.sliced(m_before.size(), length);
    if (!isPlain(text)) return std::nullopt;
    if (m_kind == Kind::Reasoning) return ReasoningDelta{QString::fromUtf8(text)};
    return TextDelta{QString::fromUtf8(text)};
}

void ChunkShape::learn(const Frame &frame, const std::vector<StreamEvent> &events)
{
    const Kind kind = kindOf(events);
    if (kind == m_kind && frame.event == m_event && frame.data.startsWith(m_before) && frame.data.endsWith(m_after))
        return; // like those before, but with an escape
    m_kind = Kind::None;
    if (kind == Kind::None || frame.unterminated || !frame.errorField.isEmpty()) return;
    // Without a backslash every string stands there as it is, so the text is a quoted string that occurs; if it occurs
    // only once, it is that one.
    const QByteArray quoted = '"' + textOf(events.front()).toUtf8() + '"';
    const qsizetype at = frame.data.indexOf(quoted);
    if (at < 0 || frame.data.contains('\\') || frame.data.indexOf(quoted, at + 1) >= 0) return;
    m_kind = kind;
    m_event = frame.event;
    m_before = frame.data.first(at + 1);
    m_after = frame.data.sliced(at + quoted.size() - 1);
}

ChunkShape::Kind ChunkShape::kindOf(const std::vector<StreamEvent> &events)
{
    if (events.size() != 1) return Kind::None;
    if (std::holds_alternative<TextDelta>(events.front())) return Kind::Text;
    return std::holds_alternative<ReasoningDelta>(events.front()) ? Kind::Reasoning : Kind::None;
}

} // namespace burin

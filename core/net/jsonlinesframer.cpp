#include "core/net/jsonlinesframer.h"

#include "core/net/utf8.h"

namespace burin {

std::vector<Frame> JsonLinesFramer::feed(QByteArrayView bytes)
{
    std::vector<Frame> frames;
    if (exceeded()) return frames;
    m_lines.start(bytes);
    while (const std::optional<QByteArrayView> line = m_lines.next()) {
        if (std::optional<Frame> frame = frameOf(*line)) frames.push_back(*std::move(frame));
    }
    return frames;
}

std::vector<Frame> JsonLinesFramer::finish()
{
    if (exceeded() || std::exchange(m_finished, true)) return {};
    const QByteArray pending = withoutCutCharacter(m_lines.pending().toByteArray());
    std::optional<Frame> frame = frameOf(pending);
    if (!frame) return {};
    frame->unterminated = true;
    return {*std::move(frame)};
}

std::optional<Frame> JsonLinesFramer::frameOf(QByteArrayView line)
{
    if (std::exchange(m_atFirstLine, false) && line.startsWith("\xEF\xBB\xBF")) line = line.sliced(3);
    if (line.endsWith('\r')) line.chop(1);
    if (line.trimmed().isEmpty()) return std::nullopt;
    Frame frame;
    frame.kind = Frame::Kind::Line;
    frame.data = repairedUtf8(line.toByteArray());
    return frame;
}

} // namespace burin

#include "core/net/sseframer.h"

#include "core/net/utf8.h"

#include <algorithm>
#include <limits>

namespace burin {

namespace {

const QByteArray &defaultEvent()
{
    static const QByteArray name("message");
    return name;
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

} // namespace

std::vector<Frame> SseFramer::feed(QByteArrayView bytes)
{
    std::vector<Frame> frames;
    if (exceeded()) return frames;
    m_lines.start(bytes);
    while (!m_tooLarge) {
        const std::optional<QByteArrayView> line = m_lines.next();
        if (!line) break;
        read(withoutByteOrderMark(*line), frames);
    }
    return frames;
}

std::vector<Frame> SseFramer::finish()
{
    if (exceeded()) return {};
    // Of a line that has no end only what can be text is taken: half an id or event name would be a wrong one.
    const QByteArrayView pending = withoutByteOrderMark(m_lines.pending());
    const Field field = fieldOf(pending);
    if ((field.name == "data" || field.name == "error") && !field.value.isEmpty()) apply(field);
    m_lines = LineCutter(LineCutter::Ends::LineFeedOrReturn, m_caps.line);
    m_data = withoutCutCharacter(std::move(m_data));
    m_errorField = withoutCutCharacter(std::move(m_errorField));
    const bool holdsData = !m_data.isEmpty() || !m_errorField.isEmpty();
    Frame frame = takeEvent();
    if (!holdsData || m_tooLarge) return {};
    frame.unterminated = true;
    return {std::move(frame)};
}

QByteArrayView SseFramer::withoutByteOrderMark(QByteArrayView line)
{
    const bool first = std::exchange(m_atFirstLine, false);
    return first && line.startsWith("\xEF\xBB\xBF") ? line.sliced(3) : line;
}

SseFramer::Field SseFramer::fieldOf(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 0) return {line, {}};
    const QByteArrayView value = line.sliced(colon + 1);
    return {line.first(colon), value.startsWith(' ') ? value.sliced(1) : value};
}

void SseFramer::read(QByteArrayView line, std::vector<Frame> &frames)
{
    if (line.isEmpty()) {
        const bool dispatches = m_hasData || !m_errorField.isEmpty();
        Frame frame = takeEvent();
        if (dispatches) frames.push_back(std::move(frame));
    } else if (line.front() == ':') {
        frames.push_back({.kind = Frame::Kind::Comment,
                          .event = defaultEvent(),
                          .data = repairedUtf8(line.sliced(1).toByteArray()),
                          .id = {},
                          .errorField = {}});
    } else {
        apply(fieldOf(line));
    }
}

void SseFramer::apply(const Field &field)
{
    if (field.name == "data")
        addData(field.value);
    else if (field.name == "event")
        m_event = repairedUtf8(field.value.toByteArray());
    else if (field.name == "id" && !field.value.contains('\0'))
        m_id = repairedUtf8(field.value.toByteArray());
    else if (field.name == "retry")
        setRetry(field.value);
    else if (field.name == "error")
        m_errorField = field.value.toByteArray();
}

void SseFramer::addData(QByteArrayView value)
{
    m_tooLarge = m_data.size() + value.size() + 1 > m_caps.event;
    if (m_tooLarge) return;
    if (m_hasData) m_data.append('\n');
    m_data.append(value);
    m_hasData = true;
}

void SseFramer::setRetry(QByteArrayView value)
{
    if (value.isEmpty() || !std::all_of(value.begin(), value.end(), isDigit)) return;
    qint64 milliseconds = 0;
    for (const char digit : value) {
        if (milliseconds > (std::numeric_limits<qint64>::max() - 9) / 10) {
            milliseconds = std::numeric_limits<qint64>::max();
            break;
        }
        milliseconds = milliseconds * 10 + (digit - '0');
    }
    m_retry = milliseconds;
}

/// What the fields so far make; the next event starts anew, but for the id, which stays.
Frame SseFramer::takeEvent()
{
    m_hasData = false;
    return {.kind = Frame::Kind::Event,
            .event = m_event.isEmpty() ? defaultEvent() : std::exchange(m_event, {}),
            .data = repairedUtf8(std::exchange(m_data, {})),
            .id = m_id,
            .errorField = repairedUtf8(std::exchange(m_errorField, {}))};
}

} // namespace burin

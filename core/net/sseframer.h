#pragma once

#include "core/net/linecutter.h"
#include "core/net/streamframer.h"

namespace burin {

/// Server-sent events by the rules of the WHATWG HTML standard, always as UTF-8, with these differences: comments are
/// frames too; a field named "error" is kept and dispatches like data; what is pending at the end of the stream is
/// given by finish() and flagged, where the standard drops it; lines and events have a cap; nothing reconnects.
class SseFramer : public StreamFramer {
public:
    explicit SseFramer(FramerCaps caps) : m_caps(caps), m_lines(LineCutter::Ends::LineFeedOrReturn, caps.line) {}

    std::vector<Frame> feed(QByteArrayView bytes) override;
    std::vector<Frame> finish() override;
    bool exceeded() const override { return m_tooLarge || m_lines.exceeded(); }
    std::optional<qint64> retryMilliseconds() const override { return m_retry; }

private:
    struct Field {
        QByteArrayView name;
        QByteArrayView value;
    };

    QByteArrayView withoutByteOrderMark(QByteArrayView line);
    static Field fieldOf(QByteArrayView line);
    void read(QByteArrayView line, std::vector<Frame> &frames);
    void apply(const Field &field);
    void addData(QByteArrayView value);
    void setRetry(QByteArrayView value);
    Frame takeEvent();

    FramerCaps m_caps;
    LineCutter m_lines;
    QByteArray m_event;
    QByteArray m_data;
    QByteArray m_id;
    QByteArray m_errorField;
    std::optional<qint64> m_retry;
    bool m_atFirstLine = true;
    bool m_hasData = false;
    bool m_tooLarge = false;
};

} // namespace burin

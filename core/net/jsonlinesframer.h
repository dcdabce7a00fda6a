#pragma once

#include "core/net/linecutter.h"
#include "core/net/streamframer.h"

namespace burin {

/// One JSON text a line (NDJSON): LF or CR LF ends a line, blank lines are skipped. It does not read the JSON.
class JsonLinesFramer : public StreamFramer {
public:
    explicit JsonLinesFramer(FramerCaps caps) : m_lines(LineCutter::Ends::LineFeed, caps.line) {}

    std::vector<Frame> feed(QByteArrayView bytes) override;
    std::vector<Frame> finish() override;
    bool exceeded() const override { return m_lines.exceeded(); }

private:
    std::optional<Frame> frameOf(QByteArrayView line);

    LineCutter m_lines;
    bool m_atFirstLine = true;
    bool m_finished = false;
};

} // namespace burin

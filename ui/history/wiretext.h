#pragma once

#include "core/domain/recording.h"
#include "core/domain/run.h"

namespace burin {

enum class BodyForm { Pretty, Raw };

/// What was sent and what came back, as texts. Without secrets, as a recording is.
struct WireText {
    QString request;
    QString response;
    bool operator==(const WireText &) const = default;
};

/// Request line and headers, a blank line, the body; status and headers, a blank line, the body. Pretty: JSON is
/// indented, also that of the frames of a stream. Takes its time for a large one: call it in the pool. Any thread.
WireText wireText(const WireRecording &recording, BodyForm form);
/// The body alone, where a run has no recording.
QString bodyText(const QByteArray &body, BodyForm form);

} // namespace burin

#pragma once

#include "core/domain/replay.h"
#include "ui/common/factlist.h"

#include <vector>

namespace burin {

// What a recording tells, as values; all texts are ready to be shown as plain text.

/// "0.62 s", "0.4 ms": as formatDuration(), finer where it is short.
QString formatMoment(std::chrono::microseconds time);
/// The timeline in a sentence, for those who do not see it.
QString paceSentence(const ReplayTimeline &timeline);
std::vector<Fact> replayFacts(const Replay &replay);
/// How long the silences between pieces were.
std::vector<Fact> gapFacts(const ReplayTimeline &timeline);
/// Request line and headers, then status and headers of the response.
QString headersText(const WireRecording &recording);
/// What was there at @p moment: reasoning, then the answer.
QString textAt(const ReplayTimeline &timeline, const ReplayMoment &moment);
/// Why a run has no recording.
QString whyNothingWasRecorded(const RunRecord &record);

} // namespace burin

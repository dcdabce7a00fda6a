#pragma once

#include "core/domain/replay.h"
#include "core/engine/answer.h"

namespace burin {

/// What the engine makes of a recording: the same answer and the same verdict as when it was made. Pure.
struct ReplayResult {
    Answer answer;
    std::optional<Error> error; ///< Nullopt also where the recording ends before the answer did (bytesLeftOut).
    RunStatus status = RunStatus::Failed;
    ReplayTimeline timeline;
};

/// Plays @p recording to the decoder of its wire format, piece by piece. BadParameter if there is none of that kind.
Result<ReplayResult> playThrough(const WireRecording &recording);

/// The same for those who show it.
Result<Replay> replayOf(const WireRecording &recording);
/// One after the other; the first that cannot be played is the error.
Result<std::vector<Replay>> replaysOf(const std::vector<WireRecording> &recordings);

} // namespace burin

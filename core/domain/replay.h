#pragma once

#include "core/domain/error.h"
#include "core/domain/recording.h"
#include "core/domain/run.h"

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace burin {

using std::chrono::microseconds;

/// How much of an answer was there; lengths in UTF-16 units.
struct ReplayMoment {
    qsizetype points = 0; ///< Pieces with content, tool calls included.
    qsizetype text = 0;
    qsizetype reasoning = 0;
    qsizetype refusal = 0;
    bool operator==(const ReplayMoment &) const = default;
};

/// Content arrived; the moment counts it in.
struct ReplayPoint {
    microseconds at{0}; ///< Since the attempt began.
    ReplayMoment moment;
    bool operator==(const ReplayPoint &) const = default;
};

/// An answer over time, as the decoder understood its recording.
struct ReplayTimeline {
    std::vector<ReplayPoint> points; ///< Never earlier than the one before.
    QString text;
    QString reasoning;
    QString refusal;
    microseconds end{0}; ///< Of the attempt; not before the last point.
    bool operator==(const ReplayTimeline &) const = default;
};

/// What was there at @p time: everything that arrived then or earlier.
ReplayMoment momentAt(const ReplayTimeline &timeline, microseconds time);

/// Silence between two pieces of content.
struct ReplayGap {
    microseconds from{0};
    microseconds to{0};
    microseconds length() const { return to - from; }
    bool operator==(const ReplayGap &) const = default;
};

/// How an answer came. What a timeline of too few points cannot tell is absent.
struct ReplayPace {
    std::optional<microseconds> firstContent;
    qsizetype gaps = 0; ///< Between pieces of content.
    std::optional<microseconds> medianGap;
    std::optional<microseconds> slowGap; ///< 95 of 100 gaps are no longer (nearest rank).
    std::optional<ReplayGap> longestGap; ///< The first of several.
    bool operator==(const ReplayPace &) const = default;
};

ReplayPace paceOf(const ReplayTimeline &timeline);
/// The silences between pieces of content, in their order.
std::vector<ReplayGap> gapsOf(const ReplayTimeline &timeline);

/// A recording with what became of it when it was played to the decoder.
struct Replay {
    WireRecording recording;
    ReplayTimeline timeline;
    RunStatus status = RunStatus::Failed;
    std::optional<Error> error;
};

/// The bytes of the response's body that were recorded.
qint64 recordedBytes(const WireRecording &recording);

} // namespace burin

Q_DECLARE_METATYPE(burin::Replay)

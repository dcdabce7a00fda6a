#include "core/domain/replay.h"

#include <algorithm>
#include <numeric>

namespace burin {

namespace {

std::vector<ReplayGap> gapsOf(const ReplayTimeline &timeline)
{
    std::vector<ReplayGap> gaps;
    for (size_t i = 1; i < timeline.points.size(); ++i)
        gaps.push_back({timeline.points[i - 1].at, timeline.points[i].at});
    return gaps;
}

/// The lower one of two in the middle, so that it is a gap that was there.
microseconds medianOf(std::vector<ReplayGap> gaps)
{
    const auto middle = gaps.begin() + qsizetype((gaps.size() - 1) / 2);
    std::ranges::nth_element(gaps, middle, {}, &ReplayGap::length);
    return middle->length();
}

} // namespace

ReplayMoment momentAt(const ReplayTimeline &timeline, microseconds time)
{
    const auto next = std::ranges::upper_bound(timeline.points, time, {}, &ReplayPoint::at);
    return next == timeline.points.begin() ? ReplayMoment() : std::prev(next)->moment;
}

ReplayPace paceOf(const ReplayTimeline &timeline)
{
    ReplayPace pace;
    if (!timeline.points.empty()) pace.firstContent = timeline.points.front().at;
    const std::vector<ReplayGap> gaps = gapsOf(timeline);
    if (gaps.empty()) return pace;
    pace.medianGap = medianOf(gaps);
    pace.longestGap = *std::ranges::max_element(gaps, {}, &ReplayGap::length);
    return pace;
}

qint64 recordedBytes(const WireRecording &recording)
{
    return std::accumulate(recording.pieces.begin(), recording.pieces.end(), qint64(0),
                           [](qint64 sum, const WirePiece &piece) { return sum + piece.bytes.size(); });
}

} // namespace burin

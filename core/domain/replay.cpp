#include "core/domain/replay.h"

#include <algorithm>
#include <numeric>

namespace burin {

namespace {

/// The gap at a nearest rank: one that was there. @p gaps is in order of length and not empty.
microseconds gapAt(const std::vector<ReplayGap> &gaps, qsizetype percent)
{
    const qsizetype rank = (qsizetype(gaps.size()) * percent + 99) / 100;
    return gaps[size_t(std::max<qsizetype>(1, rank) - 1)].length();
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
    std::vector<ReplayGap> gaps = gapsOf(timeline);
    pace.gaps = qsizetype(gaps.size());
    if (gaps.empty()) return pace;
    pace.longestGap = *std::ranges::max_element(gaps, {}, &ReplayGap::length);
    std::ranges::stable_sort(gaps, {}, &ReplayGap::length);
    pace.medianGap = gapAt(gaps, 50);
    pace.slowGap = gapAt(gaps, 95);
    return pace;
}

std::vector<ReplayGap> gapsOf(const ReplayTimeline &timeline)
{
    std::vector<ReplayGap> gaps;
    for (size_t i = 1; i < timeline.points.size(); ++i)
        gaps.push_back({timeline.points[i - 1].at, timeline.points[i].at});
    return gaps;
}

qint64 recordedBytes(const WireRecording &recording)
{
    return std::accumulate(recording.pieces.begin(), recording.pieces.end(), qint64(0),
                           [](qint64 sum, const WirePiece &piece) { return sum + piece.bytes.size(); });
}

} // namespace burin

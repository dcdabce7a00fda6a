#pragma once

#include "core/net/streamframer.h"
#include "tests/fuzz/fuzzing.h"

namespace burin::fuzz {

struct Framed {
    std::vector<Frame> frames;
    std::optional<qint64> retry;
    bool exceeded = false;
    bool operator==(const Framed &) const = default;
};

/// Small caps, so that they are reached.
inline constexpr FramerCaps SmallCaps{.line = 512, .event = 1024};

inline Framed framed(Framing framing, const std::vector<QByteArray> &parts)
{
    const std::unique_ptr<StreamFramer> framer = makeFramer(framing, SmallCaps);
    Framed result;
    for (const QByteArray &part : parts) {
        const std::vector<Frame> frames = framer->feed(part);
        result.frames.insert(result.frames.end(), frames.begin(), frames.end());
    }
    const std::vector<Frame> rest = framer->finish();
    result.frames.insert(result.frames.end(), rest.begin(), rest.end());
    result.retry = framer->retryMilliseconds();
    result.exceeded = framer->exceeded();
    return result;
}

/// The same frames, however the bytes arrive.
inline void checkFraming(Framing framing, const QByteArray &bytes)
{
    const Framed whole = framed(framing, {bytes});
    require(framed(framing, singleBytes(bytes)) == whole, "frames of single bytes differ from those of the whole");
    require(framed(framing, pieces(bytes)) == whole, "frames of pieces differ from those of the whole");
    // The cap counts what came; a byte that is no UTF-8 becomes the three of U+FFFD.
    for (const Frame &frame : whole.frames)
        require(frame.data.size() <= 3 * SmallCaps.event, "a frame is larger than its cap");
}

} // namespace burin::fuzz

#pragma once

#include "core/net/streamframer.h"

#include <QRandomGenerator>

namespace burin {

/// All frames of @p bytes when they arrive in pieces of @p sizes, the last size for all the rest.
inline std::vector<Frame> framesInPieces(StreamFramer &framer, QByteArrayView bytes, const QList<qsizetype> &sizes)
{
    std::vector<Frame> frames;
    for (qsizetype index = 0; !bytes.isEmpty(); ++index) {
        const qsizetype size = std::min(sizes.value(index, sizes.last()), bytes.size());
        const std::vector<Frame> more = framer.feed(bytes.first(size));
        frames.insert(frames.end(), more.begin(), more.end());
        bytes = bytes.sliced(size);
    }
    const std::vector<Frame> last = framer.finish();
    frames.insert(frames.end(), last.begin(), last.end());
    return frames;
}

/// The ways to cut @p size bytes that every case is read with: whole, byte by byte, and at random places.
inline QList<QList<qsizetype>> waysToCut(qsizetype size)
{
    QList<QList<qsizetype>> ways = {{std::max<qsizetype>(size, 1)}, {1}, {2}, {3}};
    QRandomGenerator random(20240607);
    for (int way = 0; way < 40; ++way) {
        QList<qsizetype> sizes;
        for (qsizetype sum = 0; sum < size; sum += sizes.last())
            sizes.append(1 + random.bounded(way % 2 ? 5 : 40));
        sizes.append(1);
        ways.append(sizes);
    }
    return ways;
}

} // namespace burin

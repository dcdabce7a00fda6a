#pragma once

#include "core/net/httprequest.h"

#include <QDateTime>
#include <QString>

namespace burin {

/// What a collector's answer means for the runs that were sent.
struct SpanVerdict {
    enum class Fate {
        Taken,   ///< Acknowledged.
        Later,   ///< Busy, not reachable, or nobody knows: the same spans again.
        Smaller, ///< Something in it is not understood, or it is too large: fewer at a time.
        Wrong,   ///< The address or the key: it needs the user, and is tried again now and then.
    };
    Fate fate = Fate::Taken;
    std::chrono::milliseconds wait{0}; ///< Of Later and Wrong: before the next try.
    QString problem;                   ///< For the user; empty when all is well.
};

/// Pure. As the OTLP/HTTP specification says: 429, 502, 503 and 504 are to be tried again, after Retry-After if there
/// is one; a 200 may say that some spans were rejected, and then they must not be sent again. A connection that broke
/// may have delivered: the same ids make it no second trace. @p tries failed before, @p jitter is in [0, 1).
SpanVerdict spanVerdict(const HttpResult &result, const QByteArray &body, int tries, double jitter);

} // namespace burin

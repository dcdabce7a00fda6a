#pragma once

#include "core/domain/provider.h"
#include "core/domain/recording.h"
#include "core/net/httprequest.h"

#include <chrono>

namespace burin {

/// Makes the recording of one attempt while it happens. A builder of values: no I/O, no clock; all times are given to
/// it and count from the attempt's beginning.
///
/// What it hands out holds no secret. Headers that carry credentials are left out; the key is overwritten wherever it
/// comes back, in any spelling that redacted() knows, with as many asterisks, so that no byte changes its place; and
/// the body of an error goes through redacted().
class WireCapture {
public:
    /// Keeps at most @p cap bytes of the response's body. The key of @p request is held until finish().
    WireCapture(const ProviderProfile &profile, const HttpRequest &request, qint64 cap);

    void takeHead(std::chrono::microseconds at, int status, const HttpHeaders &headers);
    void takeBytes(std::chrono::microseconds at, const QByteArray &bytes);
    /// The whole; call once, at the end.
    WireRecording finish(std::chrono::microseconds at, TransportFault fault);

private:
    WireRecording m_recording;
    Secret m_key;
    qint64 m_room; ///< Bytes that may still be kept.
};

/// "idle_timeout", "closed_late", … as in recordings; empty for None.
QString faultName(TransportFault fault);
/// The fault of such a name; Other for one that is unknown.
TransportFault faultNamed(const QString &name);

} // namespace burin

#pragma once

#include "core/domain/run.h"
#include "core/engine/answer.h"
#include "core/net/httprequest.h"

#include <QByteArray>

namespace burin {

class Provider;

/// All that is known when an attempt's response has ended.
struct ResponseFacts {
    const Provider &provider;
    const ProviderProfile &profile;
    const HttpResult &result;
    HttpTimeouts timeouts;
    const Answer &answer;
    QByteArray errorBody;
    std::optional<Error> problem; ///< Of the reader.
    qint64 bytes = 0;
};

/// Why the attempt failed, or nullopt when the answer is complete or was cancelled. Only the protocol's own end counts
/// as an end: a connection that closes without an error proves nothing. Pure.
std::optional<Error> judge(const ResponseFacts &facts);

/// The status of a run whose last attempt ended so.
RunStatus statusOf(const Answer &answer, const std::optional<Error> &error, TransportFault fault);

/// What the attempt may have cost.
Billing billingOf(const Answer &answer, const std::optional<Error> &error, const HttpResult &result);

} // namespace burin

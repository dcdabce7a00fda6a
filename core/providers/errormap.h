#pragma once

#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/net/httprequest.h"

#include <QByteArray>

namespace burin {

/// The error of a transport that failed by itself; @p timeouts fill the sentences. Cancelled and None have none.
std::optional<Error> transportError(const ProviderProfile &profile, const HttpResult &result,
                                    const HttpTimeouts &timeouts);

/// The error that status and headers alone tell (redirects, 1xx, 204 and 304 included); codecs refine it by the body.
Error statusError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body);

} // namespace burin

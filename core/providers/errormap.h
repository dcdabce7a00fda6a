#pragma once

#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/net/httprequest.h"

#include <QByteArray>
#include <QJsonValue>

namespace burin {

/// The error of a transport that failed by itself; @p timeouts fill the sentences. Cancelled and None have none.
std::optional<Error> transportError(const ProviderProfile &profile, const HttpResult &result,
                                    const HttpTimeouts &timeouts);

/// The error of a refusal: the status decides, the vendors' codes in @p body refine it. Redirects, 1xx, 204 and 304
/// included. @p head has the status and the headers. For a model that is unknown or retired the caller adds its name
/// as the argument.
Error statusError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body);

/// The error that a provider reports inside an answer with status 200: the value of its "error" field, or the whole
/// object. Its codes decide; without a known one it is ErrorInStream.
Error reportedError(const ProviderProfile &profile, const QJsonValue &value);

/// Why a whole answer with status 200 is no answer: a web page, nothing at all, or something else.
Error wholeBodyError(const ProviderProfile &profile, const QByteArray &body);

/// The provider's name of the request, for its support; empty if it gave none.
QString requestIdOf(const HttpHeaders &headers);

} // namespace burin

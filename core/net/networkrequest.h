#pragma once

#include "core/net/httprequest.h"

#include <QNetworkRequest>

namespace burin {

/// Why @p request must not be sent: no http(s) URL, or a header that would break the head apart. Empty if it may.
QString reasonNotToSend(const HttpRequest &request);

/// @p request for Qt: HTTP/1.1, manual redirects, no compression, no cookies, no cache, no stored credentials, the
/// upload not buffered, and no header of Qt's own choice that tells about the user's system.
QNetworkRequest toNetworkRequest(const HttpRequest &request);

} // namespace burin

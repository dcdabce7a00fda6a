#pragma once

#include "core/base/secret.h"

#include <QString>

#include <vector>

namespace burin {

/// @p text with everything that looks like a credential replaced by "[redacted]": the @p known secrets (four bytes or
/// more; also percent-encoded, in hex, reversed, as UTF-16 and inside base64), values of Authorization headers,
/// key-like members and URL parameters, cookies, signatures and passwords in URLs, bearer tokens, and the vendors' key
/// shapes (sk-…, AIza…, gsk_…, xai-…). Idempotent. Apply it to every text that comes from the network or an error
/// string before it is stored, shown or logged.
QString redacted(QString text, const std::vector<Secret> &known = {});

/// The same with every secret that rememberSecret() was told of: for what leaves the program (log, stderr, clipboard).
QString redactedForOutput(const QString &text);

} // namespace burin

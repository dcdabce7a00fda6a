#pragma once

#include <QString>

#include <vector>

namespace burin {

class Secret;

/// @p text with everything that looks like a credential replaced by "[redacted]": the @p known secrets (four bytes or
/// more; also percent-encoded, base64 and hex), values of Authorization headers, key-like members and URL parameters,
/// passwords in URLs, bearer tokens, and the vendors' key shapes (sk-…, AIza…, gsk_…, xai-…). Idempotent.
/// Apply it to every text that comes from the network or an error string before it is stored, shown or logged.
QString redacted(QString text, const std::vector<Secret> &known = {});

} // namespace burin

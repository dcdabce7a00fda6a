#pragma once

#include <QString>

#include <vector>

namespace burin {

class Secret;

/// @p text with everything that looks like a credential replaced by "[redacted]": the @p known secrets, then the
/// vendors' key shapes (sk-…, AIza…, gsk_…, xai-…), Authorization headers and key-like URL parameters.
/// Apply it to every text that comes from the network or an error string before it is stored, shown or logged.
QString redacted(QString text, const std::vector<Secret> &known = {});

} // namespace burin

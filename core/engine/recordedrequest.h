#pragma once

#include "core/domain/run.h"
#include "core/net/httprequest.h"

#include <optional>

namespace burin {

/// The id of the provider that the last attempt of @p record was sent to: its own, or that of a fallback.
QString lastProviderOf(const RunRecord &record);

/// The last request of @p record, with the body that was really sent and the address and headers that @p provider (see
/// lastProviderOf) has now. It has the header of a key, and in it no key of anybody. Nullopt where none was sent.
std::optional<HttpRequest> recordedRequest(const RunRecord &record, const ProviderProfile &provider);

} // namespace burin

#include "core/engine/recordedrequest.h"

#include "core/providers/provider.h"
#include "core/providers/registry.h"

namespace burin {

QString lastProviderOf(const RunRecord &record)
{
    const bool elsewhere = !record.attempts.empty() && !record.attempts.back().providerId.isEmpty();
    return elsewhere ? record.attempts.back().providerId : record.providerId;
}

std::optional<HttpRequest> recordedRequest(const RunRecord &record, const ProviderProfile &provider)
{
    const Provider *codec = providerFor(provider.kind);
    if (!codec || record.requestJson.isEmpty()) return std::nullopt;
    ChatRequest chat; // decides the address, nothing more
    chat.model = record.draft.model;
    if (!record.attempts.empty() && !record.attempts.back().modelRequested.isEmpty())
        chat.model = record.attempts.back().modelRequested;
    HttpRequest request = codec->encode(provider, chat, Secret("none"));
    request.body = record.requestJson;
    return request;
}

} // namespace burin

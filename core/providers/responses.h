#pragma once

#include "core/providers/openai.h"

namespace burin {

/// OpenAI's Responses, which its reasoning models prefer. Nothing is kept at the vendor unless the user asks for it.
class ResponsesProvider : public OpenAiProvider {
public:
    HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const override;
    std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const override;
    std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const override;
    bool continuesAssistant(const ProviderProfile &, const QString &) const override { return false; }
    std::optional<HttpRequest> countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                            const Secret &key) const override;
    Result<qint64> decodeCount(const QByteArray &body) const override;
};

} // namespace burin

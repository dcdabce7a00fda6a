#pragma once

#include "core/providers/provider.h"

namespace burin {

/// Google's Gemini. The base URL is the origin; "/v1beta/models/…" is added. The key goes in a header, never in the
/// address.
class GeminiProvider : public Provider {
public:
    Framing framing() const override { return Framing::ServerSentEvents; }
    FormatAbilities abilities() const override;
    HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const override;
    std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const override;
    std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const override;
    Error decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const override;
    HttpRequest modelsRequest(const ProviderProfile &profile, const Secret &key) const override;
    Result<std::vector<ModelInfo>> decodeModels(const QByteArray &body) const override;
    std::optional<HttpRequest> countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                            const Secret &key) const override;
    Result<qint64> decodeCount(const QByteArray &body) const override;
};

} // namespace burin

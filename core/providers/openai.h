#pragma once

#include "core/providers/provider.h"

namespace burin {

/// OpenAI's Chat Completions, which most vendors and local servers understand.
class OpenAiProvider : public Provider {
public:
    Framing framing() const override { return Framing::ServerSentEvents; }
    FormatAbilities abilities() const override;
    HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const override;
    std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const override;
    std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const override;
    Error decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const override;
    /// As the row of the provider says (llama.cpp does).
    bool continuesAssistant(const ProviderProfile &profile, const QString &model) const override;
    HttpRequest modelsRequest(const ProviderProfile &profile, const Secret &key) const override;
    Result<std::vector<ModelInfo>> decodeModels(const QByteArray &body) const override;
    /// Where the row of the provider says that it counts (llama.cpp does).
    std::optional<HttpRequest> countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                            const Secret &key) const override;
    Result<qint64> decodeCount(const QByteArray &body) const override;
};

} // namespace burin

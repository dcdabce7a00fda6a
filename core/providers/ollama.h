#pragma once

#include "core/providers/provider.h"

namespace burin {

/// Ollama's own format: one JSON object a line. The base URL is the server's; "/api/chat" is added.
class OllamaProvider : public Provider {
public:
    Framing framing() const override { return Framing::JsonLines; }
    FormatAbilities abilities() const override;
    HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const override;
    std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const override;
    std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const override;
    Error decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const override;
    /// Its templates leave the last message open when it is the assistant's.
    bool continuesAssistant(const ProviderProfile &, const QString &) const override { return true; }
    HttpRequest modelsRequest(const ProviderProfile &profile, const Secret &key) const override;
    Result<std::vector<ModelInfo>> decodeModels(const QByteArray &body) const override;
};

} // namespace burin

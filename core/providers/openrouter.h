#pragma once

#include "core/providers/openai.h"

namespace burin {

/// OpenRouter: Chat Completions with prices, the serving provider, the native finish reason and the cost of each
/// answer.
class OpenRouterProvider : public OpenAiProvider {
public:
    HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const override;
    std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const override;
    std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const override;
    /// Its list of models is public and says nothing about the key.
    HttpRequest verifyRequest(const ProviderProfile &profile, const Secret &key) const override;
    /// It hands the beginning of an answer on; only newer models of Anthropic's refuse one.
    bool continuesAssistant(const ProviderProfile &profile, const QString &model) const override;
    Result<std::vector<ModelInfo>> decodeModels(const QByteArray &body) const override;
};

} // namespace burin

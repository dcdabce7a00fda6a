#pragma once

#include "core/providers/provider.h"

namespace burin {

/// OpenAI's Chat Completions, which most vendors and local servers understand.
class OpenAiProvider : public Provider {
public:
    Framing framing() const override { return Framing::ServerSentEvents; }
    HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const override;
    std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const override;
    std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const override;
    Error decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const override;
    HttpRequest modelsRequest(const ProviderProfile &profile, const Secret &key) const override;
    Result<std::vector<ModelInfo>> decodeModels(const QByteArray &body) const override;
};

/// @p base with @p path (beginning with a slash) added to its own path, whether or not that ends with a slash.
QUrl endpointUrl(const QUrl &base, const QString &path);

/// A GET of @p path below the base URL, with the key.
HttpRequest getRequest(const ProviderProfile &profile, const QString &path, const Secret &key);

/// The "data" of a list of models, or why there is none. Vendors also send the list bare, or call it "models".
Result<QJsonArray> modelList(const QByteArray &body);

} // namespace burin

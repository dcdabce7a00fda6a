#pragma once

#include "core/base/result.h"
#include "core/domain/chat.h"
#include "core/domain/error.h"
#include "core/domain/provider.h"
#include "core/domain/streamevent.h"
#include "core/net/httprequest.h"
#include "core/net/streamframer.h"
#include "core/providers/requestchecks.h"

#include <memory>
#include <optional>
#include <vector>

namespace burin {

/// Turns the frames of one response into events. One per response: it may remember earlier frames.
class StreamDecoder {
public:
    virtual ~StreamDecoder() = default;
    virtual std::vector<StreamEvent> decode(const Frame &frame) = 0;
};

/// A vendor's wire format. Stateless and pure: values in, bytes out; bytes in, values out.
class Provider {
public:
    virtual ~Provider() = default;

    virtual Framing framing() const = 0;
    /// What a request may have beside text; see checkRequest().
    virtual FormatAbilities abilities() const = 0;
    /// The request for a streamed answer, for one that checkRequest() passes. @p key may be empty when the provider
    /// needs none.
    virtual HttpRequest encode(const ProviderProfile &profile, const ChatRequest &request, const Secret &key) const = 0;
    virtual std::unique_ptr<StreamDecoder> decoder(const ProviderProfile &profile) const = 0;
    /// The events of an answer that came whole, as JSON, although a stream was asked for (or an error with status 200).
    virtual std::vector<StreamEvent> decodeWhole(const ProviderProfile &profile, const QByteArray &body) const = 0;
    /// Why the provider refused. @p head has the status (≥ 300) and headers, @p body at most the first 64 KB.
    virtual Error decodeError(const ProviderProfile &profile, const HttpResult &head, const QByteArray &body) const = 0;

    /// A request that costs nothing and fails when the key is wrong; the list of models unless the vendor has better.
    virtual HttpRequest verifyRequest(const ProviderProfile &profile, const Secret &key) const
    {
        return modelsRequest(profile, key);
    }
    /// Whether an answer goes on where the last message, the assistant's, ends; otherwise it is quoted to the model.
    virtual bool continuesAssistant(const ProviderProfile &profile, const QString &model) const
    {
        Q_UNUSED(profile)
        Q_UNUSED(model)
        return false;
    }
    /// A request that tells how many input tokens @p request has, as the provider counts them, and costs nothing;
    /// nullopt where there is no such thing.
    virtual std::optional<HttpRequest> countRequest(const ProviderProfile &profile, const ChatRequest &request,
                                                    const Secret &key) const
    {
        Q_UNUSED(profile)
        Q_UNUSED(request)
        Q_UNUSED(key)
        return std::nullopt;
    }
    /// The answer to it.
    virtual Result<qint64> decodeCount(const QByteArray &body) const
    {
        Q_UNUSED(body)
        return makeError(ErrorCode::NotImplemented);
    }
    virtual HttpRequest modelsRequest(const ProviderProfile &profile, const Secret &key) const = 0;
    virtual Result<std::vector<ModelInfo>> decodeModels(const QByteArray &body) const = 0;
};

} // namespace burin

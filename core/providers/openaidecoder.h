#pragma once

#include "core/providers/provider.h"
#include "core/providers/toolcalls.h"

#include <QJsonObject>

#include <optional>

namespace burin {

/// Reads the chunks of OpenAI's Chat Completions as its many compatibles really send them. A derived decoder adds what
/// one vendor has more. One per response.
class OpenAiDecoder : public StreamDecoder {
public:
    explicit OpenAiDecoder(ProviderProfile profile) : m_profile(std::move(profile)) {}

    std::vector<StreamEvent> decode(const Frame &frame) override;
    /// The events of an answer that came whole.
    std::vector<StreamEvent> decodeWhole(const QByteArray &body);

protected:
    using Events = std::vector<StreamEvent>;

    const ProviderProfile &profile() const { return m_profile; }
    /// What the "usage" object reports.
    virtual std::optional<UsageReport> usageOf(const QJsonObject &usage) const;
    /// The provider behind a router, if the chunk tells.
    virtual QString servingProvider(const QJsonObject &) const { return {}; }

private:
    Events decodeJson(const Frame &frame);
    Events chunkEvents(const QJsonObject &chunk);
    void readStart(const QJsonObject &chunk, Events &events);
    void readChoice(const QJsonObject &choice, Events &events);
    void readDelta(const QJsonObject &delta, Events &events);
    void readContent(const QJsonValue &content, Events &events);
    void readFinish(const QJsonObject &choice, Events &events);
    void readUsage(const QJsonObject &chunk, Events &events);

    ProviderProfile m_profile;
    StreamStart m_start; ///< Told so far.
    ToolCallPieces m_toolCalls;
    std::optional<StreamFinish> m_finish;
    bool m_deltas = false; ///< Pieces came; whole messages beside them repeat what is known.
    bool m_ended = false;
};

} // namespace burin

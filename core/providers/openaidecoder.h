#pragma once

#include "core/providers/jsondecoder.h"
#include "core/providers/toolcalls.h"

#include <QJsonObject>

#include <optional>

namespace burin {

/// Reads the chunks of OpenAI's Chat Completions as its many compatibles really send them. A derived decoder adds what
/// one vendor has more. One per response.
class OpenAiDecoder : public JsonDecoder {
public:
    using JsonDecoder::JsonDecoder;

    /// The events of an answer that came whole.
    std::vector<StreamEvent> decodeWhole(const QByteArray &body);

protected:
    Events objectEvents(const QJsonObject &chunk) override;
    /// What the "usage" object reports.
    virtual std::optional<UsageReport> usageOf(const QJsonObject &usage) const;
    /// The provider behind a router, if the chunk tells.
    virtual QString servingProvider(const QJsonObject &) const { return {}; }

private:
    void readChoice(const QJsonObject &choice, Events &events);
    void readDelta(const QJsonObject &delta, Events &events);
    void readContent(const QJsonValue &content, Events &events);
    void readFinish(const QJsonObject &choice, Events &events);
    void readUsage(const QJsonObject &chunk, Events &events);

    ToolCallPieces m_toolCalls;
    bool m_deltas = false; ///< Pieces came; whole messages beside them repeat what is known.
};

} // namespace burin

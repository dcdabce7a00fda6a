#pragma once

#include "core/providers/jsondecoder.h"

namespace burin {

/// Reads the stream of Google's Gemini: each frame is a whole response with the next piece. The stream has no
/// terminator; its last piece tells why the model stopped. One per response.
class GeminiDecoder : public JsonDecoder {
public:
    using JsonDecoder::JsonDecoder;

    std::vector<StreamEvent> decode(const Frame &frame) override;
    /// The events of an answer that came whole: one response, or a list of pieces.
    std::vector<StreamEvent> decodeWhole(const QByteArray &body);

protected:
    Events objectEvents(const QJsonObject &piece) override;

private:
    void readCandidate(const QJsonObject &candidate, Events &events);
    void readPart(const QJsonObject &part, Events &events);
    void readBlock(const QJsonObject &feedback, Events &events);
    void readUsage(const QJsonObject &usage, Events &events);

    int m_calls = 0;
    QJsonObject m_usage; ///< Each count as it was told last.
};

/// The "usageMetadata" of Gemini in the normal form: there, thoughts stand beside the answer's tokens, and what tools
/// brought beside the prompt's. Nullopt when it tells nothing.
std::optional<UsageReport> geminiUsage(const QJsonObject &usage);

} // namespace burin

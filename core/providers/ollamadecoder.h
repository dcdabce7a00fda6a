#pragma once

#include "core/providers/jsondecoder.h"

namespace burin {

/// Reads the lines of Ollama's chat. One per response.
class OllamaDecoder : public JsonDecoder {
public:
    using JsonDecoder::JsonDecoder;

    /// The events of an answer that came whole.
    std::vector<StreamEvent> decodeWhole(const QByteArray &body);

protected:
    Events objectEvents(const QJsonObject &line) override;

private:
    void readMessage(const QJsonObject &message, Events &events);
    void readEnd(const QJsonObject &line, Events &events);

    int m_calls = 0;
};

/// The counts in Ollama's last line. A prompt that was in its cache has none: not told, not 0.
std::optional<UsageReport> ollamaUsage(const QJsonObject &line);

} // namespace burin

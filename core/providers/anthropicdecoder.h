#pragma once

#include "core/providers/jsondecoder.h"

#include <map>
#include <set>

namespace burin {

/// Reads the events of Anthropic's Messages, as the vendor and the gateways before it really send them. One per
/// response.
class AnthropicDecoder : public JsonDecoder {
public:
    using JsonDecoder::JsonDecoder;

    /// The events of an answer that came whole.
    std::vector<StreamEvent> decodeWhole(const QByteArray &body);

protected:
    Events objectEvents(const QJsonObject &event) override;

private:
    struct Block {
        int call = -1;     ///< The index of its tool call; -1 = it is none.
        QJsonObject input; ///< Of the call, as far as it came with the start.
        bool pieces = false;
    };

    void startMessage(const QJsonObject &message, Events &events);
    void startBlock(int index, const QJsonObject &block, Events &events);
    void readDelta(int index, const QJsonObject &delta, Events &events);
    void stopBlock(int index, Events &events);
    void readMessageDelta(const QJsonObject &event, Events &events);
    void readFinish(const QJsonObject &delta, Events &events);
    void reportUsage(Events &events) const;

    std::map<int, Block> m_blocks; ///< Of the current message, by the vendor's index.
    std::set<int> m_told;          ///< Tool calls that were told, of an abandoned message too.
    int m_nextCall = 0;
    QJsonObject m_usage; ///< Each count as it was told last.
};

/// The "usage" of Anthropic's Messages in the normal form: there, what was read from and written to the cache stands
/// beside the input tokens, not inside. Nullopt when it tells nothing.
std::optional<UsageReport> anthropicUsage(const QJsonObject &usage);

} // namespace burin

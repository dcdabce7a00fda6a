#pragma once

#include "core/providers/jsondecoder.h"

#include <map>
#include <set>

namespace burin {

/// Reads the events of OpenAI's Responses and of the servers that imitate it. One per response.
class ResponsesDecoder : public JsonDecoder {
public:
    using JsonDecoder::JsonDecoder;

    /// The events of an answer that came whole.
    std::vector<StreamEvent> decodeWhole(const QByteArray &body);

protected:
    Events objectEvents(const QJsonObject &event) override;

private:
    struct Call {
        int index = 0;
        bool pieces = false; ///< Of its arguments.
    };

    bool readText(const QString &type, const QJsonObject &event, Events &events);
    int partsTold(const QString &kind, const QString &place) const;
    void readPart(const QString &kind, const QString &name, const QJsonValue &text, Events &events);
    void readItem(const QJsonObject &item, const QString &place, Events &events);
    void readMessage(const QJsonObject &item, const QString &place, Events &events);
    void readReasoning(const QJsonObject &item, const QString &place, Events &events);
    void readCall(const QJsonObject &item, const QString &place, Events &events);
    void addArguments(const QString &place, const QString &piece, Events &events);
    void readEnd(const QJsonObject &response, Events &events);
    void readFailure(const QJsonObject &response, Events &events);

    std::set<QString> m_parts;       ///< What came in pieces, so that the whole repeats what is known.
    std::map<QString, Call> m_calls; ///< By the place of the item.
};

/// The "usage" of OpenAI's Responses in the normal form. Nullopt when it tells nothing.
std::optional<UsageReport> responsesUsage(const QJsonObject &usage, const ProviderQuirks &quirks);

} // namespace burin

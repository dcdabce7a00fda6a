#pragma once

#include "core/providers/chunkshape.h"
#include "core/providers/provider.h"

#include <QJsonObject>

namespace burin {

/// The text of a member; empty when it is missing or no text.
QString textAt(const QJsonObject &object, const char *key);

/// Reads frames that hold one JSON object each, as every vendor's do: comments and pings are signs of life, damaged
/// frames are counted, errors become failures, and a frame that the connection broke off in proves no end. One per
/// response. Derived decoders know what the objects mean.
class JsonDecoder : public StreamDecoder {
public:
    explicit JsonDecoder(ProviderProfile profile) : m_profile(std::move(profile)) {}

    std::vector<StreamEvent> decode(const Frame &frame) override;

protected:
    using Events = std::vector<StreamEvent>;

    /// The events of one object, errors in it included.
    virtual Events objectEvents(const QJsonObject &object) = 0;

    const ProviderProfile &profile() const { return m_profile; }
    bool hasEnded() const { return m_ended; }
    /// Adds the terminator, once.
    void end(Events &events);
    /// Adds what of @p told is news.
    void tellStart(const StreamStart &told, Events &events);
    /// Adds @p finish unless it was told already.
    void tellFinish(const StreamFinish &finish, Events &events);

private:
    Events decodeJson(const Frame &frame);

    ProviderProfile m_profile;
    ChunkShape m_shape;
    StreamStart m_start; ///< Told so far.
    std::optional<StreamFinish> m_finish;
    bool m_ended = false;
};

/// Reads an object, also one alone in an array, as Google wraps its errors, and one with bytes that are not UTF-8.
QJsonObject readObject(const QByteArray &data, QJsonParseError &problem);

/// An error is an object or a text that says something; null, "" and {} occur beside ordinary content.
bool isError(const QJsonValue &value);
/// What @p object says went wrong; undefined if nothing did.
QJsonValue errorIn(const QJsonObject &object);

/// Adds @p text as a @p Delta unless it is empty or no text.
template <class Delta> void addText(const QJsonValue &text, std::vector<StreamEvent> &events)
{
    if (text.isString() && !text.toString().isEmpty()) events.emplace_back(Delta{text.toString()});
}

/// Lets the fields of @p news that have a value replace those of @p known: usage is told piece by piece, cumulatively,
/// and is never added up.
void overwrite(QJsonObject &known, const QJsonObject &news);

} // namespace burin

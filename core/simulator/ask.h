#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace burin::simulator {

/// What a request asks for, as far as the simulator cares; the same for every protocol.
struct ChatAsk {
    QString model;
    QString lastUserText;
    quint64 seed = 0;        ///< Hash of the messages and the seed parameter.
    qint64 promptTokens = 0; ///< Words, and three for each message.
    std::optional<qint64> maxTokens;
    QStringList stop;
    bool stream = false;
    bool usageWanted = true; ///< Always, but for OpenAI's streams, which must ask for it.
};

/// An ask without messages; the same @p seed makes the same answer.
ChatAsk askWithSeed(qint64 seed);
/// Counts a message in.
void addMessage(ChatAsk &ask, const QString &role, const QString &text);

/// The object in a request's body; the error says in one sentence what is wrong with it.
Result<QJsonObject, QString> readBody(const QByteArray &body);
/// Adds messages of the form {"role": …, "content": a string or parts with "text"}; the error as above.
std::optional<QString> addMessages(ChatAsk &ask, const QJsonValue &messages);
/// A string, or the "text" of all parts of an array.
QString textOf(const QJsonValue &content);
/// What stands between "models/" and the method in a path of Gemini's.
QString modelInPath(const QByteArray &path);
/// A string or several.
QStringList stopSequencesOf(const QJsonValue &stop);
/// The first of @p keys with a positive number.
std::optional<qint64> tokenLimitOf(const QJsonObject &json, std::initializer_list<QLatin1StringView> keys);

} // namespace burin::simulator

#include "core/simulator/ask.h"

#include "core/simulator/prose.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace burin::simulator {

namespace {

constexpr qint64 TokensPerMessage = 3; // what the format around a message costs at OpenAI

/// FNV-1a: stable across runs, machines and Qt versions, unlike qHash.
quint64 hashed(quint64 hash, const QByteArray &bytes)
{
    for (const char c : bytes)
        hash = (hash ^ uchar(c)) * 0x100000001b3;
    return hash;
}

} // namespace

ChatAsk askWithSeed(qint64 seed)
{
    ChatAsk ask;
    ask.seed = hashed(0xcbf29ce484222325, QByteArray::number(seed));
    return ask;
}

void addMessage(ChatAsk &ask, const QString &role, const QString &text)
{
    ask.seed = hashed(hashed(ask.seed, role.toUtf8() + '\0'), text.toUtf8() + '\0');
    ask.promptTokens += qint64(simulatorTokens(text).size()) + TokensPerMessage;
    if (role == QLatin1StringView("user")) ask.lastUserText = text;
}

Result<QJsonObject, QString> readBody(const QByteArray &body)
{
    QJsonParseError error{};
    const QJsonObject json = QJsonDocument::fromJson(body, &error).object();
    if (error.error == QJsonParseError::NoError) return json;
    return QStringLiteral("The body is not valid JSON: %1 at offset %2.").arg(error.errorString()).arg(error.offset);
}

std::optional<QString> addMessages(ChatAsk &ask, const QJsonValue &messages)
{
    const QJsonArray array = messages.toArray();
    if (array.isEmpty()) return QStringLiteral("'messages' must be an array with at least one message.");
    for (const QJsonValue &value : array) {
        const QJsonObject message = value.toObject();
        const QString role = message.value(u"role").toString();
        if (role.isEmpty()) return QStringLiteral("Each message needs a role.");
        addMessage(ask, role, textOf(message.value(u"content")));
    }
    return std::nullopt;
}

QString textOf(const QJsonValue &content)
{
    if (content.isString()) return content.toString();
    QStringList parts;
    for (const QJsonArray array = content.toArray(); const QJsonValue &part : array)
        parts += part.toObject().value(u"text").toString();
    return parts.join(u'\n');
}

QString modelInPath(const QByteArray &path)
{
    constexpr QByteArrayView before("models/");
    const qsizetype start = path.indexOf(before) + before.size();
    const qsizetype colon = path.lastIndexOf(':');
    const QByteArray model = path.mid(start, colon < start ? -1 : colon - start);
    return QString::fromUtf8(QByteArray::fromPercentEncoding(model));
}

QStringList stopSequencesOf(const QJsonValue &stop)
{
    QStringList sequences;
    if (stop.isString()) sequences += stop.toString();
    for (const QJsonArray array = stop.toArray(); const QJsonValue &value : array)
        sequences += value.toString();
    sequences.removeAll(QString());
    return sequences;
}

std::optional<qint64> tokenLimitOf(const QJsonObject &json, std::initializer_list<QLatin1StringView> keys)
{
    for (const QLatin1StringView key : keys) {
        const qint64 limit = json.value(key).toInteger(-1);
        if (limit > 0) return limit;
    }
    return std::nullopt;
}

} // namespace burin::simulator

#include "core/simulator/answer.h"

#include "core/simulator/prose.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace burin::simulator {

namespace {

constexpr qint64 TokensPerMessage = 3; // what the format around a message costs at OpenAI
constexpr int QuotedWords = 6;

/// FNV-1a: stable across runs, machines and Qt versions, unlike qHash.
quint64 hashed(quint64 hash, const QByteArray &bytes)
{
    for (const char c : bytes)
        hash = (hash ^ uchar(c)) * 0x100000001b3;
    return hash;
}

/// A string, or the text parts of an array.
QString contentText(const QJsonValue &content)
{
    if (content.isString()) return content.toString();
    QStringList parts;
    for (const QJsonArray array = content.toArray(); const QJsonValue &part : array)
        parts += part.toObject().value(u"text").toString();
    return parts.join(u'\n');
}

std::optional<qint64> tokenLimit(const QJsonObject &json)
{
    for (const QStringView key : {u"max_completion_tokens", u"max_tokens"}) {
        const qint64 limit = json.value(key).toInteger(-1);
        if (limit > 0) return limit;
    }
    return std::nullopt;
}

QStringList stopSequences(const QJsonValue &stop)
{
    QStringList sequences;
    if (stop.isString()) sequences += stop.toString();
    for (const QJsonArray array = stop.toArray(); const QJsonValue &value : array)
        sequences += value.toString();
    sequences.removeAll(QString());
    return sequences;
}

QString opening(const ChatAsk &ask)
{
    QString text = QStringLiteral("This answer is made up by Burin's simulator; no model was asked.");
    const QStringList words = ask.lastUserText.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) return text;
    text += QStringLiteral(" Your message begins with “%1%2” and has %3 word%4.")
                .arg(words.mid(0, QuotedWords).join(u' '), words.size() > QuotedWords ? QStringLiteral("…") : QString(),
                     QString::number(words.size()), words.size() == 1 ? QString() : QStringLiteral("s"));
    return text;
}

/// As if the prompt decided: longer prompts get longer answers.
int naturalLength(const ChatAsk &ask)
{
    return 130 + int(ask.seed % 90) + int(std::min<qint64>(ask.promptTokens, 400)) / 2;
}

QString joined(const std::vector<QString> &pieces)
{
    QString text;
    for (const QString &piece : pieces)
        text += piece;
    return text;
}

std::vector<QString> untilStop(std::vector<QString> pieces, const QStringList &stop)
{
    if (stop.isEmpty()) return pieces;
    const QString text = joined(pieces);
    qsizetype end = text.size();
    for (const QString &sequence : stop) {
        const qsizetype found = text.indexOf(sequence);
        if (found >= 0) end = std::min(end, found);
    }
    return end == text.size() ? pieces : simulatorTokens(QStringView(text).left(end));
}

} // namespace

Result<ChatAsk, QString> readAsk(const QByteArray &body)
{
    QJsonParseError error{};
    const QJsonObject json = QJsonDocument::fromJson(body, &error).object();
    if (error.error != QJsonParseError::NoError)
        return QStringLiteral("The body is not valid JSON: %1 at offset %2.")
            .arg(error.errorString())
            .arg(error.offset);
    ChatAsk ask;
    ask.model = json.value(u"model").toString();
    if (ask.model.isEmpty()) return QStringLiteral("You must provide a model parameter.");
    const QJsonArray messages = json.value(u"messages").toArray();
    if (messages.isEmpty()) return QStringLiteral("'messages' must be an array with at least one message.");

    ask.seed = hashed(0xcbf29ce484222325, QByteArray::number(json.value(u"seed").toInteger()));
    for (const QJsonValue &value : messages) {
        const QJsonObject message = value.toObject();
        const QString role = message.value(u"role").toString();
        const QString text = contentText(message.value(u"content"));
        if (role.isEmpty()) return QStringLiteral("Each message needs a role.");
        ask.seed = hashed(hashed(ask.seed, role.toUtf8() + '\0'), text.toUtf8() + '\0');
        ask.promptTokens += qint64(simulatorTokens(text).size()) + TokensPerMessage;
        if (role == QLatin1StringView("user")) ask.lastUserText = text;
    }
    ask.maxTokens = tokenLimit(json);
    ask.stop = stopSequences(json.value(u"stop"));
    ask.stream = json.value(u"stream").toBool();
    ask.usageWanted = !ask.stream || json.value(u"stream_options").toObject().value(u"include_usage").toBool();
    return ask;
}

SimulatedAnswer makeAnswer(const ChatAsk &ask, const Scenario &scenario)
{
    SimulatedAnswer answer;
    answer.model = ask.model;
    answer.promptTokens = ask.promptTokens;
    answer.usageAsked = ask.usageWanted;
    if (scenario.reasoningTokens > 0)
        answer.reasoning = writeThoughts({~ask.seed, scenario.reasoningTokens, QStringLiteral("Let me think.")});
    const int length = scenario.tokens > 0 ? scenario.tokens : naturalLength(ask);
    answer.content = untilStop(scenario.text.isEmpty() ? writeProse({ask.seed, length, opening(ask)})
                                                       : simulatorTokens(scenario.text),
                               ask.stop);
    answer.finishReason = QStringLiteral("stop");
    const auto cut = [&answer](std::vector<QString> &pieces, size_t limit) {
        if (pieces.size() <= limit) return;
        pieces.resize(limit);
        answer.finishReason = QStringLiteral("length");
    };
    if (ask.maxTokens) { // as with the vendors, reasoning counts
        cut(answer.reasoning, size_t(*ask.maxTokens));
        cut(answer.content, size_t(*ask.maxTokens) - answer.reasoning.size());
    }
    return answer;
}

} // namespace burin::simulator

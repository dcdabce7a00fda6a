#include "tests/e2e/cli/answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

QByteArray chunk(const QJsonObject &delta, const QJsonValue &finishReason)
{
    const QJsonObject choice{{QStringLiteral("index"), 0},
                             {QStringLiteral("delta"), delta},
                             {QStringLiteral("finish_reason"), finishReason}};
    return QJsonDocument(QJsonObject{{QStringLiteral("id"), QStringLiteral("c-1")},
                                     {QStringLiteral("object"), QStringLiteral("chat.completion.chunk")},
                                     {QStringLiteral("model"), QStringLiteral("m-1-served")},
                                     {QStringLiteral("choices"), QJsonArray{choice}}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray contentEvent(const QByteArray &text)
{
    return chunk({{QStringLiteral("content"), QString::fromUtf8(text)}}, QJsonValue::Null);
}

QByteArrayList endEvents(int promptTokens, int completionTokens)
{
    const QJsonObject usage{{QStringLiteral("prompt_tokens"), promptTokens},
                            {QStringLiteral("completion_tokens"), completionTokens},
                            {QStringLiteral("total_tokens"), promptTokens + completionTokens}};
    const QJsonObject last{{QStringLiteral("id"), QStringLiteral("c-1")},
                           {QStringLiteral("choices"), QJsonArray()},
                           {QStringLiteral("usage"), usage}};
    return {chunk({}, QStringLiteral("stop")), QJsonDocument(last).toJson(QJsonDocument::Compact), "[DONE]"};
}

Script answer(const QByteArrayList &pieces, int promptTokens, int completionTokens)
{
    QByteArrayList events;
    for (const QByteArray &piece : pieces)
        events += contentEvent(piece);
    return sseResponse(events + endEvents(promptTokens, completionTokens));
}

Script refusal(int status, const QByteArray &message, const HttpHeaders &headers)
{
    const QJsonObject error{{QStringLiteral("message"), QString::fromUtf8(message)},
                            {QStringLiteral("type"), QStringLiteral("test_error")}};
    const QJsonObject body{{QStringLiteral("error"), error}};
    return jsonResponse(status, QJsonDocument(body).toJson(QJsonDocument::Compact), headers);
}

} // namespace burin

#pragma once

#include "tests/support/script.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin::chunks {

/// A chunk of an OpenAI stream with @p text.
inline QByteArray text(const QString &text)
{
    const QJsonObject delta{{QStringLiteral("content"), text}};
    const QJsonObject choice{{QStringLiteral("index"), 0}, {QStringLiteral("delta"), delta}};
    return QJsonDocument(QJsonObject{{QStringLiteral("model"), QStringLiteral("served")},
                                     {QStringLiteral("choices"), QJsonArray{choice}}})
        .toJson(QJsonDocument::Compact);
}

inline QByteArray finish()
{
    return R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";
}

/// Ten tokens in, five out.
inline QByteArray usage()
{
    return R"({"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})";
}

/// A whole good answer.
inline Script answer(const QString &words, const HttpHeaders &headers = {})
{
    return sseResponse({text(words), finish(), usage(), "[DONE]"}, headers);
}

} // namespace burin::chunks

#include "tests/e2e/canary/echoes.h"

#include "tests/e2e/canary/traces.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace burin {

namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// All looks that a text can have, in one line; base64 as servers say it, with what stood around the secret.
QString spoken(const QByteArray &secret)
{
    QStringList words;
    for (const QByteArray &look : looksOf(secret).first(LooksAsTheyAre))
        words += QString::fromLatin1(look);
    for (int before = 0; before < 3; ++before)
        words += QString::fromLatin1((QByteArray(before, ' ') + secret + "   ").toBase64());
    return words.join(u' ');
}

QJsonObject errorBody(const QByteArray &secret)
{
    const QString all = spoken(secret);
    return {
        {QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), QString(QStringLiteral("Bad key ") + all)},
                                              {QStringLiteral("type"), all},
                                              {QStringLiteral("code"), all},
                                              {QStringLiteral("status"), all},
                                              {QStringLiteral("param"), all}}},
        {QStringLiteral("request_id"), all}};
}

QJsonObject chunk(const QByteArray &secret, const QJsonObject &choice)
{
    const QString all = spoken(secret);
    return {{QStringLiteral("id"), all},
            {QStringLiteral("model"), all},
            {QStringLiteral("provider"), all},
            {QStringLiteral("system_fingerprint"), all},
            {QStringLiteral("choices"), QJsonArray{choice}}};
}

QByteArray textChunk(const QByteArray &secret)
{
    return compact(
        chunk(secret, {{QStringLiteral("index"), 0},
                       {QStringLiteral("delta"), QJsonObject{{QStringLiteral("content"), QStringLiteral("fine")}}}}));
}

QByteArray lastChunk(const QByteArray &secret)
{
    return compact(chunk(secret, {{QStringLiteral("index"), 0},
                                  {QStringLiteral("delta"), QJsonObject()},
                                  {QStringLiteral("finish_reason"), spoken(secret)}}));
}

QByteArray wholeAnswer(const QByteArray &secret)
{
    return compact(
        chunk(secret, {{QStringLiteral("message"), QJsonObject{{QStringLiteral("content"), QStringLiteral("fine")}}},
                       {QStringLiteral("finish_reason"), spoken(secret)}}));
}

/// Headers that are read, or might be kept.
HttpHeaders headers(const QByteArray &secret)
{
    HttpHeaders all;
    for (const char *name : {"x-request-id", "request-id", "x-generation-id", "set-cookie", "server",
                             "www-authenticate", "x-ratelimit-remaining-requests", "openai-organization"})
        all.emplace_back(name, "k=" + secret + ' ' + secret.toBase64() + ' ' + secret.toHex());
    return all;
}

HttpHeaders redirect(const QByteArray &secret, const QByteArray &elsewhere)
{
    HttpHeaders all = headers(secret);
    all.emplace_back("location", elsewhere + '/' + secret.toPercentEncoding() + "?key=" + secret.toPercentEncoding());
    return all;
}

} // namespace

std::vector<Echo> echoesOf(const QByteArray &secret, const QByteArray &elsewhere)
{
    using namespace std::chrono_literals;
    const QByteArray error = compact(errorBody(secret));
    HttpHeaders squeezed = headers(secret);
    squeezed.emplace_back("content-encoding", secret);
    return {
        {"stream", sseResponse({textChunk(secret), lastChunk(secret), "[DONE]"}, headers(secret))},
        {"whole answer", jsonResponse(200, wholeAnswer(secret), headers(secret))},
        {"error in a whole answer", jsonResponse(200, error, headers(secret))},
        {"error inside the stream", sseResponse({textChunk(secret), error}, headers(secret))},
        {"frames that are no JSON", sseResponse({"{" + secret, secret.toHex(), "[DONE]"}, headers(secret))},
        {"cut", sseHead(headers(secret)).event(textChunk(secret)).pause(20ms).reset()},
        {"closed inside the head", Script().write("HTTP/1.1 200 " + secret + "\r\nx-a: " + secret).close()},
        {"400", jsonResponse(400, error, headers(secret))},
        {"401", jsonResponse(401, error, headers(secret))},
        {"403", jsonResponse(403, error, headers(secret))},
        {"404", jsonResponse(404, error, headers(secret))},
        {"429", jsonResponse(429, error, headers(secret))},
        {"500 as text", response(500, "key " + spoken(secret).toUtf8(), headers(secret))},
        {"200 as a web page", response(200, "<html>" + secret, headers(secret))},
        {"compressed", response(200, secret, squeezed)},
        {"301", response(301, error, redirect(secret, elsewhere))},
        {"307", response(307, error, redirect(secret, elsewhere))},
    };
}

} // namespace burin

#include "core/engine/wirefixture.h"

#include "core/engine/fixturereader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

namespace burin {

namespace {

constexpr qsizetype LargestFile = 128 * 1024 * 1024;
constexpr int Version = 1;

bool isText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return !decoder.hasError() && text.toUtf8() == bytes && !text.contains(QChar::Null);
}

/// @p bytes as a member of @p object that a reader can read, if it can be.
void addBytes(QJsonObject &object, const QByteArray &bytes)
{
    if (isText(bytes))
        object.insert(u"text", QString::fromUtf8(bytes));
    else
        object.insert(u"base64", QString::fromLatin1(bytes.toBase64()));
}

QJsonArray headersJson(const WireRecording::Headers &headers)
{
    QJsonArray array;
    for (const auto &[name, value] : headers)
        array += QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)};
    return array;
}

QJsonObject requestJson(const WireRecording &recording)
{
    QJsonObject body;
    addBytes(body, recording.requestBody);
    return {{u"method"_qs, QString::fromLatin1(recording.method)},
            {u"url"_qs, recording.url},
            {u"headers"_qs, headersJson(recording.requestHeaders)},
            {u"body"_qs, body}};
}

QJsonObject responseJson(const WireRecording &recording)
{
    QJsonArray pieces;
    for (const WirePiece &piece : recording.pieces) {
        QJsonObject object{{u"us"_qs, qint64(piece.at.count())}};
        addBytes(object, piece.bytes);
        pieces += object;
    }
    return {{u"status"_qs, recording.status},
            {u"head_us"_qs, qint64(recording.headAt.count())},
            {u"headers"_qs, headersJson(recording.responseHeaders)},
            {u"pieces"_qs, pieces},
            {u"bytes_left_out"_qs, recording.bytesLeftOut},
            {u"end_us"_qs, qint64(recording.endAt.count())},
            {u"fault"_qs, recording.fault}};
}

QJsonValue orNull(const std::optional<qint64> &count)
{
    return count ? QJsonValue(*count) : QJsonValue();
}

QJsonObject usageJson(const Usage &usage)
{
    return {{u"input"_qs, orNull(usage.input)},
            {u"cached_input"_qs, orNull(usage.cachedInput)},
            {u"cache_write"_qs, orNull(usage.cacheWrite)},
            {u"cache_write_hour"_qs, orNull(usage.cacheWriteHour)},
            {u"output"_qs, orNull(usage.output)},
            {u"reasoning"_qs, orNull(usage.reasoning)}};
}

QJsonArray toolCallsJson(const std::vector<ToolCall> &calls)
{
    QJsonArray array;
    for (const ToolCall &call : calls)
        array += QJsonObject{{u"id"_qs, call.id}, {u"name"_qs, call.name}, {u"arguments"_qs, call.arguments}};
    return array;
}

QJsonValue errorJson(const std::optional<Error> &error)
{
    if (!error) return {};
    return QJsonObject{{u"category"_qs, toString(error->category())},
                       {u"code"_qs, QString::fromLatin1(error->row().id)},
                       {u"http_status"_qs, error->httpStatus},
                       {u"provider_code"_qs, error->providerCode}};
}

WireRecording recordingFrom(FixtureReader &reader)
{
    WireRecording recording;
    recording.kind = reader.text("kind");
    recording.providerId = reader.text("provider");
    recording.attempt = int(reader.number("attempt", 1, 1'000'000));
    reader.enter("request");
    recording.method = reader.text("method").toLatin1();
    recording.url = reader.text("url");
    recording.requestHeaders = reader.headers();
    recording.requestBody = reader.bytesOf("body");
    reader.enter("response");
    recording.status = int(reader.number("status", 0, 999));
    recording.headAt = reader.time("head_us");
    recording.responseHeaders = reader.headers();
    recording.pieces = reader.pieces();
    recording.bytesLeftOut = reader.number("bytes_left_out", 0, FixtureReader::Largest);
    recording.endAt = reader.time("end_us");
    recording.fault = reader.text("fault");
    return recording;
}

} // namespace

QJsonObject expectationOf(const ReplayResult &result)
{
    const Answer &answer = result.answer;
    const bool reported = answer.usage.source == Usage::Source::Reported;
    return {{u"status"_qs, toString(result.status)},
            {u"text"_qs, answer.text},
            {u"reasoning"_qs, answer.reasoning},
            {u"refusal"_qs, answer.refusal},
            {u"tool_calls"_qs, toolCallsJson(answer.toolCalls)},
            {u"finish_reason"_qs, toString(answer.finishReason)},
            {u"native_finish_reason"_qs, answer.nativeFinishReason},
            {u"model_served"_qs, answer.model},
            {u"response_id"_qs, answer.responseId},
            {u"usage"_qs, reported ? QJsonValue(usageJson(answer.usage)) : QJsonValue()},
            {u"invalid_frames"_qs, answer.invalidFrames},
            {u"error"_qs, errorJson(result.error)}};
}

Result<QByteArray> fixtureText(const WireRecording &recording)
{
    const Result<ReplayResult> played = playThrough(recording);
    if (!played) return played.error();
    const QJsonObject document{{u"burin_fixture"_qs, Version},          {u"kind"_qs, recording.kind},
                               {u"provider"_qs, recording.providerId},  {u"attempt"_qs, recording.attempt},
                               {u"request"_qs, requestJson(recording)}, {u"response"_qs, responseJson(recording)},
                               {u"expected"_qs, expectationOf(*played)}};
    return QJsonDocument(document).toJson(QJsonDocument::Indented);
}

Result<WireFixture> parseFixture(const QByteArray &json)
{
    if (json.size() > LargestFile) return makeError(ErrorCode::BadParameter, u"fixture"_qs, u"more than 128 MiB"_qs);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject()) return makeError(ErrorCode::BadParameter, u"fixture"_qs, problem.errorString());
    FixtureReader reader(document.object());
    const qint64 version = reader.number("burin_fixture", 0, FixtureReader::Largest);
    if (!reader.error() && version != Version)
        return makeError(ErrorCode::BadParameter, u"burin_fixture"_qs, QString::number(version));
    WireFixture fixture{recordingFrom(reader), document.object().value(u"expected").toObject()};
    if (reader.error()) return *reader.error();
    return fixture;
}

} // namespace burin

#include "core/providers/jsondecoder.h"

#include "core/providers/errormap.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace burin {

namespace {

StreamFailure failureFrom(const ProviderProfile &profile, const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return {reportedError(profile,
                          document.isObject() ? QJsonValue(document.object()) : QJsonValue(QString::fromUtf8(text)))};
}

bool endsStream(const StreamEvent &event)
{
    return std::holds_alternative<StreamFinish>(event) || std::holds_alternative<StreamEnd>(event);
}

} // namespace

QString textAt(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1StringView(key)).toString();
}

QJsonObject readObject(const QByteArray &data, QJsonParseError &problem)
{
    QJsonDocument document = QJsonDocument::fromJson(data, &problem);
    if (problem.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(data).toUtf8(), &problem);
    return document.isArray() ? document.array().at(0).toObject() : document.object();
}

bool isError(const QJsonValue &value)
{
    return (value.isObject() && !value.toObject().isEmpty()) || (value.isString() && !value.toString().isEmpty());
}

QJsonValue errorIn(const QJsonObject &object)
{
    const QJsonValue error = object.value(QLatin1StringView("error"));
    if (isError(error)) return error;
    const bool flagged = object.value(QLatin1StringView("object")) == QLatin1StringView("error") ||
                         object.value(QLatin1StringView("type")) == QLatin1StringView("error");
    return flagged ? QJsonValue(object) : QJsonValue(QJsonValue::Undefined);
}

void overwrite(QJsonObject &known, const QJsonObject &news)
{
    for (auto field = news.begin(); field != news.end(); ++field) {
        if (!field->isNull()) known.insert(field.key(), field.value());
    }
}

std::vector<StreamEvent> JsonDecoder::decode(const Frame &frame)
{
    if (frame.kind == Frame::Kind::Comment) return {KeepAlive{}};
    if (std::optional<StreamEvent> event = m_shape.eventOf(frame)) return {*std::move(event)};
    Events events = decodeJson(frame);
    m_shape.learn(frame, events);
    // Whatever the connection broke off in proves nothing about the end. A line is whole when its object is.
    if (frame.unterminated && frame.kind != Frame::Kind::Line) std::erase_if(events, endsStream);
    if (!frame.errorField.isEmpty()) events.emplace_back(failureFrom(m_profile, frame.errorField));
    return events;
}

JsonDecoder::Events JsonDecoder::decodeJson(const Frame &frame)
{
    const QByteArray data = frame.data.trimmed();
    if (data.isEmpty() || frame.event == "ping") return {KeepAlive{}};
    if (data == "[DONE]") {
        Events events;
        if (!frame.unterminated) end(events);
        return events;
    }
    QJsonParseError problem;
    const QJsonObject object = readObject(data, problem);
    if (!object.isEmpty() && frame.event == "error" && errorIn(object).isUndefined())
        return {StreamFailure{reportedError(m_profile, object)}};
    if (!object.isEmpty()) return objectEvents(object);
    if (frame.unterminated) return {};
    if (frame.event == "error") return {failureFrom(m_profile, data)};
    if (problem.error == QJsonParseError::NoError) return {InvalidFrame{QStringLiteral("not a JSON object")}};
    return {InvalidFrame{QStringLiteral("%1 (byte %2)").arg(problem.errorString()).arg(problem.offset)}};
}

void JsonDecoder::end(Events &events)
{
    if (!std::exchange(m_ended, true)) events.emplace_back(StreamEnd{});
}

void JsonDecoder::tellStart(const StreamStart &told, Events &events)
{
    StreamStart news;
    const auto take = [](QString &known, QString &fresh, const QString &text) {
        if (known.isEmpty() && !text.isEmpty()) known = fresh = text;
    };
    take(m_start.responseId, news.responseId, told.responseId);
    take(m_start.model, news.model, told.model);
    take(m_start.provider, news.provider, told.provider);
    if (news != StreamStart{}) events.emplace_back(news);
}

void JsonDecoder::tellFinish(const StreamFinish &finish, Events &events)
{
    if (m_finish == finish) return;
    m_finish = finish;
    events.emplace_back(finish);
}

} // namespace burin

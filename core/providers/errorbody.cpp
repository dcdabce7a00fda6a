#include "core/providers/errorbody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace burin {

namespace {

constexpr int DeepestMessage = 3; // {"error": {"error": {"message": …}}} occurs, more does not
constexpr double LongestRetrySeconds = 1e9;

QString textOf(const QJsonValue &value)
{
    if (value.isString()) return value.toString();
    if (value.isDouble()) return value.toVariant().toString(); // of whatever size
    return {};
}

std::optional<std::chrono::milliseconds> seconds(double value)
{
    if (!std::isfinite(value) || value < 0 || value > LongestRetrySeconds) return std::nullopt;
    return std::chrono::milliseconds(qint64(std::ceil(value * 1000)));
}

void addCode(ErrorBody &body, const QJsonValue &value)
{
    const QString code = textOf(value);
    if (code.isEmpty() || body.codes.contains(code.toLower())) return;
    bool isNumber = false;
    const int number = code.toInt(&isNumber);
    if (isNumber && number >= 100 && number < 1000) body.status = number;
    // A number only repeats the status, so a word is preferred.
    if (body.code.isEmpty() || (!isNumber && body.code.at(0).isDigit())) body.code = code;
    body.codes.append(code.toLower());
}

/// Google's google.rpc details: when to retry, and which quota was hit.
void readDetails(ErrorBody &body, const QJsonArray &details)
{
    for (const QJsonValue &value : details) {
        const QJsonObject detail = value.toObject();
        addCode(body, detail.value(QLatin1StringView("reason")));
        const QString delay = detail.value(QLatin1StringView("retryDelay")).toString();
        bool ok = false;
        const double wait = delay.endsWith(u's') ? delay.chopped(1).toDouble(&ok) : 0;
        if (ok) body.retryAfter = seconds(wait);
        for (const QJsonValue &violation : detail.value(QLatin1StringView("violations")).toArray()) {
            const QString quota = violation.toObject().value(QLatin1StringView("quotaId")).toString();
            if (quota.contains(QLatin1StringView("PerDay"))) body.codes.append(QStringLiteral("quota_per_day"));
            if (quota.contains(QLatin1StringView("Token"))) body.codes.append(QStringLiteral("quota_tokens"));
        }
    }
}

/// FastAPI's list of what is wrong with the request: the kind, and the way to the field.
void readComplaint(ErrorBody &body, const QJsonObject &object)
{
    const QJsonObject first = object.value(QLatin1StringView("detail")).toArray().at(0).toObject();
    const QJsonArray way = first.value(QLatin1StringView("loc")).toArray();
    if (way.isEmpty()) return;
    addCode(body, first.value(QLatin1StringView("type")));
    body.parameter = way.last().toString();
}

/// What OpenRouter offers instead of a model that it cannot serve.
QString alternativesIn(const QJsonObject &availability)
{
    QStringList models;
    for (const QJsonValue &model : availability.value(QLatin1StringView("fallback_models")).toArray())
        models.append(model.isString() ? model.toString() : model.toObject().value(QLatin1StringView("id")).toString());
    models.removeAll(QString());
    return models.join(QLatin1StringView(", "));
}

/// Why no provider of OpenRouter's could serve, beside the message: the constraint that left none, and other models.
void readAvailability(ErrorBody &body, const QJsonObject &availability)
{
    addCode(body, availability.value(QLatin1StringView("code")));
    const QJsonValue wait = availability.value(QLatin1StringView("retry_after"));
    if (wait.isDouble()) body.retryAfter = seconds(wait.toDouble());
    const QJsonObject constraint = availability.value(QLatin1StringView("constraint")).toObject();
    const QString field = constraint.value(QLatin1StringView("field")).toString();
    const QString detail = constraint.value(QLatin1StringView("detail")).toString();
    if (!field.isEmpty()) body.message += QStringLiteral("\n%1: %2").arg(field, detail);
    body.alternatives = alternativesIn(availability);
}

/// OpenRouter's additions.
void readMetadata(ErrorBody &body, const QJsonObject &error)
{
    const QJsonObject metadata = error.value(QLatin1StringView("metadata")).toObject();
    addCode(body, metadata.value(QLatin1StringView("error_type")));
    addCode(body, metadata.value(QLatin1StringView("provider_code")));
    body.moderated = metadata.contains(QLatin1StringView("flagged_input")) ||
                     metadata.contains(QLatin1StringView("reasons")) ||
                     metadata.contains(QLatin1StringView("patterns"));
    readAvailability(body, error.value(QLatin1StringView("availability")).toObject());
}

QString messageOf(const QJsonObject &object)
{
    for (const char *key : {"message", "Message", "error_message", "detail", "msg", "error_description"}) {
        const QJsonValue value = object.value(QLatin1StringView(key));
        if (value.isString() && !value.toString().isEmpty()) return value.toString();
        // FastAPI's list of what is wrong with the request.
        if (value.isArray()) {
            const QString text = value.toArray().at(0).toObject().value(QLatin1StringView("msg")).toString();
            if (!text.isEmpty()) return text;
        }
    }
    return {};
}

void read(ErrorBody &body, const QJsonValue &value, int depth)
{
    if (value.isString()) {
        body.message = value.toString();
        return;
    }
    if (value.isArray()) return read(body, value.toArray().at(0), depth); // Gemini wraps it so, sometimes
    const QJsonObject object = value.toObject();
    const QJsonValue inner = object.value(QLatin1StringView("error"));
    const bool nested = depth < DeepestMessage && ((inner.isObject() && !inner.toObject().isEmpty()) ||
                                                   (inner.isString() && !inner.toString().isEmpty()));
    if (nested) read(body, inner, depth + 1);
    const QString message = messageOf(object);
    if (body.message.isEmpty()) {
        body.message = message;
        body.onlyDetail = depth == 0 && !nested && object.contains(QLatin1StringView("detail"));
    }
    for (const char *key : {"code", "type", "status", "error_type", "__type"})
        addCode(body, object.value(QLatin1StringView(key)));
    if (body.parameter.isEmpty()) body.parameter = object.value(QLatin1StringView("param")).toString();
    readComplaint(body, object);
    addCode(body, object.value(QLatin1StringView("innererror")).toObject().value(QLatin1StringView("code")));
    if (!nested) {
        readDetails(body, object.value(QLatin1StringView("details")).toArray());
        readMetadata(body, object);
        body.llamaServer = object.value(QLatin1StringView("code")).toInt() == 500 &&
                           object.value(QLatin1StringView("type")) == QLatin1StringView("server_error");
    }
}

} // namespace

ErrorBody errorBodyFrom(const QJsonValue &value)
{
    ErrorBody body;
    body.kind = ErrorBody::Kind::Json;
    read(body, value, 0);
    return body;
}

ErrorBody parseErrorBody(const QByteArray &bytes)
{
    const QByteArray trimmed = bytes.trimmed();
    if (trimmed.isEmpty()) return {};
    ErrorBody body;
    if (trimmed.startsWith('<')) {
        body.kind = ErrorBody::Kind::Html;
        return body;
    }
    const QJsonDocument document = QJsonDocument::fromJson(trimmed);
    if (document.isObject()) return errorBodyFrom(document.object());
    if (document.isArray()) return errorBodyFrom(document.array());
    body.kind = ErrorBody::Kind::Text;
    body.message = QString::fromUtf8(trimmed);
    return body;
}

} // namespace burin

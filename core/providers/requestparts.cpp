#include "core/providers/requestparts.h"

#include "core/providers/errormap.h"
#include "core/providers/keptjson.h"
#include "core/providers/openaiusage.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace burin {

namespace {

/// Why @p body is no answer to a small query.
Error unreadable(const QByteArray &body)
{
    Error error = wholeBodyError({}, body);
    error.argument = QCoreApplication::translate("Errors", "The server"); // whose address the caller knows
    return error;
}

} // namespace

QUrl endpointUrl(const QUrl &base, const QString &path)
{
    QUrl url = base;
    QString start = base.path();
    while (start.endsWith(u'/'))
        start.chop(1);
    url.setPath(start + path);
    url.setFragment({});
    return url;
}

void addKey(HttpRequest &request, const Secret &key, const KeyHeader &header)
{
    if (key.isEmpty()) return;
    request.keyHeader = header.name;
    request.keyPrefix = header.prefix;
    request.key = key;
}

HttpRequest getRequest(const ProviderProfile &profile, const QString &path, const Secret &key)
{
    HttpRequest request;
    request.method = "GET";
    request.url = endpointUrl(profile.baseUrl, path);
    request.headers = {{"Accept", "application/json"}};
    addKey(request, key);
    return request;
}

HttpRequest postRequest(const QUrl &url, const QJsonObject &body, const QByteArray &accept)
{
    HttpRequest request;
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", accept}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

Result<QJsonArray> modelList(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isArray()) return document.array();
    for (const char *key : {"data", "models"}) {
        const QJsonValue list = document.object().value(QLatin1StringView(key));
        if (list.isArray()) return list.toArray();
    }
    return unreadable(body);
}

Result<std::vector<ModelInfo>> modelsFrom(const QByteArray &body, ModelInfo (*read)(const QJsonObject &))
{
    const Result<QJsonArray> list = modelList(body);
    if (!list) return list.error();
    std::vector<ModelInfo> models;
    for (const QJsonValue &value : list.value()) {
        ModelInfo info = read(value.toObject());
        if (!info.id.isEmpty()) models.push_back(std::move(info));
    }
    return models;
}

Result<qint64> countAt(const QByteArray &body, const char *key)
{
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    if (const auto count = tokenCount(answer.value(QLatin1StringView(key)))) return *count;
    return unreadable(body);
}

void addExtra(QJsonObject &body, const QJsonObject &extra, std::initializer_list<const char *> reserved)
{
    for (auto field = extra.begin(); field != extra.end(); ++field) {
        if (std::ranges::find(reserved, field.key(), [](const char *name) { return QString::fromLatin1(name); }) ==
            reserved.end())
            body.insert(field.key(), field.value());
    }
}

void addTools(QJsonObject &body, const char *key, const QJsonArray &tools)
{
    if (tools.isEmpty()) return;
    QJsonArray all = body.value(QLatin1StringView(key)).toArray();
    for (const QJsonValue &tool : tools)
        all.append(tool);
    body.insert(QLatin1StringView(key), all);
}

QJsonArray functionTools(const std::vector<ToolDefinition> &tools)
{
    QJsonArray list;
    for (const ToolDefinition &tool : tools) {
        QJsonObject function{{QStringLiteral("name"), tool.name}};
        if (!tool.description.isEmpty()) function.insert(QLatin1StringView("description"), tool.description);
        if (!tool.parameters.trimmed().isEmpty())
            function.insert(QLatin1StringView("parameters"), keptJson(tool.parameters));
        list.append(
            QJsonObject{{QStringLiteral("type"), QStringLiteral("function")}, {QStringLiteral("function"), function}});
    }
    return list;
}

std::optional<QString> nameOfCall(const std::vector<Message> &messages, size_t place)
{
    const QString id = messages[place].toolCallId;
    for (size_t i = place; i-- > 0;) {
        for (const ToolCall &call : messages[i].toolCalls)
            if (call.id == id) return call.name;
    }
    return std::nullopt;
}

QString base64(const Attachment &file)
{
    return QString::fromLatin1(file.data.toBase64());
}

QString dataUrl(const Attachment &file)
{
    return QLatin1StringView("data:") + file.mimeType + QLatin1StringView(";base64,") + base64(file);
}

bool isStrictSchema(const QJsonValue &schema)
{
    if (schema.isArray()) return std::ranges::all_of(schema.toArray(), isStrictSchema);
    if (!schema.isObject()) return true;
    const QJsonObject object = schema.toObject();
    const QJsonObject properties = object.value(QLatin1StringView("properties")).toObject();
    const QJsonArray required = object.value(QLatin1StringView("required")).toArray();
    if (object.value(QLatin1StringView("type")) == QStringLiteral("object")) {
        const QJsonValue others = object.value(QLatin1StringView("additionalProperties"));
        if (!others.isBool() || others.toBool()) return false;
    }
    const QStringList names = properties.keys();
    const bool allRequired = std::ranges::all_of(names, [&](const QString &name) { return required.contains(name); });
    return allRequired && std::ranges::all_of(object, isStrictSchema);
}

QString schemaName(const ResponseFormat &format)
{
    return format.name.trimmed().isEmpty() ? QStringLiteral("answer") : format.name.trimmed();
}

} // namespace burin

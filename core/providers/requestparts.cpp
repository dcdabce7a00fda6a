#include "core/providers/requestparts.h"

#include "core/providers/errormap.h"
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

} // namespace burin

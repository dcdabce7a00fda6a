#pragma once

#include "core/domain/run.h"
#include "core/providers/registry.h"

#include <QNetworkRequest>
#include <QUrl>

namespace burin::bench {

/// A run of @p model (see streamserver.h) with limits that do not matter to a benchmark.
inline RunSpec benchSpec(const QUrl &base, const QString &model)
{
    using namespace std::chrono_literals;
    RunSpec spec;
    spec.provider = adHocProvider(QStringLiteral("openai"), base);
    spec.draft.model = model;
    spec.messages = {{Role::User, QStringLiteral("hi")}};
    spec.timeouts = {.connect = 30s, .firstContent = 60s, .idle = 60s, .total = 600s};
    spec.createdAt = QDateTime::currentDateTimeUtc();
    return spec;
}

/// The same request from a bare QNetworkAccessManager.
inline QNetworkRequest bareRequest(const QUrl &base)
{
    QNetworkRequest request(QUrl(base.toString() + QStringLiteral("/chat/completions")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return request;
}

inline QByteArray bareBody(const QString &model)
{
    return "{\"model\":\"" + model.toUtf8() + "\",\"stream\":true}";
}

} // namespace burin::bench

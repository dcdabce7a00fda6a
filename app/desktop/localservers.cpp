#include "app/desktop/localservers.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

#include <chrono>

namespace burin {

namespace {

constexpr std::chrono::milliseconds limit(300);
constexpr qint64 longestAnswer = 1024 * 1024; // LM Studio lists every downloaded model

bool fits(const LocalProbe &probe, int status, const QByteArray &body)
{
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    if (status == 503) return answer.value(QStringLiteral("error")).isObject(); // llama.cpp while it loads a model
    return status == 200 && answer.contains(probe.member);
}

} // namespace

std::vector<LocalProbe> usualLocalServers()
{
    const auto probe = [](const char *id, const char *url, const char *member) {
        return LocalProbe{QString::fromLatin1(id), QUrl(QString::fromLatin1(url)), QString::fromLatin1(member)};
    };
    return {
        probe("ollama", "http://127.0.0.1:11434/api/version", "version"),
        probe("lmstudio", "http://127.0.0.1:1234/api/v0/models", "data"),
        probe("llamacpp", "http://127.0.0.1:8080/health", "status"),
    };
}

LocalServers::LocalServers(std::vector<LocalProbe> probes, QObject *parent)
    : QObject(parent), m_probes(std::move(probes))
{
    m_manager.setProxy(QNetworkProxy::NoProxy);
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

void LocalServers::probe()
{
    for (const LocalProbe &probe : m_probes)
        ask(probe);
}

void LocalServers::ask(const LocalProbe &probe)
{
    QNetworkRequest request(probe.url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Burin/" BURIN_VERSION));
    QNetworkReply *reply = m_manager.get(request);
    QTimer::singleShot(limit, reply, &QNetworkReply::abort);
    reply->setReadBufferSize(longestAnswer); // a longer one never finishes and runs into the limit
    connect(reply, &QNetworkReply::finished, this, [this, probe, reply] {
        reply->deleteLater();
        note(probe, *reply);
    });
}

void LocalServers::note(const LocalProbe &probe, QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() != QNetworkReply::OperationCanceledError && fits(probe, status, reply.readAll()))
        m_found += probe.providerId;
    if (++m_answers < m_probes.size()) return;

    QStringList ordered;
    for (const LocalProbe &asked : m_probes) {
        if (m_found.contains(asked.providerId)) ordered += asked.providerId;
    }
    Q_EMIT finished(ordered);
}

} // namespace burin

#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <vector>

class QNetworkReply;

namespace burin {

/// How to recognise a model server on this computer.
struct LocalProbe {
    QString providerId; ///< The row of resources/providers.json that fits it.
    QUrl url;           ///< Answers a GET with a JSON object.
    QString member;     ///< Which that object has.
};

/// Ollama, LM Studio and llama.cpp on their usual ports.
std::vector<LocalProbe> usualLocalServers();

/// Looks for model servers on this computer, each for at most 300 ms. Sends nothing but an empty GET. GUI thread.
class LocalServers : public QObject {
    Q_OBJECT
public:
    explicit LocalServers(QObject *parent = nullptr) : LocalServers(usualLocalServers(), parent) {}
    explicit LocalServers(std::vector<LocalProbe> probes, QObject *parent = nullptr);

    /// Asks all at once. Call once.
    void probe();

Q_SIGNALS:
    /// Once, after every server answered or took too long. In the order of the probes.
    void finished(const QStringList &providerIds);

private:
    void ask(const LocalProbe &probe);
    void note(const LocalProbe &probe, QNetworkReply &reply);

    std::vector<LocalProbe> m_probes;
    QStringList m_found;
    size_t m_answers = 0;
    QNetworkAccessManager m_manager;
};

} // namespace burin

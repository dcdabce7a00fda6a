#pragma once

#include "core/domain/error.h"
#include "core/simulator/scenario.h"

#include <QHash>
#include <QObject>
#include <QUrl>

class QTcpServer;

namespace burin {

namespace simulator { // what is of no interest outside this folder
class Connection;
struct ChatAsk;
struct HttpHead;
struct HttpMessage;
} // namespace simulator

/// A loopback provider that speaks OpenAI Chat Completions without a model: deterministic answers, faults on demand.
/// Listens on 127.0.0.1 only, and only after listen(); refuses requests that name another host or come from a web page
/// of one (DNS rebinding). Serves /v1/chat/completions and /v1/models. Everything happens on the thread it lives on.
/// A model that stands for a scenario with limited failures starts over after each good answer; a fixed scenario
/// does not.
class Simulator : public QObject {
    Q_OBJECT
public:
    struct Options {
        quint16 port = 0;                 ///< 0 = any free one.
        QByteArray requiredKey;           ///< When set, requests without this bearer key get a 401.
        std::optional<Scenario> scenario; ///< For every request; else the model's name decides.
    };

    explicit Simulator(Options options, QObject *parent = nullptr);
    ~Simulator() override;

    Result<QUrl> listen(); ///< The base URL, such as http://127.0.0.1:40123/v1.
    QUrl baseUrl() const;  ///< Empty before listen().
    /// Requests that arrived whole, whatever they asked for and whatever became of them.
    int requestsSeen() const;

private:
    void accept();
    void answer(simulator::Connection *connection, const simulator::HttpMessage &request);
    void listModels(simulator::Connection *connection) const;
    void complete(simulator::Connection *connection, const simulator::HttpMessage &request);
    void stream(simulator::Connection *connection, const simulator::ChatAsk &ask, Scenario scenario) const;
    std::optional<Scenario> scenarioFor(const QString &model);
    void refuse(simulator::Connection *connection, int status, const QString &message = {}) const;
    simulator::HttpHead headOf(const Scenario &scenario) const;

    Options m_options;
    QTcpServer *m_server;
    QHash<QString, int> m_failures; ///< How often each model misbehaved in a row; "" = the fixed scenario.
    int m_requests = 0;
};

} // namespace burin

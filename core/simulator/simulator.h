#pragma once

#include "core/domain/error.h"
#include "core/simulator/scenariofile.h"

#include <QHash>
#include <QObject>
#include <QUrl>

#include <memory>

class QTcpServer;

namespace burin {

namespace simulator { // what is of no interest outside this folder
class Connection;
class Ledger;
class Protocol;
struct ChatAsk;
struct HttpHead;
struct HttpMessage;
struct Route;
} // namespace simulator

/// A loopback provider that speaks every vendor's format without a model: deterministic answers, faults on demand.
/// The path of a request decides whose format it is; baseUrlFor() tells where a client finds it. Listens on 127.0.0.1
/// only, and only after listen(); refuses requests that name another host or come from a web page of one (DNS
/// rebinding). Everything happens on the thread it lives on. A model that stands for a scenario with limited failures
/// starts over after each good answer; a fixed scenario does not.
class Simulator : public QObject {
    Q_OBJECT
public:
    struct Options {
        quint16 port = 0;                 ///< 0 = any free one.
        QByteArray requiredKey;           ///< When set, requests without this key get a 401.
        std::optional<Scenario> scenario; ///< For every request; else the model's name decides.
    };

    explicit Simulator(Options options, QObject *parent = nullptr);
    ~Simulator() override;

    Result<QUrl> listen(); ///< The base URL, such as http://127.0.0.1:40123/v1.
    QUrl baseUrl() const;  ///< Of the OpenAI formats. Empty before listen().
    /// The base URL for a wire format, such as "openrouter": http://127.0.0.1:40123/api/v1. Empty before listen(). A @p
    /// room (letters and figures) makes it an address of its own, so that what a client learns of one, such as that it
    /// keeps failing, does not count for the others.
    QUrl baseUrlFor(const QString &kind, const QString &room = {}) const;
    /// Requests that arrived whole, whatever they asked for and whatever became of them.
    int requestsSeen() const;

private:
    void accept();
    void answer(simulator::Connection *connection, const simulator::HttpMessage &request);
    void serve(simulator::Connection *connection, const simulator::HttpMessage &request, const simulator::Route &route);
    void chat(simulator::Connection *connection, const simulator::HttpMessage &request, const simulator::Route &route);
    void embed(simulator::Connection *connection, const simulator::HttpMessage &request, const simulator::Route &route);
    void stream(simulator::Connection *connection, const simulator::ChatAsk &ask, Scenario scenario,
                const simulator::Protocol &protocol);
    /// Does what the scenario says in place of an answer, if it does.
    bool misbehave(simulator::Connection *connection, const Scenario &scenario, const simulator::Protocol &protocol);
    std::optional<Scenario> scenarioFor(const QString &model, const QByteArray &path);
    simulator::HttpHead headOf(const Scenario &scenario, const simulator::Protocol &protocol) const;

    Options m_options;
    QTcpServer *m_server;
    QHash<QString, int> m_failures; ///< How often each model misbehaved in a row; "" = the fixed scenario.
    std::unique_ptr<simulator::Ledger> m_ledger;
    int m_requests = 0;
};

/// The wire formats that the simulator speaks, as the registry of providers names them.
QStringList simulatorKinds();

} // namespace burin

#include "core/simulator/simulator.h"

#include "core/simulator/answer.h"
#include "core/simulator/answerstream.h"
#include "core/simulator/connection.h"
#include "core/simulator/faultreply.h"

#include <QDateTime>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

namespace burin {

using namespace simulator;

namespace {

/// Whether a Host header, or what follows "://" in an Origin header, names this computer.
bool namesLoopback(const QByteArray &authority)
{
    const bool bracketed = authority.startsWith('[');
    const qsizetype end = bracketed ? authority.indexOf(']') : authority.indexOf(':');
    if (bracketed && end < 0) return false;
    const QByteArray host = authority.mid(bracketed ? 1 : 0, bracketed ? end - 1 : end).toLower();
    const QHostAddress address(QString::fromLatin1(host));
    return host == "localhost" || address == QHostAddress(QHostAddress::LocalHost) ||
           address == QHostAddress(QHostAddress::LocalHostIPv6);
}

bool isLocal(const HttpMessage &request)
{
    const QByteArray origin = request.header("origin");
    const qsizetype scheme = origin.indexOf("://");
    return namesLoopback(request.header("host")) &&
           (origin.isEmpty() || (scheme > 0 && namesLoopback(origin.mid(scheme + 3))));
}

/// A good server with the same voice and pace.
Scenario withoutFaults(Scenario scenario)
{
    const Scenario good;
    scenario.status = good.status;
    scenario.retryAfter = good.retryAfter;
    scenario.ending = good.ending;
    scenario.malformedFrame = good.malformedFrame;
    return scenario;
}

bool hasFaults(const Scenario &scenario)
{
    return scenario.status != 200 || scenario.ending != Scenario::Ending::Normal || scenario.malformedFrame;
}

} // namespace

Simulator::Simulator(Options options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_server(new QTcpServer(this))
{
    connect(m_server, &QTcpServer::newConnection, this, &Simulator::accept);
}

Simulator::~Simulator() = default;

Result<QUrl> Simulator::listen()
{
    if (!m_server->isListening() && !m_server->listen(QHostAddress::LocalHost, m_options.port))
        return makeError(ErrorCode::BadParameter, QStringLiteral("port"), m_server->errorString());
    return baseUrl();
}

QUrl Simulator::baseUrl() const
{
    if (!m_server->isListening()) return {};
    return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server->serverPort()));
}

int Simulator::requestsSeen() const
{
    return m_requests;
}

void Simulator::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        auto *connection = new Connection(socket, this);
        connect(connection, &Connection::requestRead, this,
                [this, connection](const HttpMessage &request) { answer(connection, request); });
    }
}

void Simulator::answer(Connection *connection, const HttpMessage &request)
{
    ++m_requests;
    const bool models = request.path == "/v1/models";
    if (!isLocal(request)) {
        refuse(connection, 403, QStringLiteral("Only this computer may use the simulator."));
    } else if (!m_options.requiredKey.isEmpty() &&
               request.header("authorization") != "Bearer " + m_options.requiredKey) {
        refuse(connection, 401);
    } else if (!models && request.path != "/v1/chat/completions") {
        refuse(connection, 404);
    } else if (request.method != (models ? "GET" : "POST")) {
        refuse(connection, 405);
    } else if (models) {
        listModels(connection);
    } else {
        complete(connection, request);
    }
}

void Simulator::refuse(Connection *connection, int status, const QString &message) const
{
    Scenario scenario;
    scenario.status = status;
    connection->reply(status, headOf(scenario).headers, errorBody(status, message));
}

void Simulator::listModels(Connection *connection) const
{
    QJsonArray models;
    for (const NamedScenario &named : builtInScenarios())
        models += QJsonObject{{QStringLiteral("id"), named.model},
                              {QStringLiteral("object"), QStringLiteral("model")},
                              {QStringLiteral("created"), 0},
                              {QStringLiteral("owned_by"), QStringLiteral("burin")},
                              {QStringLiteral("name"), named.description}};
    const QJsonObject list{{QStringLiteral("object"), QStringLiteral("list")}, {QStringLiteral("data"), models}};
    connection->reply(200, {{"Content-Type", "application/json"}}, QJsonDocument(list).toJson(QJsonDocument::Compact));
}

std::optional<Scenario> Simulator::scenarioFor(const QString &model)
{
    const auto named = std::ranges::find(builtInScenarios(), model, &NamedScenario::model);
    if (!m_options.scenario && named == builtInScenarios().end()) return std::nullopt;
    const Scenario &scenario = m_options.scenario ? *m_options.scenario : named->scenario;
    if (scenario.failures < 0 || !hasFaults(scenario)) return scenario;

    int &failed = m_failures[m_options.scenario ? QString() : model];
    if (failed < scenario.failures) {
        ++failed;
        return scenario;
    }
    if (!m_options.scenario) failed = 0;
    return withoutFaults(scenario);
}

HttpHead Simulator::headOf(const Scenario &scenario) const
{
    HttpHead head{scenario.status, {{"Content-Type", "application/json"}}, std::nullopt};
    head.headers.emplace_back("x-request-id", "req_simulator_" + QByteArray::number(m_requests));
    if (scenario.retryAfter)
        head.headers.emplace_back("Retry-After", QByteArray::number(*scenario.retryAfter, 'g', 15));
    return head;
}

void Simulator::complete(Connection *connection, const HttpMessage &request)
{
    const Result<ChatAsk, QString> ask = readAsk(request.body);
    if (!ask) {
        refuse(connection, 400, ask.error());
        return;
    }
    const std::optional<Scenario> scenario = scenarioFor(ask->model);
    if (!scenario) {
        connection->reply(404, headOf({}).headers, unknownModelBody(ask->model));
        return;
    }
    if (scenario->ending == Scenario::Ending::CloseBeforeHead) {
        connection->close();
        return;
    }
    if (scenario->status != 200) {
        connection->reply(scenario->status, headOf(*scenario).headers,
                          scenario->errorBody.isEmpty() ? errorBody(scenario->status) : scenario->errorBody);
        return;
    }
    stream(connection, *ask, *scenario);
}

void Simulator::stream(Connection *connection, const ChatAsk &ask, Scenario scenario) const
{
    SimulatedAnswer answer = makeAnswer(ask, scenario);
    answer.id = QStringLiteral("chatcmpl-simulator-%1").arg(m_requests);
    answer.created = QDateTime::currentSecsSinceEpoch();
    HttpHead head = headOf(scenario);
    if (ask.stream) {
        head.headers.front().second = "text/event-stream; charset=utf-8";
        head.headers.emplace_back("Cache-Control", "no-cache");
    } else if (scenario.tokensPerSecond > 0) { // the whole answer comes when its last token would
        const std::chrono::duration<double> writing(double(answer.content.size() + answer.reasoning.size()) /
                                                    scenario.tokensPerSecond);
        scenario.firstTokenDelay += std::chrono::floor<std::chrono::milliseconds>(writing);
    }
    AnswerScript script = ask.stream ? AnswerScript::streamed(std::move(answer), scenario)
                                     : AnswerScript::document(std::move(answer), scenario);
    (new AnswerStream(std::move(script), std::move(scenario), connection))->start(head);
}

} // namespace burin

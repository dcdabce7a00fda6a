#include "core/simulator/simulator.h"

#include "core/simulator/answerstream.h"
#include "core/simulator/catalog.h"
#include "core/simulator/headfaults.h"
#include "core/simulator/ledger.h"
#include "core/simulator/routes.h"
#include "core/simulator/weather.h"

#include <QDateTime>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

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

/// Where a client of each format finds the simulator.
struct KindRow {
    const char *kind;
    const char *path;
};
constexpr KindRow kinds[] = {
    {"openai", "/v1"}, {"openai-responses", "/v1"}, {"openrouter", "/api/v1"}, {"anthropic", ""}, {"gemini", ""},
    {"ollama", ""}};

constexpr char RoomPrefix[] = "/room-";

/// The request as if it had not been sent to a room.
HttpMessage withoutRoom(HttpMessage request)
{
    if (!request.path.startsWith(RoomPrefix)) return request;
    const qsizetype end = request.path.indexOf('/', 1);
    request.path = end < 0 ? QByteArray("/") : request.path.mid(end);
    return request;
}

/// Longer than any answer that is cut.
constexpr qint64 TooLong = 1LL << 30;

bool isBodiless(int status)
{
    return status < 200 || status == 204 || status == 304;
}

void replyTo(Connection *connection, const QByteArray &json)
{
    connection->reply(200, {{"Content-Type", "application/json"}}, json);
}

void refuse(Connection *connection, const Protocol &protocol, const Complaint &complaint)
{
    connection->reply(complaint.status, {{"Content-Type", "application/json"}}, protocol.errorBody(complaint));
}

} // namespace

Simulator::Simulator(Options options, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_server(new QTcpServer(this)),
      m_ledger(std::make_unique<Ledger>())
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
    return baseUrlFor(QStringLiteral("openai"));
}

QUrl Simulator::baseUrlFor(const QString &kind, const QString &room) const
{
    if (!m_server->isListening()) return {};
    const auto row =
        std::ranges::find_if(kinds, [&kind](const KindRow &r) { return kind == QLatin1StringView(r.kind); });
    const QString prefix = room.isEmpty() ? QString() : QLatin1StringView(RoomPrefix) + room;
    const QLatin1StringView path(row == std::end(kinds) ? "/v1" : row->path);
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2%3").arg(m_server->serverPort()).arg(prefix, path));
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
                [this, connection](const HttpMessage &request) { answer(connection, withoutRoom(request)); });
    }
}

void Simulator::answer(Connection *connection, const HttpMessage &request)
{
    ++m_requests;
    const Route *const route = findRoute(request);
    const Protocol &protocol = route ? route->protocol() : openAiChat();
    if (!isLocal(request))
        refuse(connection, protocol,
               complaintFor(403, {}, QStringLiteral("Only this computer may use the simulator.")));
    else if (!m_options.requiredKey.isEmpty() && keyIn(request) != m_options.requiredKey)
        refuse(connection, protocol, complaintFor(401));
    else if (!route)
        refuse(connection, protocol, complaintFor(404));
    else if (request.method != route->method)
        refuse(connection, protocol, complaintFor(405));
    else
        serve(connection, request, *route);
}

void Simulator::serve(Connection *connection, const HttpMessage &request, const Route &route)
{
    const Protocol &protocol = route.protocol();
    switch (route.action) {
    case Action::Chat:
        return chat(connection, request, route);
    case Action::Embed:
        return embed(connection, request, route);
    case Action::ListModels:
        return replyTo(connection, modelList(protocol));
    case Action::ShowModel:
        return replyTo(connection, modelDetail(protocol, modelInPath(request.path)));
    case Action::ShowKey:
        return replyTo(connection, keyStatus(m_ledger->spent()));
    case Action::ShowVersion:
        return replyTo(connection, R"({"version":"0.0.0-simulator"})");
    case Action::CountTokens: {
        const Result<ChatAsk, QString> ask = protocol.readAsk(request);
        if (ask) return replyTo(connection, tokenCount(protocol, ask->promptTokens));
        return refuse(connection, protocol, complaintFor(400, {}, ask.error()));
    }
    case Action::ShowGeneration: {
        const QString id = QUrlQuery(QString::fromLatin1(request.query)).queryItemValue(QStringLiteral("id"));
        const QByteArray generation = m_ledger->generation(id.toLatin1());
        if (!generation.isEmpty()) return replyTo(connection, generation);
        return refuse(connection, protocol, complaintFor(404));
    }
    }
}

std::optional<Scenario> Simulator::scenarioFor(const QString &model, const QByteArray &path)
{
    const NamedScenario *const file = m_options.scenario ? nullptr : findScenario(model);
    if (!m_options.scenario && (!file || file->model != model)) return std::nullopt;
    const Scenario scenario = underWeather(m_options.scenario ? *m_options.scenario : file->scenario, m_requests);
    if (scenario.failures < 0 || !hasFaults(scenario)) return scenario;

    int &failed = m_failures[m_options.scenario ? QString() : model + QLatin1StringView(path)];
    if (failed < scenario.failures) {
        ++failed;
        return scenario;
    }
    if (!m_options.scenario) failed = 0;
    return withoutFaults(scenario);
}

HttpHead Simulator::headOf(const Scenario &scenario, const Protocol &protocol) const
{
    HttpHead head{scenario.status, {{"Content-Type", "application/json"}}, std::nullopt};
    head.headers.emplace_back(protocol.requestIdHeader(), "req_simulator_" + QByteArray::number(m_requests));
    if (scenario.retryAfter)
        head.headers.emplace_back("Retry-After", QByteArray::number(*scenario.retryAfter, 'g', 15));
    if (scenario.retryAfterDate)
        head.headers.emplace_back("Retry-After",
                                  httpDate(QDateTime::currentDateTimeUtc().addSecs(*scenario.retryAfterDate)));
    return head;
}

/// The scenario's headers, which take the place of ours.
static void addHeaders(HttpHead &head, const Scenario &scenario)
{
    for (const auto &header : scenario.headers) {
        std::erase_if(head.headers, [&header](const auto &ours) {
            return ours.first.compare(header.first, Qt::CaseInsensitive) == 0;
        });
        head.headers.push_back(header);
    }
}

bool Simulator::misbehave(Connection *connection, const Scenario &scenario, const Protocol &protocol)
{
    for (const int status : scenario.interim)
        connection->writeRaw("HTTP/1.1 " + QByteArray::number(status) + " Interim\r\n\r\n");
    if (breaksHead(scenario.ending)) {
        breakHead(connection, scenario.ending);
        return true;
    }
    if (scenario.status == 200 && !scenario.body) return false;
    HttpHead head = headOf(scenario, protocol);
    addHeaders(head, scenario);
    Complaint complaint = complaintFor(scenario.status, scenario.error);
    complaint.status = scenario.status;
    complaint.retryAfter = scenario.retryAfter;
    QByteArray body = scenario.errorBody.isEmpty() ? protocol.errorBody(complaint) : scenario.errorBody;
    if (scenario.body) body = *scenario.body;
    if (isBodiless(scenario.status)) body.clear();
    connection->reply(scenario.status, head.headers, body);
    if (scenario.status < 200) connection->close(); // as if it were the final head
    return true;
}

void Simulator::chat(Connection *connection, const HttpMessage &request, const Route &route)
{
    const Protocol &protocol = route.protocol();
    const Result<ChatAsk, QString> ask = protocol.readAsk(request);
    if (!ask) return refuse(connection, protocol, complaintFor(400, {}, ask.error()));
    const std::optional<Scenario> scenario = scenarioFor(ask->model, request.path);
    if (!scenario)
        refuse(connection, protocol,
               complaintFor(404, QStringLiteral("model"),
                            QStringLiteral("The model '%1' does not exist.").arg(ask->model)));
    else if (!misbehave(connection, *scenario, protocol))
        stream(connection, *ask, *scenario, protocol);
}

void Simulator::embed(Connection *connection, const HttpMessage &request, const Route &route)
{
    const Protocol &protocol = route.protocol();
    const Result<EmbeddingAsk, QString> ask = readEmbeddingAsk(route.embedding, request);
    if (!ask) return refuse(connection, protocol, complaintFor(400, {}, ask.error()));
    const std::optional<Scenario> scenario = scenarioFor(ask->model, request.path);
    if (!scenario)
        refuse(connection, protocol, complaintFor(404, QStringLiteral("model")));
    else if (!misbehave(connection, *scenario, protocol))
        replyTo(connection, embeddingBody(route.embedding, *ask, scenario->embeddingFault));
}

void Simulator::stream(Connection *connection, const ChatAsk &ask, Scenario scenario, const Protocol &protocol)
{
    const bool streamed = ask.stream && !scenario.whole;
    SimulatedAnswer answer = makeAnswer(ask, scenario);
    answer.number = m_requests;
    answer.created = QDateTime::currentSecsSinceEpoch();
    if (&protocol == &openRouterChat()) m_ledger->note(answer);
    HttpHead head = headOf(scenario, protocol);
    if (streamed) {
        head.headers.front().second = protocol.streamType();
        head.headers.emplace_back("Cache-Control", "no-cache");
    } else if (scenario.tokensPerSecond > 0) { // the whole answer comes when its last token would
        const std::chrono::duration<double> writing(double(answer.outputTokens() + answer.reasoningTokens()) /
                                                    scenario.tokensPerSecond);
        scenario.firstTokenDelay += std::chrono::floor<std::chrono::milliseconds>(writing);
    }
    addHeaders(head, scenario);
    if (!streamed && scenario.ending == Scenario::Ending::ErrorInStream)
        return connection->reply(200, head.headers, protocol.errorBody(complaintFor(500, scenario.error)));
    if (scenario.ending == Scenario::Ending::ShortLength) head.contentLength = TooLong;
    AnswerScript script(protocol.writer(std::move(answer)), scenario,
                        streamed ? AnswerScript::Form::Stream : AnswerScript::Form::Document);
    (new AnswerStream(std::move(script), std::move(scenario), connection))->start(head);
}

QStringList simulatorKinds()
{
    QStringList names;
    for (const KindRow &row : kinds)
        names += QString::fromLatin1(row.kind);
    return names;
}

} // namespace burin

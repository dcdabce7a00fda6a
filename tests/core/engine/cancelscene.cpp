#include "tests/core/engine/cancelscene.h"

#include "tests/core/engine/faultrows.h"

#include <QPromise>

#include <sys/socket.h>

namespace burin {

using namespace std::chrono_literals;

namespace {

Script wholeAnswerInOnePiece()
{
    const Script whole =
        sseResponse({textChunk("one "), textChunk("two"), finishChunk("stop"), usageChunk(), "[DONE]"});
    QByteArray bytes;
    for (const Script::Step &step : whole.steps()) {
        if (const auto *write = std::get_if<Script::Write>(&step)) bytes += write->bytes;
    }
    bytes.chop(5); // not the last chunk: the body stays open
    return Script().write(bytes).stall();
}

std::vector<Script> scriptsFor(CancelStage stage)
{
    switch (stage) {
    case CancelStage::Uploading:
        return {Script().beforeBody().stall()};
    case CancelStage::Streaming:
        return {sseHead().event(textChunk("one ")).stall()};
    case CancelStage::Waiting:
        return {jsonResponse(503, "{}")};
    case CancelStage::BehindTheEnd:
        return {wholeAnswerInOnePiece()};
    default:
        return {Script().stall()};
    }
}

} // namespace

CancelScene::CancelScene(CancelStage stage) : m_stage(stage), m_server(scriptsFor(stage)), m_engine(options())
{
    if (stage == CancelStage::Connecting) fillBacklog();
    // Keeps the only slot of the engine busy.
    if (stage == CancelStage::Queued) m_blocker = m_engine.start(spec());
}

RunSpec CancelScene::spec() const
{
    const QUrl silent(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_silent.serverPort()));
    RunSpec spec = specFor(m_stage == CancelStage::Connecting ? silent : m_server.url(QStringLiteral("/v1")));
    spec.timeouts = {.connect = 120s, .firstContent = 120s, .idle = 120s, .total = 240s};
    if (m_stage == CancelStage::Uploading) spec.messages = {{Role::User, QString(300'000, u'x')}};
    return spec;
}

void CancelScene::when(Run *run, const std::function<void()> &cancel)
{
    switch (m_stage) {
    case CancelStage::Queued:
        QTimer::singleShot(0, run, cancel);
        break;
    case CancelStage::Journalling:
        m_journalled = cancel;
        break;
    case CancelStage::Connecting:
        connect(run, &Run::attemptStarted, run, [run, cancel] { QTimer::singleShot(1ms, run, cancel); });
        break;
    case CancelStage::Uploading:
    case CancelStage::FirstByte:
        connect(&m_server, &ScriptedServer::requestReceived, run, cancel);
        break;
    case CancelStage::Streaming:
        connect(run, &Run::textAdded, run, cancel);
        break;
    case CancelStage::BehindTheEnd:
        // No signal tells of the terminator; it came with the text, and the server has some time to close.
        connect(run, &Run::textAdded, run, [run, cancel] { QTimer::singleShot(30ms, run, cancel); });
        break;
    case CancelStage::Waiting:
        connect(run, &Run::retrying, run, cancel);
        break;
    }
}

Engine::Options CancelScene::options()
{
    Engine::Options options;
    options.slotsPerEndpoint = m_stage == CancelStage::Queued ? 1 : 50;
    options.jitter = [] { return 0.5; };
    // The same failure again and again must not use up what the endpoint is granted.
    options.retryBudget = {.share = 1, .floor = 1'000, .most = 1'000};
    options.circuit.failuresToOpen = 100'000;
    if (m_stage == CancelStage::Journalling)
        options.journal = [this](RunId, const Attempt &) { return journalLater(); };
    return options;
}

QFuture<Outcome> CancelScene::journalLater()
{
    auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    // The cancel comes first, the journal is done behind it.
    const auto finish = [this, promise] {
        m_journalled();
        promise->addResult(Outcome(Done{}));
        promise->finish();
    };
    QMetaObject::invokeMethod(this, finish, Qt::QueuedConnection);
    return promise->future();
}

void CancelScene::fillBacklog()
{
    // With a full backlog the system answers no further connection.
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || listen(listener, 0) != 0 || !m_silent.setSocketDescriptor(listener)) return;
    m_silent.pauseAccepting();
    for (QTcpSocket &filler : m_fillers)
        filler.connectToHost(QHostAddress::LocalHost, m_silent.serverPort());
}

} // namespace burin

#include "app/application.h"

#include "core/base/await.h"
#include "core/prompt/promptrender.h"
#include "core/providers/registry.h"
#include "core/simulator/scenariofile.h"
#include "ui/faultlab/faultlabpage.h"
#include "ui/mainwindow.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QCoreApplication>

// The Fault lab: the open prompt, through the simulator, as runs like any other.

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr int AtOnce = 8; // a run more at a time would make the others late

FaultScenario shown(const NamedScenario &file)
{
    const auto family = std::ranges::find_if(
        scenarioFamilies(), [&file](const ScenarioFamily &f) { return file.family == QLatin1StringView(f.id); });
    return {file.model, file.title, file.description, QCoreApplication::translate("Simulator", family->title),
            file.kinds, file.expect};
}

} // namespace

void Application::wireFaultLab()
{
    std::vector<FaultScenario> scenarios;
    for (const NamedScenario &file : builtInScenarios())
        scenarios.push_back(shown(file));
    QStringList kinds;
    for (const QString &kind : simulatorKinds()) {
        if (providerFor(kind)) kinds += kind;
    }
    m_faultLab->setScenarios(scenarios);
    m_faultLab->setKinds(kinds);
    connect(m_faultLab, &FaultLabPage::runRequested, this, [this](const FaultOrder &order) { orderFaults({order}); });
    connect(m_faultLab, &FaultLabPage::runAllRequested, this, &Application::orderFaults);
    connect(m_faultLab, &FaultLabPage::settingsRequested, this,
            [this] { m_window->showPage(MainWindow::Page::Settings); });
    connect(m_faultLab, &FaultLabPage::cancelRequested, this, [this] {
        m_faultLab->dropOrders(int(std::exchange(m_faultOrders, {}).size()));
        for (const QPointer<Run> &run : std::as_const(m_faultRuns)) {
            if (run) run->cancel();
        }
    });
}

void Application::orderFaults(const std::vector<FaultOrder> &orders)
{
    m_faultOrders = orders;
    m_faultRuns.clear();
    for (int i = 0; i < AtOnce; ++i)
        runNextFault();
}

void Application::runNextFault()
{
    if (m_faultOrders.empty()) return;
    const FaultOrder order = m_faultOrders.front();
    m_faultOrders.erase(m_faultOrders.begin());
    // Its own server: neither a broken connection nor an address that keeps failing is left for the next.
    auto *simulator = new Simulator({.port = 0, .requiredKey = m_simulatorKey, .scenario = {}}, this);
    const Result<RunSpec> spec = faultSpec(order, *simulator);
    if (!spec) {
        delete simulator;
        m_faultOrders.clear();
        m_faultLab->showError(spec.error());
        return;
    }
    await(m_recorder.begin(*spec), this, [this, order, simulator, spec = *spec](const Result<RunId> &id) mutable {
        if (!id) {
            delete simulator;
            m_faultOrders.clear();
            m_faultLab->showError(id.error());
            return;
        }
        spec.id = *id;
        Run *const run = m_engine.start(spec);
        connect(run, &QObject::destroyed, simulator, &QObject::deleteLater);
        m_runLog.follow(run, spec);
        followFault(run, order);
    });
}

Result<RunSpec> Application::faultSpec(const FaultOrder &order, Simulator &simulator)
{
    std::optional<ProviderProfile> profile = profileOf(QStringLiteral("simulator"));
    if (!profile) return makeError(ErrorCode::BadParameter, tr("provider"));
    RunSpec spec;
    spec.draft = m_workbench->draft();
    const auto messages = renderPrompt(spec.draft, m_workbench->prompt()->fragments());
    if (!messages)
        return makeError(messages.error().front().kind == PromptError::Kind::Template ? ErrorCode::BadTemplate
                                                                                      : ErrorCode::UnfilledVariable);
    spec.messages = *messages;
    const Result<QUrl> listening = simulator.listen();
    if (!listening) return listening.error();
    profile->kind = order.kind;
    profile->baseUrl = simulator.baseUrlFor(order.kind);
    spec.provider = *profile;
    spec.key = simulatorKey();
    spec.draft.providerId = profile->id;
    spec.draft.model = order.model;
    spec.draft.parameters = {};
    if (const NamedScenario *const file = findScenario(order.model); file && file->limits)
        spec.timeouts = *file->limits;
    if (!order.waits) spec.retry.initial = 10ms;
    spec.createdAt = QDateTime::currentDateTimeUtc();
    return spec;
}

void Application::followFault(Run *run, const FaultOrder &order)
{
    m_faultRuns.push_back(run);
    m_recorder.follow(run);
    connect(run, &Run::attemptEnded, m_faultLab, &FaultLabPage::showAttempt);
    connect(run, &Run::retrying, m_faultLab,
            [this](int next, std::chrono::milliseconds delay) { m_faultLab->showRetrying(next, delay); });
    connect(run, &Run::finished, m_faultLab, [this, order](const RunRecord &record) {
        m_faultLab->showFinished(order.model, record);
        runNextFault();
    });
}

} // namespace burin

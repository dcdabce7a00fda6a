#include "app/application.h"

#include "app/profile/runsettings.h"
#include "core/base/await.h"
#include "core/cost/pricing.h"
#include "core/engine/specchecks.h"
#include "core/prompt/template.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

// The workbench: from the draft to the run that is on its way.

namespace burin {

namespace {

/// @p text with its variables, or as it stands while it cannot be rendered.
QString filledIn(const QString &text, const PromptDraft &draft)
{
    const auto parsed = Template::parse(text);
    if (!parsed) return text;
    const auto rendered = parsed->render(draft.variables);
    return rendered ? *rendered : text;
}

} // namespace

void Application::wireWorkbench()
{
    connect(m_workbench, &WorkbenchPage::runRequested, this, &Application::requestRun);
    connect(m_workbench, &WorkbenchPage::stopRequested, this, [this] {
        if (m_run) m_run->cancel();
    });
    connect(m_workbench, &WorkbenchPage::retryNowRequested, this, [this] {
        if (m_run) m_run->retryNow();
    });
    connect(m_workbench, &WorkbenchPage::draftChanged, this, [this](const PromptDraft &draft) {
        save(QString::fromLatin1(DraftDocument), toJson(draft));
        showEstimate(draft);
    });
    connect(m_workbench, &WorkbenchPage::modelsRequested, this, &Application::fetchModels);
    connect(m_workbench, &WorkbenchPage::settingsRequested, this, [this](const QString &providerId) {
        m_settingsPage->showProvider(providerId);
        m_window->showPage(MainWindow::Page::Settings);
    });
    connect(&m_providers, &ProviderDirectory::changed, m_workbench,
            [this] { m_workbench->setProviders(m_providers.states()); });
}

std::optional<ProviderProfile> Application::profileOf(const QString &id)
{
    const ProviderProfile *known = m_providers.find(id);
    if (!known) return std::nullopt;
    ProviderProfile profile = *known;
    if (!profile.simulated) return profile;
    if (m_simulator.baseUrl().isEmpty()) {
        const Result<QUrl> url = m_simulator.listen();
        if (!url) m_window->showBanner(url.error());
    }
    profile.baseUrl = m_simulator.baseUrl();
    return profile;
}

void Application::withKey(const ProviderProfile &profile, std::function<void(const KeyLookup &)> use)
{
    if (profile.simulated) {
        KeyLookup lookup;
        lookup.key = simulatorKey();
        use(lookup);
        return;
    }
    await(m_secrets.find(profile), this, std::move(use));
}

void Application::requestRun(const PromptDraft &draft, const std::vector<Message> &messages)
{
    const std::optional<ProviderProfile> profile = profileOf(draft.providerId);
    if (!profile) {
        m_workbench->showError(makeError(ErrorCode::BadParameter, tr("provider")));
        return;
    }
    RunSpec spec;
    spec.draft = draft;
    spec.messages = messages;
    spec.provider = *profile;
    spec.timeouts = timeoutsFor(m_settings, *profile, draft.model);
    spec.retry = retrySettingsFrom(m_settings);
    spec.createdAt = QDateTime::currentDateTimeUtc();
    withKey(*profile, [this, spec](const KeyLookup &lookup) mutable {
        spec.key = lookup.key;
        const std::optional<Error> error = lookup.error ? lookup.error : checkSpec(spec);
        if (error)
            m_workbench->showError(*error);
        else
            beginRun(spec);
    });
}

void Application::beginRun(RunSpec spec)
{
    m_workbench->showStarted(spec);
    await(m_recorder.begin(spec), this, [this, spec](const Result<RunId> &id) mutable {
        if (!id) {
            m_workbench->showError(id.error());
            m_window->showBanner(id.error());
            return;
        }
        spec.id = *id;
        Run *run = m_engine.start(spec);
        m_recorder.follow(run);
        m_runLog.follow(run, spec);
        showRun(run, spec);
        m_history->refresh();
    });
}

void Application::showRun(Run *run, const RunSpec &spec)
{
    m_run = run;
    connect(run, &Run::attemptStarted, m_workbench, &WorkbenchPage::showAttempt);
    connect(run, &Run::textAdded, m_workbench, &WorkbenchPage::appendText);
    connect(run, &Run::reasoningAdded, m_workbench, &WorkbenchPage::appendReasoning);
    connect(run, &Run::retrying, m_workbench, &WorkbenchPage::showRetrying);
    connect(run, &Run::finished, m_workbench, &WorkbenchPage::showFinished);
    connect(run, &Run::finished, this, [this, id = spec.provider.id](const RunRecord &record) {
        if (record.error && record.error->code == ErrorCode::RejectedKey)
            m_providers.setKeyState(id, KeyState::Rejected);
    });
}

void Application::showEstimate(const PromptDraft &draft)
{
    RunSpec spec;
    spec.draft = draft;
    spec.messages = {{Role::System, filledIn(draft.system, draft)}, {Role::User, filledIn(draft.user, draft)}};
    if (const ProviderProfile *profile = m_providers.find(draft.providerId)) spec.provider = *profile;
    spec.createdAt = QDateTime::currentDateTimeUtc();
    m_workbench->setEstimate(estimateCost(spec, m_engine.prices()));
}

void Application::fetchModels(const QString &providerId)
{
    const std::optional<ProviderProfile> profile = profileOf(providerId);
    if (!profile) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        await(m_engine.fetchModels(*profile, lookup.key), this,
              [this, profile](const Result<std::vector<ModelInfo>> &models) {
                  if (models)
                      m_workbench->setModels(profile->id, *models);
                  else
                      m_workbench->showModelsError(profile->id, models.error());
              });
    });
}

} // namespace burin

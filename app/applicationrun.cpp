#include "app/application.h"

#include "app/profile/runsettings.h"
#include "core/base/await.h"
#include "core/cost/budget.h"
#include "core/cost/inputtokens.h"
#include "core/engine/specchecks.h"
#include "core/prompt/promptrender.h"
#include "core/store/learnedfactors.h"
#include "core/store/wholeanswer.h"
#include "ui/assist/assistpane.h"
#include "ui/bannerarea.h"
#include "ui/common/format.h"
#include "ui/compare/comparepage.h"
#include "ui/history/historypage.h"
#include "ui/history/rundetail.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingsform.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/modelpicker.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QDesktopServices>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

// The workbench: from the draft to the run that is on its way.

namespace burin {

namespace {

constexpr char RunTopic[] = "run"; ///< Of banners about the run that the workbench shows.

} // namespace

void Application::checkApproval(const RunSpec &spec, std::function<void(const std::optional<Error> &question)> use)
{
    if (spec.provider.local || spec.provider.simulated) return use(std::nullopt);
    RunSpec counted = spec;
    counted.key = {};
    counted.fallbacks.clear(); // their keys go nowhere either
    await(m_countInputs({counted}), this, [this, spec, use = std::move(use)](const std::vector<InputTokens> &counts) {
        use(approvalNeeded(spec, counts.front()));
    });
}

std::optional<Error> Application::approvalNeeded(const RunSpec &spec, const InputTokens &input) const
{
    const CostEstimate estimate = estimateCost(spec, m_engine.prices(), input);
    if (!needsApproval(estimate, budgetPolicyFrom(m_settings))) return std::nullopt;
    const QString output = estimate.maxOutputTokens ? tr("up to %1 out").arg(formatTokens(estimate.maxOutputTokens))
                                                    : tr("no limit of output tokens");
    //: Under the question whether a run may be that expensive. %2 is such as "up to 32,000 out".
    return makeError(ErrorCode::ApprovalNeeded, formatMoney(estimate.worst ? estimate.worst : estimate.input),
                     tr("~%1 tokens in, %2").arg(formatTokens(estimate.inputTokens), output));
}

void Application::actOn(ErrorAction action, const QString &topic)
{
    const QString providerId =
        topic == QLatin1StringView(RunTopic) ? m_workbench->draft().providerId : topic.section(u':', 1);
    const ProviderProfile *profile = m_providers.find(providerId);
    switch (action) {
    case ErrorAction::RaiseBudget:
        return showBudgetsPage();
    case ErrorAction::OpenSettings:
        m_settingsPage->showProvider(providerId);
        return m_window->showPage(MainWindow::Page::Settings);
    case ErrorAction::TopUp:
        if (profile && QUrl(profile->keysUrl).scheme() == QLatin1StringView("https"))
            QDesktopServices::openUrl(QUrl(profile->keysUrl));
        return;
    case ErrorAction::Approve:
        if (const auto approve = std::exchange(m_approve, {})) approve();
        return;
    case ErrorAction::Cancel:
        m_approve = {};
        return m_workbench->clearAnswer();
    case ErrorAction::Resume:
        return resumeKey(providerId);
    case ErrorAction::ChooseFile:
        return importFiles({}, {});
    case ErrorAction::SaveElsewhere:
        return exportPrompt();
    default:
        if (topic.startsWith(QLatin1StringView(LaneTopic))) return retryLanes(providerId);
        m_window->showPage(MainWindow::Page::Workbench);
        return m_workbench->act(action);
    }
}

void Application::wireWorkbench()
{
    connect(m_workbench, &WorkbenchPage::runRequested, this, &Application::requestRun);
    connect(m_workbench, &WorkbenchPage::continueRequested, this, [this](const RunRecord &record) {
        PromptDraft draft = record.draft;
        const PromptDraft now = m_workbench->draft(); // another model may go on
        draft.providerId = now.providerId;
        draft.model = now.model;
        draft.parameters = now.parameters;
        if (now.turn.conversation == record.id) draft.turn = {.conversation = record.id}; // as its alternative
        continueRun(record, draft);
    });
    connect(m_workbench, &WorkbenchPage::actionRequested, this,
            [this](ErrorAction action) { actOn(action, QString::fromLatin1(RunTopic)); });
    connect(m_window->banners(), &BannerArea::actionRequested, this,
            [this](ErrorAction action, const Error &, const QString &topic) { actOn(action, topic); });
    connect(&m_engine, &Engine::keyPaused, this, [this](const ProviderProfile &provider, const Error &cause) {
        Error paused = makeError(ErrorCode::KeyPaused, provider.name, cause.message());
        m_window->banners()->showError(paused, ErrorOrigin::Background, QStringLiteral("key:") + provider.id);
    });
    connect(m_workbench, &WorkbenchPage::stopRequested, this, [this] {
        if (m_run) m_run->cancel();
    });
    connect(m_workbench, &WorkbenchPage::retryNowRequested, this, [this] {
        if (m_run) m_run->retryNow();
    });
    connect(m_workbench, &WorkbenchPage::draftChanged, this, [this](const PromptDraft &draft) {
        keepDraft(draft);
        m_compare->setOpenDraft(draft);
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
    RunSpec spec;
    spec.draft = draft;
    spec.messages = messages;
    if (draft.turn.conversation.isValid()) return requestTurn(std::move(spec));
    prepareRun(std::move(spec), workbenchAudience());
}

RunAudience Application::workbenchAudience()
{
    m_approve = {};
    return {.topic = QString::fromLatin1(RunTopic),
            .refused = [this](const Error &error) { m_workbench->showError(error); },
            .asked =
                [this](const Error &question, std::function<void()> approve) {
                    m_approve = std::move(approve);
                    m_workbench->showError(question);
                },
            .starting = [this](const RunSpec &spec) { m_workbench->showStarted(spec); },
            .begun = [this](Run *run, const RunSpec &spec) { showRun(run, spec); }};
}

void Application::prepareRun(RunSpec spec, const RunAudience &audience)
{
    completeSpec(std::move(spec), [this, audience](const Result<RunSpec> &complete) {
        if (!complete) return refuseRun(complete.error(), audience);
        addFallbacks(*complete, 0, audience);
    });
}

void Application::completeSpec(RunSpec spec, std::function<void(const Result<RunSpec> &)> use)
{
    const std::optional<ProviderProfile> profile = profileOf(spec.draft.providerId);
    if (!profile) return use(makeError(ErrorCode::BadParameter, tr("provider")));
    spec.provider = *profile;
    const RunLimits limits = limitsFor(
        m_settings, *profile, {.providerId = profile->id, .model = spec.draft.model, .prompt = spec.draft.title});
    spec.timeouts = limits.timeouts;
    spec.retry = limits.retry;
    spec.recordedBytes = recordedBytesFrom(m_settings);
    spec.createdAt = QDateTime::currentDateTimeUtc();
    withKey(*profile, [spec, use = std::move(use)](const KeyLookup &lookup) mutable {
        spec.key = lookup.key;
        const std::optional<Error> error = lookup.error ? lookup.error : checkSpec(spec);
        if (error) return use(*error);
        spec.fallbackOn = fallbackCategories(spec.draft.fallbackOn);
        use(spec);
    });
}

void Application::addFallbacks(RunSpec spec, size_t next, const RunAudience &audience)
{
    if (next >= spec.draft.fallbacks.size()) {
        return checkApproval(spec, [this, spec, audience](const std::optional<Error> &question) {
            if (!question) return beginRun(spec, audience);
            audience.asked(*question, [this, spec, audience] { beginRun(spec, audience); });
        });
    }
    const ModelRef fallback = spec.draft.fallbacks[next];
    const std::optional<ProviderProfile> profile = profileOf(fallback.providerId);
    if (!profile) return addFallbacks(std::move(spec), next + 1, audience);
    withKey(*profile, [this, spec, next, fallback, profile, audience](const KeyLookup &lookup) mutable {
        if (lookup.error)
            m_window->showBannerText(
                tr("The fallback model %1 was left out: %2").arg(fallback.model, lookup.error->message()));
        else
            spec.fallbacks.push_back({*profile, lookup.key, fallback.model});
        addFallbacks(std::move(spec), next + 1, audience);
    });
}

void Application::refuseRun(const Error &error, const RunAudience &audience)
{
    audience.refused(error);
    reportRun(error, ErrorOrigin::Input, audience.topic);
}

void Application::reportRun(const Error &error, ErrorOrigin origin, const QString &topic)
{
    const ErrorPlacement placement = placementOf(error.severity(), origin);
    if (placement == ErrorPlacement::Blocking)
        block(error);
    else if (placement == ErrorPlacement::Banner)
        m_window->banners()->showError(error, origin, topic);
}

void Application::continueRun(const RunRecord &record, const PromptDraft &draft)
{
    await(m_database.run([record](const QSqlDatabase &db) { return wholeAnswer(db, record); }), this,
          [this, record, draft](const Result<WholeAnswer> &answer) {
              if (!answer) return reportRun(answer.error(), ErrorOrigin::Background, QString::fromLatin1(RunTopic));
              RunSpec spec;
              spec.draft = draft;
              spec.messages = answer->messages;
              spec.continuation = Continuation{record.id, answer->text};
              prepareRun(std::move(spec), workbenchAudience());
          });
}

void Application::beginRun(RunSpec spec, const RunAudience &audience)
{
    if (m_blocked) return audience.refused(*m_blocked);
    m_window->banners()->withdraw(audience.topic);
    audience.starting(spec);
    await(m_recorder.begin(spec), this, [this, spec, audience](const Result<RunId> &id) mutable {
        if (!id) return refuseRun(id.error(), audience);
        spec.id = *id;
        Run *run = m_engine.start(spec);
        m_recorder.follow(run);
        m_runLog.follow(run, spec);
        audience.begun(run, spec);
        m_history->refresh();
    });
}

void Application::showRun(Run *run, const RunSpec &spec)
{
    m_run = run;
    if (m_repeated.isValid() && !m_repetition.isValid()) m_repetition = spec.id;
    followTurn(spec);
    connect(run, &Run::attemptStarted, m_workbench, &WorkbenchPage::showAttempt);
    connect(run, &Run::textAdded, m_workbench, &WorkbenchPage::appendText);
    connect(run, &Run::reasoningAdded, m_workbench, &WorkbenchPage::appendReasoning);
    connect(run, &Run::retrying, m_workbench, &WorkbenchPage::showRetrying);
    connect(run, &Run::fellBack, m_workbench, &WorkbenchPage::showFallback);
    connect(run, &Run::finished, m_workbench, &WorkbenchPage::showFinished);
    connect(run, &Run::finished, this, [this, id = spec.provider.id](const RunRecord &record) {
        noteFailure(record, id, QString::fromLatin1(RunTopic));
    });
}

void Application::noteFailure(const RunRecord &record, const QString &providerId, const QString &topic)
{
    if (!record.error) return;
    if (record.error->code == ErrorCode::RejectedKey) m_providers.setKeyState(providerId, KeyState::Rejected);
    reportRun(*record.error, ErrorOrigin::Run, topic);
}

void Application::resumeKey(const QString &providerId)
{
    const std::optional<ProviderProfile> profile = profileOf(providerId);
    if (!profile) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        if (lookup.error) return reportRun(*lookup.error, ErrorOrigin::Background, QString::fromLatin1(RunTopic));
        m_engine.resume(*profile, lookup.key);
    });
}

void Application::showEstimate(const PromptDraft &draft)
{
    RunSpec spec;
    spec.draft = draft;
    std::vector<int> places; // among the draft's messages, of those that are sent
    PromptDraft alone = draft;
    for (int i = 0; i < int(draft.messages.size()); ++i) {
        alone.messages = {draft.messages[size_t(i)]};
        for (const Message &message : renderRoughly(alone, m_workbench->prompt()->fragments())) {
            spec.messages.push_back(message);
            places.push_back(i);
        }
    }
    if (const ProviderProfile *profile = m_providers.find(draft.providerId)) spec.provider = *profile;
    spec.createdAt = QDateTime::currentDateTimeUtc();
    const ModelRef model{draft.providerId, draft.model};
    const auto show = [this, spec, places](const InputTokens &tokens) {
        m_workbench->setEstimate(estimateCost(spec, m_engine.prices(), tokens));
        std::vector<qint64> counts(spec.draft.messages.size(), 0);
        for (size_t i = 0; i < places.size(); ++i)
            counts[size_t(places[i])] = tokens.perMessage[i];
        m_workbench->prompt()->setMessageTokens(counts);
    };
    if (countsAtOnce(spec.messages, model)) {
        m_counting.forget();
        return show(countInput(spec.messages, model, m_factors));
    }
    m_counting.ask(this, QtConcurrent::run([messages = spec.messages, model, factors = m_factors] {
                       return countInput(messages, model, factors);
                   }),
                   show);
}

void Application::learnFactors()
{
    connect(&m_recorder, &RunRecorder::stored, this, [this](const RunRecord &record) { learnFrom(record, m_factors); });
    await(m_database.run(&readLearnedFactors), this, [this](const Result<LearnedFactors> &factors) {
        if (!factors) return; // estimates go on without
        m_factors = *factors;
        showEstimate(m_workbench->draft());
    });
}

void Application::fetchModels(const QString &providerId)
{
    const std::optional<ProviderProfile> profile = profileOf(providerId);
    if (!profile) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        await(m_engine.fetchModels(*profile, lookup.key), this,
              [this, profile](const Result<std::vector<ModelInfo>> &models) {
                  m_compare->setModels(profile->id, models);
                  ModelPopup *assist = m_assist->picker()->popup();
                  ModelPopup *again = m_history->detail()->head()->picker()->popup();
                  if (models) {
                      m_workbench->setModels(profile->id, *models);
                      assist->setModels(profile->id, *models);
                      again->setModels(profile->id, *models);
                  } else {
                      m_workbench->showModelsError(profile->id, models.error());
                      assist->showModelsError(profile->id, models.error());
                      again->showModelsError(profile->id, models.error());
                  }
              });
    });
}

} // namespace burin

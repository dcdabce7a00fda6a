#include "app/application.h"

#include "app/desktop/localservers.h"
#include "app/desktop/samples.h"
#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "core/base/await.h"
#include "core/cost/pricing.h"
#include "core/engine/specchecks.h"
#include "core/prompt/template.h"
#include "core/providers/registry.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/reports.h"
#include "ui/common/format.h"
#include "ui/costs/costspage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

#include <QApplication>
#include <QRandomGenerator>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr char DraftDocument[] = "draft";
constexpr char LayoutDocument[] = "layout";

QString named(const char *document)
{
    return QString::fromLatin1(document);
}

/// Every start has its own key, so that no other program on this computer is served.
QByteArray randomKey()
{
    QByteArray bytes(24, Qt::Uninitialized);
    QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
    return bytes.toHex();
}

/// @p text with its variables, or as it stands while it cannot be rendered.
QString filledIn(const QString &text, const PromptDraft &draft)
{
    const auto parsed = Template::parse(text);
    if (!parsed) return text;
    const auto rendered = parsed->render(draft.variables);
    return rendered ? *rendered : text;
}

/// All documents by name; one that is missing is an empty object.
Result<QJsonObject> loadProfile(const QSqlDatabase &db)
{
    QJsonObject all;
    for (const char *name : {SettingsDocument, ProvidersDocument, DraftDocument, LayoutDocument}) {
        const Result<std::optional<QJsonObject>> document = loadDocument(db, named(name));
        if (!document) return document.error();
        all.insert(named(name), document->value_or(QJsonObject()));
    }
    const Result<int> settled = recoverInterrupted(db);
    if (!settled) return settled.error();
    all.insert(QStringLiteral("interrupted"), *settled);
    return all;
}

} // namespace

Application::Application(const QString &folder, QObject *parent)
    : QObject(parent),
      m_secrets(builtInProviders()),
      m_database(folder),
      m_providers(m_secrets),
      m_recorder(m_database),
      m_engine({.journal = m_recorder.journalHook()}),
      m_simulatorKey(randomKey()),
      m_simulator({.port = 0, .requiredKey = m_simulatorKey, .scenario = {}})
{
    m_workbench = new WorkbenchPage;
    m_history = new HistoryPage({
        .page =
            [this](const RunQuery &query, RunId before, int limit) {
                return m_database.run([=](const QSqlDatabase &db) { return runPage(db, query, before, limit); });
            },
        .run = [this](RunId id) { return m_database.run([id](const QSqlDatabase &db) { return loadRun(db, id); }); },
        .facets = [this] { return m_database.run([](const QSqlDatabase &db) { return runFacets(db); }); },
    });
    m_costs = new CostsPage([this](const DayRange &range) {
        return m_database.run([range](const QSqlDatabase &db) { return costReport(db, range); });
    });
    m_settingsPage = new SettingsPage;
    m_window = std::make_unique<MainWindow>(MainWindow::Pages{m_workbench, m_history, m_costs, m_settingsPage});
    wireWorkbench();
    wireHistory();
    wireCosts();
    wireSettings();
    wireWindow();
}

Application::~Application() = default;

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
        save(named(DraftDocument), toJson(draft));
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

void Application::wireHistory()
{
    connect(m_history, &HistoryPage::openRequested, this, [this](const RunRecord &record) {
        if (m_workbench->isRunning()) {
            m_window->showBannerText(tr("A run is going on in the Workbench. Stop it first."));
            return;
        }
        m_workbench->setDraft(record.draft);
        m_workbench->showFinished(record);
        m_window->showPage(MainWindow::Page::Workbench);
    });
    connect(&m_recorder, &RunRecorder::stored, this, [this] {
        m_history->refresh();
        m_costs->refresh();
        showSpend();
    });
    connect(&m_recorder, &RunRecorder::storeFailed, m_window.get(),
            [this](const RunRecord &, const Error &error) { m_window->showBanner(error); });
}

void Application::wireCosts()
{
    connect(m_costs, &CostsPage::runsRequested, this, [this](const RunQuery &query) {
        m_history->showQuery(query);
        m_window->showPage(MainWindow::Page::History);
    });
}

void Application::wireSettings()
{
    connect(m_settingsPage, &SettingsPage::settingChanged, this, [this](const QString &key, double value) {
        m_settings.set(key, value);
        save(named(SettingsDocument), m_settings.toJson());
        applyTheme();
    });
    connect(m_settingsPage, &SettingsPage::keyEntered, this, [this](const QString &id, const Secret &key) {
        const ProviderProfile *profile = m_providers.find(id);
        await(m_secrets.save(*profile, key), this, [this, id](KeySource ended) {
            m_providers.refreshKeys(id);
            if (ended == KeySource::None)
                m_settingsPage->showTestResult(id, KeyState::Malformed, 0, makeError(ErrorCode::BadKeyFormat));
        });
    });
    connect(m_settingsPage, &SettingsPage::keyRemoved, this, [this](const QString &id) {
        await(m_secrets.remove(id), this, [this, id](const Outcome &removed) {
            m_providers.refreshKeys(id);
            if (!removed) m_window->showBanner(removed.error());
        });
    });
    connect(m_settingsPage, &SettingsPage::baseUrlChanged, this, [this](const QString &id, const QUrl &url) {
        m_providers.setBaseUrl(id, url);
        save(named(ProvidersDocument), m_providers.changes());
    });
    connect(m_settingsPage, &SettingsPage::testRequested, this, &Application::testProvider);
    connect(&m_providers, &ProviderDirectory::changed, m_settingsPage,
            [this] { m_settingsPage->setProviders(m_providers.states()); });
    connect(&m_systemTheme, &SystemTheme::changed, this, &Application::applyTheme);
}

void Application::wireWindow()
{
    m_layoutTimer.setSingleShot(true);
    m_layoutTimer.setInterval(500ms);
    connect(m_window.get(), &MainWindow::layoutChanged, &m_layoutTimer, qOverload<>(&QTimer::start));
    connect(&m_layoutTimer, &QTimer::timeout, this, [this] { save(named(LayoutDocument), m_window->layout()); });
    connect(m_window.get(), &MainWindow::closing, this, &Application::quit);
}

void Application::start()
{
    await(m_database.run(&loadProfile), this, [this](const Result<QJsonObject> &documents) {
        restore(documents ? *documents : QJsonObject());
        m_window->show();
        if (!documents) m_window->showBanner(documents.error());
        showSpend();
    });
}

void Application::restore(const QJsonObject &documents)
{
    m_settings = Settings(documents.value(named(SettingsDocument)).toObject());
    m_settingsPage->setSettings(m_settings);
    applyTheme();
    m_providers.restore(documents.value(named(ProvidersDocument)).toObject());
    m_providers.refreshKeys();
    m_window->restoreLayout(documents.value(named(LayoutDocument)).toObject());
    const QJsonObject draft = documents.value(named(DraftDocument)).toObject();
    m_workbench->setDraft(draft.isEmpty() ? samplePrompt() : draftFrom(draft));
    showEstimate(m_workbench->draft());
    fetchModels(m_workbench->draft().providerId);
    if (draft.isEmpty()) offerFirstRun();
    if (const int interrupted = documents.value(QStringLiteral("interrupted")).toInt(); interrupted > 0)
        m_window->showBannerText(
            tr("%n run(s) were interrupted; what arrived is in the history.", nullptr, interrupted));
}

void Application::offerFirstRun()
{
    auto *servers = new LocalServers(this);
    connect(servers, &LocalServers::finished, this, [this, servers](const QStringList &providerIds) {
        servers->deleteLater();
        const ProviderProfile *profile = m_providers.find(providerIds.value(0));
        if (!profile) return;
        const QString id = profile->id;
        m_window->showOffer(tr("%1 is running on this computer.").arg(profile->name), tr("Use it"), [this, id] {
            PromptDraft draft = m_workbench->draft();
            draft.providerId = id;
            draft.model.clear();
            m_workbench->setDraft(draft);
            fetchModels(id);
        });
    });
    servers->probe();
}

void Application::applyTheme()
{
    const QString choice = m_settings.choice(setting::Theme);
    const bool dark =
        choice == QLatin1StringView("Dark") || (choice == QLatin1StringView("System") && m_systemTheme.isDark());
    const ThemeMode mode = dark ? ThemeMode::Dark : ThemeMode::Light;
    if (mode != m_theme.mode()) m_theme.setMode(mode);
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

void Application::testProvider(const QString &providerId)
{
    const std::optional<ProviderProfile> profile = profileOf(providerId);
    if (!profile) return;
    withKey(*profile, [this, profile](const KeyLookup &lookup) {
        await(m_engine.verify(*profile, lookup.key), this, [this, profile, lookup](const Verification &verification) {
            m_providers.setKeyState(profile->id, verification.state);
            if (verification.state != KeyState::Ok) {
                m_settingsPage->showTestResult(profile->id, verification.state, 0, verification.error);
                return;
            }
            await(m_engine.fetchModels(*profile, lookup.key), this,
                  [this, profile](const Result<std::vector<ModelInfo>> &models) {
                      const std::optional<Error> error = models ? std::nullopt : std::optional(models.error());
                      m_settingsPage->showTestResult(profile->id, KeyState::Ok, models ? int(models->size()) : 0,
                                                     error);
                  });
        });
    });
}

void Application::showSpend()
{
    const QDate today = QDate::currentDate();
    const auto report = [today](const QSqlDatabase &db) { return costReport(db, {today, today}); };
    await(m_database.run(report), this, [this](const Result<CostReport> &result) {
        if (result) m_window->showSpend(tr("today %1").arg(formatMoney(result->totals.spend)));
    });
}

void Application::save(const QString &name, const QJsonObject &document)
{
    await(m_database.run([=](const QSqlDatabase &db) { return saveDocument(db, name, document); }), this,
          [this](const Outcome &outcome) {
              if (!outcome) m_window->showBanner(outcome.error());
          });
}

void Application::quit()
{
    m_window->hide();
    save(named(DraftDocument), toJson(m_workbench->draft()));
    save(named(LayoutDocument), m_window->layout());
    const auto flush = [this] { await(m_recorder.flush(), this, [](Done) { QApplication::quit(); }); };
    connect(&m_engine, &Engine::idle, this, flush);
    if (m_engine.activeRuns() == 0) flush();
    m_engine.cancelAll();
    QTimer::singleShot(2s, qApp, &QApplication::quit);
}

} // namespace burin

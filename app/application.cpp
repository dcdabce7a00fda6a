#include "app/application.h"

#include "app/desktop/localservers.h"
#include "app/desktop/samples.h"
#include "app/profile/runsettings.h"
#include "app/profile/storedprofile.h"
#include "app/upkeep.h"
#include "core/base/await.h"
#include "core/providers/registry.h"
#include "core/store/history.h"
#include "core/store/journal.h"
#include "core/store/keyvalue.h"
#include "core/store/library.h"
#include "core/store/librarychange.h"
#include "core/store/libraryversions.h"
#include "ui/budgets/budgetspage.h"
#include "ui/compare/comparepage.h"
#include "ui/costs/costspage.h"
#include "ui/faultlab/faultlabpage.h"
#include "ui/history/historypage.h"
#include "ui/library/librarypanel.h"
#include "ui/mainwindow.h"
#include "ui/settings/limitspane.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

#include <QApplication>
#include <QProgressDialog>
#include <QRandomGenerator>

namespace burin {

namespace {

using namespace std::chrono_literals;

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

/// All that the window starts with; a document that is missing is an empty object.
Result<StoredWindow> loadWindow(const QSqlDatabase &db)
{
    StoredWindow stored;
    for (const char *name : {SettingsDocument, ProvidersDocument, LayoutDocument, CommandsDocument, ViewsDocument,
                             HistoryDocument, CostsDocument}) {
        const Result<std::optional<QJsonObject>> document = loadDocument(db, named(name));
        if (!document) return document.error();
        stored.documents.insert(named(name), document->value_or(QJsonObject()));
    }
    const Result<int> settled = recoverInterrupted(db);
    if (!settled) return settled.error();
    stored.interrupted = *settled;
    const Result<FirstPrompt> first = openAtStart(db, samplePrompt());
    if (!first) return first.error();
    stored.first = *first;
    return stored;
}

} // namespace

Application::Application(const QString &folder, QObject *parent)
    : QObject(parent),
      m_secrets(builtInProviders()),
      m_log(folder),
      m_messages(m_log),
      m_database(folder, databaseWatch()),
      m_providers(m_secrets),
      m_recorder(m_database),
      m_runLog(m_log),
      m_engine({.journal = m_recorder.journalHook(),
                .reserve = m_recorder.reserveHook(),
                .record = m_recorder.recordHook(),
                .count = [this](const std::vector<RunSpec> &targets) { return m_countInputs(targets); }}),
      m_repricer(m_database),
      m_charges(m_engine, m_database),
      m_simulatorKey(randomKey()),
      m_simulator({.port = 0, .requiredKey = m_simulatorKey, .scenario = {}})
{
    m_files = std::make_unique<PromptFiles>(m_database);
    m_workbench = new WorkbenchPage;
    m_compare = new ComparePage;
    m_history = new HistoryPage(historySource());
    m_costs = makeCosts();
    m_budgets = new BudgetsPage;
    m_settingsPage = new SettingsPage;
    m_faultLab = new FaultLabPage;
    m_library = new LibraryPanel({
        .list = [this](const LibraryQuery &query) { return listLibrary(query); },
        .versions =
            [this](PromptId id) { return m_database.run([id](const QSqlDatabase &db) { return versionsOf(db, id); }); },
        .change =
            [this](const LibraryChange &change) {
                return m_database.run([change](const QSqlDatabase &db) { return applyChange(db, change); });
            },
    });
    m_window = std::make_unique<MainWindow>(MainWindow::Pages{m_workbench, m_compare, m_history, m_costs,
                                                              m_settingsPage, m_faultLab, m_library, m_budgets});
    wireWorkbench();
    wireLibrary();
    wireVersions();
    wireConversation();
    wireFolders();
    wireCompare();
    wireFragments();
    wireAttachments();
    wireHistory();
    wireRunPage();
    wireTransfer();
    wireTelemetry();
    wireCosts();
    wireSettings();
    wireFaultLab();
    wireLog();
    wireCommands();
    wireAssist();
    wireWindow();
    wireStorage();
    wireBudgets();
    wirePrices();
    wireReconcile();
    wireAccount();
    wireUpkeep(folder);
}

Application::~Application()
{
    m_window->hide(); // the focus leaves the prompt, which is kept once more while everything is there to keep it
    m_workbench->disconnect(this);
    m_window.reset();
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
    await(m_database.run(&loadWindow), this, [this](const Result<StoredWindow> &stored) {
        m_restored = bool(stored);
        m_upgrading.reset();
        restore(stored ? *stored : StoredWindow{.first = {.draft = samplePrompt()}});
        m_window->show();
        if (!stored) m_window->showBanner(stored.error());
        restoreComparison();
        showBudgets();
        showPrices();
        if (!stored) return;
        learnFactors();
        m_upkeep->begin(m_settings);
    });
}

void Application::restore(const StoredWindow &stored)
{
    const QJsonObject &documents = stored.documents;
    m_settings = Settings(documents.value(named(SettingsDocument)).toObject());
    m_settingsPage->setSettings(m_settings);
    m_settingsPage->limits()->setLimits(limitOverrides(m_settings));
    applyTheme();
    m_recorder.setRecordingTotal(recordingTotalFrom(m_settings));
    configureLog();
    m_providers.restore(documents.value(named(ProvidersDocument)).toObject());
    m_providers.refreshKeys();
    restoreHistory(documents);
    restoreCommands(documents.value(named(CommandsDocument)).toObject());
    m_window->restoreLayout(documents.value(named(LayoutDocument)).toObject());
    m_costs->restore(documents.value(named(CostsDocument)).toObject());
    showDraft(stored.first.draft, stored.first.id);
    if (m_restored) m_files->restore();
    if (!stored.first.file.isEmpty()) openFile(stored.first.file);
    if (stored.first.isFirstStart) offerFirstRun();
    if (const int interrupted = stored.interrupted; interrupted > 0)
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
    m_theme.setZoom(int(m_settings.number(setting::TextSize)));
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
    if (m_restored) keepOpenDraft();
    save(named(LayoutDocument), m_window->layout());
    m_compare->flush();
    const auto flush = [this] { await(m_recorder.flush(), this, [](Done) { QApplication::quit(); }); };
    connect(&m_engine, &Engine::idle, this, flush);
    if (m_engine.activeRuns() == 0) flush();
    m_engine.cancelAll();
    QTimer::singleShot(2s, qApp, &QApplication::quit);
}

} // namespace burin

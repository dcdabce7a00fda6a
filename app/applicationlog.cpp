#include "app/application.h"

#include "app/log/diagnostics.h"
#include "core/base/await.h"
#include "core/base/knownsecrets.h"
#include "core/store/facts.h"
#include "ui/history/historypage.h"
#include "ui/log/logpane.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"

#include <QDesktopServices>
#include <QDir>

// The log: what is written into it, and its pane in the settings.

namespace burin {

namespace {

constexpr int ShownAtFirst = 500;
constexpr int InDiagnostics = 200;
constexpr qint64 Mebibyte = 1024 * 1024;

} // namespace

void Application::wireLog()
{
    rememberSecret(simulatorKey());
    auto *pane = new LogPane;
    m_settingsPage->addSection(QStringLiteral("file-text"), tr("Log"), pane);
    await(m_log.tail(ShownAtFirst), pane, [this, pane](const std::vector<LogEntry> &entries) {
        pane->append(entries);
        connect(&m_log, &Log::added, pane, [pane](const LogEntry &entry) { pane->append({entry}); });
    });
    connect(pane, &LogPane::runActivated, this, [this](RunId run) {
        m_window->showPage(MainWindow::Page::History);
        m_history->showRun(run);
    });
    connect(pane, &LogPane::folderRequested, this, [this] {
        QDir().mkpath(m_log.folder());
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_log.folder()));
    });
    connect(pane, &LogPane::diagnosticsRequested, this, [this, pane] {
        await(m_log.tail(InDiagnostics), pane,
              [this, pane](const std::vector<LogEntry> &entries) { showDiagnostics(pane, entries); });
    });
}

void Application::showDiagnostics(LogPane *pane, const std::vector<LogEntry> &entries)
{
    await(m_database.run(&storeFacts), pane, [this, pane, entries](const Result<StoreFacts> &store) {
        Diagnostics diagnostics;
        diagnostics.sqliteVersion = store ? store->sqliteVersion : QString();
        diagnostics.schemaVersion = store ? store->schemaVersion : 0;
        diagnostics.providers = m_providers.states();
        diagnostics.settings = m_settings;
        diagnostics.log = entries;
        pane->showDiagnostics(diagnosticsText(diagnostics));
    });
}

void Application::configureLog()
{
    m_log.configure(LogLevel(int(m_settings.number(setting::LogLevel))),
                    {.bytes = qint64(m_settings.number(setting::LogMegabytes)) * Mebibyte,
                     .files = int(m_settings.number(setting::LogFiles))});
}

} // namespace burin

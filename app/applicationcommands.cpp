#include "app/application.h"

#include "core/base/await.h"
#include "core/store/history.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/commandpalette/commandregistry.h"
#include "ui/commandpalette/shortcutspane.h"
#include "ui/common/scrollpage.h"
#include "ui/history/historypage.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/workbenchpage.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

// The command palette's prompts, models and runs, the shortcuts, and the size of the text.

namespace burin {

namespace {

constexpr int PromptsInPalette = 1'000;
constexpr int RunsInPalette = 100;
constexpr int ZoomStep = 10; ///< Percent.

QString shortcutsKey()
{
    return QStringLiteral("shortcuts");
}

QString recentKey()
{
    return QStringLiteral("recent");
}

} // namespace

void Application::wireCommands()
{
    m_window->commands()->adopt();
    m_shortcuts = new ShortcutsPane(m_window->commands()->commands());
    m_settingsPage->addSection(QStringLiteral("type"), tr("Shortcuts"), scrollPage(m_shortcuts, tr("Shortcuts")));
    connect(m_shortcuts, &ShortcutsPane::changed, this, [this](const ShortcutChanges &changes) {
        m_window->commands()->setChanges(changes);
        saveCommands();
    });
    connect(m_window->palette(), &CommandPalette::recentChanged, this, &Application::saveCommands);
    connect(m_window.get(), &MainWindow::zoomRequested, this, &Application::zoom);
    m_window->palette()->addSource([this] { return promptRows(); });
    m_window->palette()->addSource([this] { return modelRows(); });
    m_window->palette()->addSource([this] { return runRows(); });
    m_window->palette()->addSource([this] { return viewRows(); });
}

void Application::restoreCommands(const QJsonObject &document)
{
    const ShortcutChanges changes = shortcutChangesFrom(document.value(shortcutsKey()).toObject());
    m_window->commands()->setChanges(changes);
    m_shortcuts->setChanges(changes);
    QStringList recent;
    for (const QJsonValue &id : document.value(recentKey()).toArray())
        recent += id.toString();
    m_window->palette()->setRecent(recent);
}

void Application::saveCommands()
{
    save(QString::fromLatin1(CommandsDocument),
         {{shortcutsKey(), toJson(m_window->commands()->changes())},
          {recentKey(), QJsonArray::fromStringList(m_window->palette()->recent())}});
}

void Application::zoom(int direction)
{
    const double now = m_settings.number(setting::TextSize);
    m_settings.set(QString::fromLatin1(setting::TextSize), direction == 0 ? 100 : now + direction * ZoomStep);
    // Out of range it is kept within; the next step starts from there.
    m_settings.set(QString::fromLatin1(setting::TextSize), m_settings.number(setting::TextSize));
    m_settingsPage->setSettings(m_settings);
    save(QString::fromLatin1(SettingsDocument), m_settings.toJson());
    applyTheme();
}

QFuture<std::vector<PaletteRow>> Application::modelRows()
{
    std::vector<PaletteRow> rows;
    for (const ModelRef &model : m_workbench->knownModels()) {
        const ProviderProfile *provider = m_providers.find(model.providerId);
        rows.push_back({.id = QStringLiteral("model:%1/%2").arg(model.providerId, model.model),
                        .title = model.model,
                        .detail = provider ? provider->name : model.providerId,
                        .iconName = QStringLiteral("cpu"),
                        .run = [this, model] {
                            m_window->showPage(MainWindow::Page::Workbench);
                            m_workbench->chooseModel(model);
                        }});
    }
    QPromise<std::vector<PaletteRow>> promise;
    promise.start();
    promise.addResult(std::move(rows));
    promise.finish();
    return promise.future();
}

QFuture<std::vector<PaletteRow>> Application::promptRows()
{
    const LibraryQuery newest{.order = LibraryOrder::Used, .limit = PromptsInPalette};
    const auto listing = m_database.run([newest](const QSqlDatabase &db) { return libraryListing(db, newest); });
    return mapped(listing, this, [this](const Result<LibraryListing> &library) {
        std::vector<PaletteRow> rows;
        if (!library) return rows; // the library says what is wrong with it
        for (const LibraryEntry &prompt : library->prompts) {
            rows.push_back({.id = QStringLiteral("prompt:%1").arg(prompt.id.value),
                            .title = prompt.title,
                            .detail = prompt.folder,
                            .iconName = QStringLiteral("message-square"),
                            .run = [this, id = prompt.id] {
                                m_window->showPage(MainWindow::Page::Workbench);
                                openFromLibrary([id](const QSqlDatabase &db) { return openPrompt(db, id); }, {});
                            }});
        }
        return rows;
    });
}

QFuture<std::vector<PaletteRow>> Application::viewRows()
{
    std::vector<PaletteRow> rows;
    for (const SavedQuery &view : m_views)
        rows.push_back({.id = QStringLiteral("view:%1").arg(view.name),
                        .title = view.name,
                        .detail = view.text,
                        .iconName = QStringLiteral("search"),
                        .run = [this, text = view.text] {
                            m_window->showPage(MainWindow::Page::History);
                            m_history->showText(text);
                        }});
    QPromise<std::vector<PaletteRow>> promise;
    promise.start();
    promise.addResult(std::move(rows));
    promise.finish();
    return promise.future();
}

QFuture<std::vector<PaletteRow>> Application::runRows()
{
    const auto page = m_database.run([](const QSqlDatabase &db) { return runPage(db, {}, {}, RunsInPalette); });
    return mapped(page, this, [this](const Result<RunPage> &runs) {
        std::vector<PaletteRow> rows;
        if (!runs) return rows; // the history says what is wrong with it
        for (const RunSummary &run : runs->runs) {
            const QString when = QLocale().toString(run.createdAt.toLocalTime(), QLocale::ShortFormat);
            rows.push_back({.id = QStringLiteral("run:%1").arg(run.id.value),
                            .title = run.title,
                            .detail = QStringLiteral("%1 · %2").arg(run.model, when),
                            .iconName = QStringLiteral("history"),
                            .run = [this, id = run.id] {
                                m_window->showPage(MainWindow::Page::History);
                                m_history->showRun(id);
                            }});
        }
        return rows;
    });
}

} // namespace burin

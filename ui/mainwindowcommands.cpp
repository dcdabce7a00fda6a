#include "ui/commandpalette/commandaction.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/commandpalette/commandregistry.h"
#include "ui/commandpalette/shortcutsheet.h"
#include "ui/common/labels.h"
#include "ui/mainwindow.h"
#include "ui/workbench/workbenchpage.h"

#include <QAbstractButton>
#include <QAction>
#include <QButtonGroup>
#include <QPromise>
#include <QStackedWidget>

// The window's own commands, and the title that says what is open.

namespace burin {

namespace {

/// In the order of MainWindow::Page.
constexpr const char *PageCommands[] = {"page.workbench", "page.compare",  "page.history", "page.costs",
                                        "page.settings",  "page.faultLab", "page.budgets"};

QFuture<std::vector<PaletteRow>> ready(std::vector<PaletteRow> rows)
{
    QPromise<std::vector<PaletteRow>> promise;
    promise.start();
    promise.addResult(std::move(rows));
    promise.finish();
    return promise.future();
}

} // namespace

void MainWindow::addCommand(const char *id, std::function<void()> run)
{
    connect(commandAction(id, this, Qt::WindowShortcut), &QAction::triggered, this, [run = std::move(run)] { run(); });
}

void MainWindow::makeCommands()
{
    for (int page = 0; page < m_stack->count(); ++page)
        addCommand(PageCommands[page], [this, page] { showPage(Page(page)); });
    addCommand(command::Settings, [this] { showPage(Page::Settings); });
    addCommand(command::Help, [this] { showHelp(QStringLiteral("first-steps")); });
    addCommand(command::FullScreen, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    if (m_library) addCommand("view.sidebar", [this] { toggleLibrary(); });
    addCommand(command::Quit, [this] { close(); });
    addCommand(command::ZoomIn, [this] { Q_EMIT zoomRequested(1); });
    addCommand(command::ZoomOut, [this] { Q_EMIT zoomRequested(-1); });
    addCommand(command::ZoomReset, [this] { Q_EMIT zoomRequested(0); });
    addCommand(command::SearchHistory, [this] { searchHistory(); });
    addCommand(command::Palette, [this] {
        if (m_cover->currentWidget() != m_blocking) m_palette->toggle();
    });
    addCommand(command::Shortcuts, [this] { m_sheet->toggle(m_commands->commands(), m_commands->changes()); });
    m_commands->adopt();
    m_palette->addSource([this] { return ready(m_commands->rows()); });
    connect(m_commands, &CommandRegistry::placeNeeded, this, &MainWindow::showPageOf);
    connect(m_commands, &CommandRegistry::shortcutsChanged, this, &MainWindow::tellShortcuts);
    tellShortcuts();
    connect(m_stack->findChild<WorkbenchPage *>(), &WorkbenchPage::titleChanged, this, [this](const QString &title) {
        m_promptTitle = title;
        refreshTitle();
    });
}

void MainWindow::tellShortcuts()
{
    for (int page = 0; page < m_stack->count(); ++page) {
        QAbstractButton *button = m_activities->button(page);
        const CommandEntry *row = commandRow(QString::fromLatin1(PageCommands[page]));
        const QString keys = shortcutText(keysOf(*row, m_commands->changes()));
        button->setToolTip(keys.isEmpty() ? button->accessibleName()
                                          : QStringLiteral("%1 (%2)").arg(button->accessibleName(), keys));
    }
}

void MainWindow::showPageOf(QWidget *place)
{
    for (int page = 0; page < m_stack->count(); ++page)
        if (m_stack->widget(page) == place || m_stack->widget(page)->isAncestorOf(place)) showPage(Page(page));
}

void MainWindow::searchHistory()
{
    showPage(Page::History);
    const QWidget *history = m_stack->widget(int(Page::History));
    if (auto *find = history->findChild<QAction *>(QString::fromLatin1(command::Find))) find->trigger();
}

void MainWindow::refreshTitle()
{
    const QString title = page() == Page::Workbench && !m_promptTitle.trimmed().isEmpty()
                              ? oneLine(m_promptTitle)
                              : m_activities->button(m_stack->currentIndex())->accessibleName();
    // Qt takes "[*]" for the mark of unsaved changes unless it is doubled.
    const QString shown = QString(title).replace(QLatin1StringView("[*]"), QLatin1StringView("[*][*]"));
    //: Title of the window. %1 is the prompt or the page.
    setWindowTitle(tr("%1 – Burin").arg(shown));
}

} // namespace burin

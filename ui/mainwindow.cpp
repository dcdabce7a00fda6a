#include "ui/mainwindow.h"

#include "ui/bannerarea.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/commandpalette/commandregistry.h"
#include "ui/commandpalette/shortcutsheet.h"
#include "ui/help/helpwindow.h"
#include "ui/statusstrip.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/workbenchpage.h"

#include <QButtonGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace burin {

namespace {

QString encoded(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray decoded(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

} // namespace

MainWindow::MainWindow(const Pages &pages, QWidget *parent)
    : QMainWindow(parent),
      m_stack(new QStackedWidget(this)),
      m_library(pages.library),
      m_activities(new QButtonGroup(this)),
      m_banners(new BannerArea(this)),
      m_strip(new StatusStrip(this)),
      m_cover(new QStackedWidget(this)),
      m_blocking(new BlockingPage(this)),
      m_commands(new CommandRegistry(this)),
      m_palette(new CommandPalette(this)),
      m_sheet(new ShortcutSheet(this))
{
    for (QWidget *page :
         {makeWorkbench(pages), pages.compare, pages.history, pages.costs, pages.settings, pages.faultLab})
        m_stack->addWidget(page);
    if (pages.budgets) m_stack->addWidget(pages.budgets);
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banners);
    column->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeActivityBar());
    row->addLayout(column, 1);
    m_cover->addWidget(centre);
    m_cover->addWidget(m_blocking);
    setCentralWidget(m_cover);
    setStatusBar(m_strip);
    makeCommands();
    for (const QSplitter *splitter : findChildren<QSplitter *>())
        connect(splitter, &QSplitter::splitterMoved, this, &MainWindow::layoutChanged);
    resize(1280, 800);
    showPage(Page::Workbench);
}

QWidget *MainWindow::makeWorkbench(const Pages &pages)
{
    if (!pages.library) return pages.workbench;
    auto *splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("sidebarSplitter"));
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(pages.library);
    splitter->addWidget(pages.workbench);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme().space(62), theme().space(240)});
    splitter->setFocusProxy(pages.workbench);
    return splitter;
}

QWidget *MainWindow::makeActivityBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("activityBar", true);
    bar->setFixedWidth(theme().space(12));
    bar->setAccessibleName(tr("Pages"));
    m_activityBar = bar;
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(theme().space(1), theme().space(2), theme().space(1), theme().space(2));
    column->setSpacing(theme().space(1));
    addActivity(Page::Workbench, tr("Workbench"), QStringLiteral("square-pen"));
    addActivity(Page::Compare, tr("Compare"), QStringLiteral("columns-3"));
    addActivity(Page::History, tr("History"), QStringLiteral("history"));
    addActivity(Page::Costs, tr("Costs"), QStringLiteral("chart-column"));
    if (m_stack->count() > int(Page::Budgets)) addActivity(Page::Budgets, tr("Budgets"), QStringLiteral("dollar-sign"));
    addActivity(Page::FaultLab, tr("Fault lab"), QStringLiteral("flask-conical"));
    column->addStretch();
    addActivity(Page::Settings, tr("Settings"), QStringLiteral("settings"));
    connect(m_activities, &QButtonGroup::idClicked, this, [this](int id) { showPage(Page(id)); });
    return bar;
}

void MainWindow::addActivity(Page page, const QString &title, const QString &iconName)
{
    auto *button = new QToolButton(m_activityBar);
    button->setProperty("activity", true);
    button->setIcon(icon(iconName));
    button->setIconSize(QSize(theme().space(5), theme().space(5)));
    button->setFixedSize(theme().space(10), theme().space(10));
    button->setCheckable(true);
    button->setAccessibleName(title);
    m_activities->addButton(button, int(page));
    m_activityBar->layout()->addWidget(button);
}

void MainWindow::showPage(Page page)
{
    const bool changed = m_stack->currentIndex() != int(page) || windowTitle().isEmpty();
    m_stack->setCurrentIndex(int(page));
    if (m_cover->currentIndex() == 0) m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
    m_activities->button(int(page))->setChecked(true);
    refreshTitle();
    if (!changed) return;
    Q_EMIT pageShown(page);
    Q_EMIT layoutChanged();
}

void MainWindow::setLibraryShown(Shown shown)
{
    if (!m_library) return;
    m_library->setVisible(shown == Shown::Yes);
    Q_EMIT layoutChanged();
}

void MainWindow::toggleLibrary()
{
    const bool elsewhere = page() != Page::Workbench;
    if (elsewhere) showPage(Page::Workbench);
    const bool hide = !elsewhere && m_library->isVisibleTo(this);
    setLibraryShown(hide ? Shown::No : Shown::Yes);
    (hide ? m_stack->currentWidget() : m_library)->setFocus(Qt::ShortcutFocusReason);
}

MainWindow::Page MainWindow::page() const
{
    return Page(m_stack->currentIndex());
}

void MainWindow::showBanner(const Error &error)
{
    if (placementOf(error.severity(), ErrorOrigin::Background) == ErrorPlacement::Blocking)
        Q_EMIT blocked(error);
    else
        m_banners->showError(error, ErrorOrigin::Background);
}

void MainWindow::showBannerText(const QString &text)
{
    m_banners->showNotice(text);
}

void MainWindow::showOffer(const QString &text, const QString &button, std::function<void()> accept)
{
    m_banners->showOffer(text, button, std::move(accept));
}

void MainWindow::showHelp(const QString &guide, const QString &chapter, const QString &title)
{
    if (!m_help) m_help = new HelpWindow(this);
    m_help->openGuide(guide, chapter, title);
}

void MainWindow::setBlockage(const std::optional<Blockage> &blockage)
{
    QWidget *const shown = blockage ? m_blocking : m_cover->widget(0);
    if (blockage) m_blocking->setBlockage(*blockage);
    if (m_cover->currentWidget() == shown) return;
    m_cover->setCurrentWidget(shown);
    m_strip->setEnabled(!blockage);
    (blockage ? static_cast<QWidget *>(m_blocking) : m_stack->currentWidget())->setFocus(Qt::OtherFocusReason);
}

QJsonObject MainWindow::layout() const
{
    QJsonObject splitters;
    for (const QSplitter *splitter : findChildren<QSplitter *>()) {
        if (!splitter->objectName().isEmpty()) splitters.insert(splitter->objectName(), encoded(splitter->saveState()));
    }
    return {{QStringLiteral("geometry"), encoded(saveGeometry())},
            {QStringLiteral("page"), m_stack->currentIndex()},
            {QStringLiteral("library"), m_library && !m_library->isHidden()},
            {QStringLiteral("splitters"), splitters}};
}

void MainWindow::restoreLayout(const QJsonObject &layout)
{
    restoreGeometry(decoded(layout.value(QStringLiteral("geometry"))));
    const QJsonObject splitters = layout.value(QStringLiteral("splitters")).toObject();
    for (QSplitter *splitter : findChildren<QSplitter *>()) {
        const int handle = splitter->handleWidth(); // belongs to the look, not to the user
        if (splitters.contains(splitter->objectName()))
            splitter->restoreState(decoded(splitters.value(splitter->objectName())));
        splitter->setHandleWidth(handle);
    }
    setLibraryShown(layout.value(QStringLiteral("library")).toBool(true) ? Shown::Yes : Shown::No);
    const int page = layout.value(QStringLiteral("page")).toInt();
    showPage(page >= 0 && page < m_stack->count() ? Page(page) : Page::Workbench);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    Q_EMIT layoutChanged();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_cover->currentWidget() == m_blocking && !m_blocking->confirmQuit()) return event->ignore();
    Q_EMIT closing();
    event->accept();
}

} // namespace burin

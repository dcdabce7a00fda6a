#pragma once

#include "core/domain/error.h"
#include "ui/blockingpage.h"

#include <QJsonObject>
#include <QMainWindow>

#include <functional>
#include <optional>

class QButtonGroup;
class QStackedWidget;

namespace burin {

class BannerArea;
class CommandPalette;
class CommandRegistry;
class HelpWindow;
class ShortcutSheet;
class StatusStrip;
class WorkbenchPage;

/// The one window: activity bar, pages, banners above them, status bar. Shows and emits; knows no engine and no store.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum class Page { Workbench, Compare, History, Costs, Settings, FaultLab, Budgets };
    enum class Shown { No, Yes };
    struct Pages {
        WorkbenchPage *workbench = nullptr;
        QWidget *compare = nullptr;
        QWidget *history = nullptr;
        QWidget *costs = nullptr;
        QWidget *settings = nullptr;
        QWidget *faultLab = nullptr;
        QWidget *library = nullptr; ///< Beside the workbench; may be missing.
        QWidget *budgets = nullptr; ///< May be missing.
    };

    /// Takes ownership of the pages.
    explicit MainWindow(const Pages &pages, QWidget *parent = nullptr);

    void showPage(Page page);
    Page page() const;
    /// What went wrong outside a run, where placementOf() says: a banner, or, when storage fails, blocked().
    void showBanner(const Error &error);
    /// A notice; stays until dismissed.
    void showBannerText(const QString &text);
    /// A notice with one thing to do about it; @p accept is called when its button is pressed.
    void showOffer(const QString &text, const QString &button, std::function<void()> accept);
    /// The guides in their own window, at a section of @p guide (see HelpWindow::openGuide).
    void showHelp(const QString &guide, const QString &chapter = {}, const QString &title = {});
    /// The library beside the workbench; shown or hidden with F9.
    void setLibraryShown(Shown shown);
    BannerArea *banners() const { return m_banners; }
    StatusStrip *strip() const { return m_strip; }
    /// Every command of the window and the pages; call adopt() after actions were added.
    CommandRegistry *commands() const { return m_commands; }
    CommandPalette *palette() const { return m_palette; }

    /// Covers the pages while there is one; nothing behind can be reached meanwhile.
    void setBlockage(const std::optional<Blockage> &blockage);
    BlockingPage *blockingPage() const { return m_blocking; }

    /// Geometry and every named splitter, for restoreLayout() at the next start.
    QJsonObject layout() const;
    void restoreLayout(const QJsonObject &layout);

Q_SIGNALS:
    void pageShown(burin::MainWindow::Page page);
    void layoutChanged();                    ///< Size, page or a splitter; ask layout() soon.
    void closing();                          ///< Before the window closes.
    void blocked(const burin::Error &error); ///< Storage fails: setBlockage() is due.
    /// The text is to become larger (1), smaller (-1), or as the desktop has it (0).
    void zoomRequested(int direction);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeActivityBar();
    QWidget *makeWorkbench(const Pages &pages);
    void toggleLibrary();
    void addActivity(Page page, const QString &title, const QString &iconName);
    void makeCommands();
    void addCommand(const char *id, std::function<void()> run);
    void tellShortcuts();
    void showPageOf(QWidget *place);
    void searchHistory();
    void refreshTitle();

    QStackedWidget *m_stack;
    QWidget *m_library;
    QButtonGroup *m_activities;
    BannerArea *m_banners;
    StatusStrip *m_strip;
    QStackedWidget *m_cover; ///< The pages with their bar, or what blocks them.
    BlockingPage *m_blocking;
    QWidget *m_activityBar = nullptr;
    HelpWindow *m_help = nullptr; ///< Made when it is first asked for.
    CommandRegistry *m_commands;
    CommandPalette *m_palette;
    ShortcutSheet *m_sheet;
    QString m_promptTitle; ///< Of the open prompt; empty = it has none.
};

} // namespace burin

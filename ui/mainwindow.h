#pragma once

#include "core/domain/error.h"

#include <QJsonObject>
#include <QMainWindow>

#include <functional>

class QButtonGroup;
class QLabel;
class QStackedWidget;

namespace burin {

class BannerArea;
class HelpWindow;
class WorkbenchPage;

/// The one window: activity bar, pages, banners above them, status bar. Shows and emits; knows no engine and no store.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    enum class Page { Workbench, History, Costs, Settings };
    struct Pages {
        WorkbenchPage *workbench = nullptr;
        QWidget *history = nullptr;
        QWidget *costs = nullptr;
        QWidget *settings = nullptr;
    };

    /// Takes ownership of the pages.
    explicit MainWindow(const Pages &pages, QWidget *parent = nullptr);

    void showPage(Page page);
    Page page() const;
    /// What went wrong outside a run, with its advice; stays until dismissed. The same error twice is one banner.
    void showBanner(const Error &error);
    /// A notice; stays until dismissed.
    void showBannerText(const QString &text);
    /// A notice with one thing to do about it; @p accept is called when its button is pressed.
    void showOffer(const QString &text, const QString &button, std::function<void()> accept);
    /// The guides in their own window, at a section of @p guide (see HelpWindow::openGuide).
    void showHelp(const QString &guide, const QString &chapter = {}, const QString &title = {});
    /// Right end of the status bar, such as "today $0.31".
    void showSpend(const QString &text);

    /// Geometry and every named splitter, for restoreLayout() at the next start.
    QJsonObject layout() const;
    void restoreLayout(const QJsonObject &layout);

Q_SIGNALS:
    void pageShown(burin::MainWindow::Page page);
    void layoutChanged(); ///< Size, page or a splitter; ask layout() soon.
    void closing();       ///< Before the window closes.

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeActivityBar();
    void addActivity(Page page, const QString &title, const QString &iconName);
    void makeShortcuts();

    QStackedWidget *m_stack;
    QButtonGroup *m_activities;
    BannerArea *m_banners;
    QLabel *m_spend;
    QWidget *m_activityBar = nullptr;
    HelpWindow *m_help = nullptr; ///< Made when it is first asked for.
};

} // namespace burin

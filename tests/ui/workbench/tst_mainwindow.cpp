#include "ui/bannerarea.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/commandpalette/commandregistry.h"
#include "ui/mainwindow.h"
#include "ui/statusstrip.h"
#include "ui/theme/theme.h"
#include "ui/workbench/workbenchpage.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace burin;

class tst_MainWindow : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    static std::unique_ptr<MainWindow> make()
    {
        return std::make_unique<MainWindow>(
            MainWindow::Pages{new WorkbenchPage, new QWidget, new QWidget, new QWidget, new QWidget, new QWidget});
    }
    QStringList banners() const
    {
        QStringList texts;
        for (const QFrame *frame : m_window->findChildren<QFrame *>()) {
            if (frame->property("banner").isValid()) texts += frame->accessibleName();
        }
        return texts;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        m_window = make();
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void goesToAPageByKeyAndByButton()
    {
        QSignalSpy shown(m_window.get(), &MainWindow::pageShown);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::Compare);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::History);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("History")));
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::AltModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::Costs);
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::Settings);
        QCOMPARE(shown.size(), 4);
        for (auto *button : m_window->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QStringLiteral("Workbench")) button->click();
        }
        QCOMPARE(m_window->page(), MainWindow::Page::Workbench);
        m_window->showPage(MainWindow::Page::Workbench);
        QCOMPARE(shown.size(), 5); // shown already
    }

    void theTitleNamesTheOpenPrompt()
    {
        auto *workbench = m_window->findChild<WorkbenchPage *>();
        auto *title = workbench->findChild<QLineEdit *>(QStringLiteral("title"));
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Workbench")));
        title->setFocus();
        QTest::keyClicks(title, QStringLiteral("Reply [*] politely"));
        QVERIFY2(m_window->windowTitle().startsWith(QStringLiteral("Reply [*][*] politely")),
                 qPrintable(m_window->windowTitle()));
        m_window->showPage(MainWindow::Page::History);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("History")));
        PromptDraft draft;
        draft.title = QStringLiteral("Another");
        workbench->setDraft(draft);
        m_window->showPage(MainWindow::Page::Workbench);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Another")));
    }

    void everyActionWithKeysIsACommandOfTheTable()
    {
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            if (action->shortcut().isEmpty()) continue;
            // What text fields and tables of Qt and the program do with the clipboard is the desktop's.
            const auto is = [action](QKeySequence::StandardKey key) { return action->shortcut() == QKeySequence(key); };
            if (is(QKeySequence::Copy) || is(QKeySequence::Undo) || is(QKeySequence::Redo)) continue;
            // So are the keys of a text's own menu, and of a page that has the focus.
            if (action->parent()->inherits("burin::MessageEditor") || action->parent()->inherits("burin::ComparePage"))
                continue;
            QVERIFY2(commandRow(action->objectName()), qPrintable(action->text()));
        }
    }

    void thePaletteRunsACommandOfAnotherPage()
    {
        auto *workbench = m_window->findChild<WorkbenchPage *>();
        PromptDraft draft;
        draft.messages = systemAndUser({}, QStringLiteral("hello"));
        draft.providerId = draft.model = QStringLiteral("x");
        workbench->setDraft(draft);
        QSignalSpy asked(workbench, &WorkbenchPage::runRequested);
        m_window->showPage(MainWindow::Page::Costs);
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        CommandPalette *palette = m_window->palette();
        QVERIFY(palette->isVisible());
        auto *rows = palette->findChild<QListView *>()->model();
        QTRY_VERIFY(rows->rowCount() > 0);
        auto *search = palette->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("stop the run"));
        QCOMPARE(rows->rowCount(), 0); // nothing runs: it is disabled
        search->clear();
        QTest::keyClicks(search, QStringLiteral("run the prompt"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_window->page(), MainWindow::Page::Workbench);
        QCOMPARE(asked.size(), 1);
    }

    void everyAliasOpensThePaletteFromATextField_data()
    {
        QTest::addColumn<QKeyCombination>("keys");
        QTest::newRow("Ctrl+K") << (Qt::CTRL | Qt::Key_K);
        QTest::newRow("Ctrl+Shift+P") << QKeyCombination(Qt::CTRL | Qt::SHIFT, Qt::Key_P);
        QTest::newRow("Ctrl+Alt+I") << QKeyCombination(Qt::CTRL | Qt::ALT, Qt::Key_I);
    }
    void everyAliasOpensThePaletteFromATextField()
    {
        QFETCH(QKeyCombination, keys);
        auto *editor = m_window->findChild<QWidget *>(QStringLiteral("user"))->findChild<QPlainTextEdit *>();
        editor->setFocus();
        editor->setPlainText(QStringLiteral("keep me"));
        QTest::keyClick(editor, keys.key(), keys.keyboardModifiers());
        QVERIFY(m_window->palette()->isVisible());
        QCOMPARE(editor->toPlainText(), QStringLiteral("keep me"));
        QTest::keyClick(QApplication::focusWidget(), keys.key(), keys.keyboardModifiers());
        QVERIFY(!m_window->palette()->isVisible());
        QVERIFY(editor->hasFocus());
    }

    void otherKeysHoldAtOnceAndAreTold()
    {
        m_window->commands()->setChanges({{QStringLiteral("page.costs"), {QKeySequence(Qt::Key_F6)}}});
        QTest::keyClick(m_window.get(), Qt::Key_4, Qt::AltModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::Workbench);
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QCOMPARE(m_window->page(), MainWindow::Page::Costs);
        for (const auto *button : m_window->findChildren<QToolButton *>())
            if (button->accessibleName() == QStringLiteral("Costs"))
                QCOMPARE(button->toolTip(), QStringLiteral("Costs (F6)"));
    }

    void nothingOpensOverABlockage()
    {
        m_window->setBlockage(Blockage{makeError(ErrorCode::DiskFull), {}});
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!m_window->palette()->isVisible());
    }

    void asksForAnotherTextSize_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<int>("direction");
        QTest::newRow("larger") << Qt::Key_Plus << 1;
        QTest::newRow("larger, without Shift") << Qt::Key_Equal << 1;
        QTest::newRow("smaller") << Qt::Key_Minus << -1;
        QTest::newRow("usual") << Qt::Key_0 << 0;
    }
    void asksForAnotherTextSize()
    {
        QFETCH(Qt::Key, key);
        QFETCH(int, direction);
        QSignalSpy asked(m_window.get(), &MainWindow::zoomRequested);
        QTest::keyClick(m_window.get(), key, Qt::ControlModifier);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toInt(), direction);
    }

    void allTextGrowsAndShrinksBack()
    {
        const auto *title = m_window->findChild<QLineEdit *>(QStringLiteral("title")); // has a font of its own
        const auto *editor = m_window->findChild<QPlainTextEdit *>();
        const double titleSize = title->font().pointSizeF(), bodySize = editor->font().pointSizeF();
        QSignalSpy changed(m_theme.get(), &Theme::changed);
        m_theme->setZoom(150);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(title->font().pointSizeF(), titleSize * 1.5);
        QCOMPARE(editor->font().pointSizeF(), bodySize * 1.5);
        m_theme->setMode(ThemeMode::Dark);
        QCOMPARE(title->font().pointSizeF(), titleSize * 1.5);
        m_theme->setMode(ThemeMode::Light);
        m_theme->setZoom(100);
        QCOMPARE(title->font().pointSizeF(), titleSize);
        QCOMPARE(editor->font().pointSizeF(), bodySize);
    }

    void showsEachBannerOnceUntilDismissed()
    {
        m_window->showBanner(makeError(ErrorCode::SchemaTooNew, QStringLiteral("burin.db")));
        m_window->showBanner(makeError(ErrorCode::SchemaTooNew, QStringLiteral("burin.db")));
        m_window->showBannerText(QStringLiteral("<b>3 runs</b> were interrupted"));
        QCOMPARE(banners().size(), 2);
        QVERIFY(banners().first().contains(QStringLiteral("newer version of Burin")));
        QVERIFY(banners().first().contains(QStringLiteral("Install the newer version")));
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("<b>"))) QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        for (auto *button : m_window->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QStringLiteral("Dismiss")) button->click();
        }
        QTRY_COMPARE(banners().size(), 0);
    }

    void showsSpendAndCreditAndLeadsToThem()
    {
        StatusStrip *strip = m_window->strip();
        auto *spend = strip->findChild<QPushButton *>(QStringLiteral("spend"));
        auto *credit = strip->findChild<QPushButton *>(QStringLiteral("credit"));
        QVERIFY(!spend->isVisible() && !credit->isVisible());
        StatusFacts facts;
        facts.spend = QStringLiteral("today $4.80 / $5.00 · almost nothing left");
        facts.spendTone = QStringLiteral("error");
        facts.credit = QStringLiteral("R&D $12.40 left");
        strip->setFacts(facts);
        QVERIFY(spend->isVisible() && credit->isVisible());
        QCOMPARE(spend->property("status").toString(), QStringLiteral("error"));
        QCOMPARE(credit->accessibleName(), QStringLiteral("R&D $12.40 left"));
        QSignalSpy spendClicked(strip, &StatusStrip::spendClicked), creditClicked(strip, &StatusStrip::creditClicked);
        spend->setFocus();
        QTest::keyClick(spend, Qt::Key_Space);
        credit->click();
        QCOMPARE(spendClicked.size(), 1);
        QCOMPARE(creditClicked.size(), 1);
        strip->setFacts({});
        QVERIFY(!spend->isVisible());
    }

    void aBannerOffersWhatHelpsAndGoesWithItsCause()
    {
        BannerArea *area = m_window->banners();
        QSignalSpy asked(area, &BannerArea::actionRequested);
        const QString topic = QStringLiteral("run");
        area->showError(makeError(ErrorCode::PaymentRequired), ErrorOrigin::Run, topic);
        area->showError(makeError(ErrorCode::BadResponse, QStringLiteral("x")), ErrorOrigin::Background);
        QCOMPARE(banners().size(), 2);
        for (auto *button : area->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Top up")) QTest::keyClick(button, Qt::Key_Space);
        }
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(0).value<ErrorAction>(), ErrorAction::TopUp);
        QCOMPARE(asked.first().at(2).toString(), topic);
        QTRY_COMPARE(banners().size(), 1); // it was acted upon
        area->showError(makeError(ErrorCode::RejectedKey, QStringLiteral("y")), ErrorOrigin::Run, topic);
        QCOMPARE(banners().size(), 2);
        area->withdraw(topic);
        QTRY_COMPARE(banners().size(), 1);
        QVERIFY(banners().first().contains(QStringLiteral("model server")));
    }

    void failingStorageCoversThePagesUntilItIsMended()
    {
        QSignalSpy blocked(m_window.get(), &MainWindow::blocked);
        const Error error = makeError(ErrorCode::DiskFull);
        m_window->showBanner(error);
        QCOMPARE(blocked.size(), 1);
        QCOMPARE(banners().size(), 0);

        auto *workbench = m_window->findChild<WorkbenchPage *>();
        RunRecord held;
        held.draft.title = QStringLiteral("Reply");
        held.text = QStringLiteral("what was paid for");
        m_window->setBlockage(Blockage{error, {held}});
        QVERIFY(!workbench->isVisible());
        BlockingPage *page = m_window->blockingPage();
        QCOMPARE(page->findChild<QLabel *>(QStringLiteral("blockedMessage"))->text(), error.message());
        const QString told = page->findChild<QLabel *>(QStringLiteral("blockedHeld"))->text();
        QVERIFY2(told.contains(QStringLiteral("Reply")) && told.contains(QStringLiteral("17 character")),
                 qPrintable(told));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
        QVERIFY(!workbench->isVisible());
        QSignalSpy again(page, &BlockingPage::tryAgainRequested);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space); // the first thing to do has the focus
        QCOMPARE(again.size(), 1);

        m_window->setBlockage(std::nullopt);
        QVERIFY(workbench->isVisible());
    }

    void quittingWithSomethingUnsavedAsksOnce()
    {
        RunRecord held;
        held.text = QStringLiteral("kept");
        m_window->setBlockage(Blockage{makeError(ErrorCode::Storage), {held}});
        QSignalSpy closing(m_window.get(), &MainWindow::closing);
        m_window->close();
        QVERIFY(m_window->isVisible());
        QCOMPARE(closing.size(), 0);
        m_window->close();
        QCOMPARE(closing.size(), 1);
    }

    void quittingAfterACopyWasSavedLosesNothing()
    {
        RunRecord held;
        held.text = QStringLiteral("kept");
        m_window->setBlockage(Blockage{makeError(ErrorCode::Storage), {held}});
        m_window->blockingPage()->showSaved(QStringLiteral("/home/me/answer.txt"));
        QSignalSpy closing(m_window.get(), &MainWindow::closing);
        m_window->close();
        QCOMPARE(closing.size(), 1);
    }

    void restoresItsLayout()
    {
        m_window->resize(1111, 777);
        m_window->showPage(MainWindow::Page::Costs);
        auto *splitter = m_window->findChild<QSplitter *>(QStringLiteral("workbenchSplitter"));
        splitter->setSizes({600, 463});
        const QList<int> sizes = splitter->sizes();
        const QJsonObject layout = m_window->layout();
        m_window = make();
        m_window->restoreLayout(layout);
        m_window->show();
        QCOMPARE(m_window->size(), QSize(1111, 777));
        QCOMPARE(m_window->page(), MainWindow::Page::Costs);
        m_window->showPage(MainWindow::Page::Workbench);
        QCOMPARE(m_window->findChild<QSplitter *>(QStringLiteral("workbenchSplitter"))->sizes(), sizes);
    }

    void ignoresALayoutThatMakesNoSense_data()
    {
        QTest::addColumn<QJsonObject>("layout");
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("garbage") << QJsonObject{
            {QStringLiteral("geometry"), QStringLiteral("%%%")},
            {QStringLiteral("page"), 99},
            {QStringLiteral("splitters"), QJsonObject{{QStringLiteral("workbenchSplitter"), 5}}}};
        QTest::newRow("wrong types") << QJsonObject{{QStringLiteral("geometry"), 1},
                                                    {QStringLiteral("page"), QStringLiteral("x")},
                                                    {QStringLiteral("splitters"), 3}};
    }
    void ignoresALayoutThatMakesNoSense()
    {
        QFETCH(QJsonObject, layout);
        m_window->restoreLayout(layout);
        QCOMPARE(m_window->page(), MainWindow::Page::Workbench);
        QVERIFY(m_window->width() > 600);
    }

    void saysSoBeforeItCloses()
    {
        QSignalSpy closing(m_window.get(), &MainWindow::closing);
        QTest::keyClick(m_window.get(), Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(closing.size(), 1);
        QVERIFY(!m_window->isVisible());
    }

    void namesEveryControlForAssistiveTechnology()
    {
        m_window->showBannerText(QStringLiteral("notice"));
        for (QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->inherits("QComboBoxListView")) continue;          // Qt's own
            if (m_window->blockingPage()->isAncestorOf(widget)) continue; // named by its texts, once it has some
            if (widget->focusPolicy() == Qt::NoFocus || qobject_cast<QSplitterHandle *>(widget)) continue;
            if (widget->objectName().startsWith(QStringLiteral("qt_"))) continue;
            const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(accessible);
            const QString where = QStringLiteral("%1 %2").arg(QString::fromLatin1(widget->metaObject()->className()),
                                                              widget->objectName());
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(where));
        }
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"

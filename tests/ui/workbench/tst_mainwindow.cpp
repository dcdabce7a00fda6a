#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/workbench/workbenchpage.h"

#include <QAccessible>
#include <QLabel>
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
            MainWindow::Pages{new WorkbenchPage, new QWidget, new QWidget, new QWidget, new QWidget});
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
        QCOMPARE(m_window->page(), MainWindow::Page::History);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("History")));
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::Costs);
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(m_window->page(), MainWindow::Page::Settings);
        QCOMPARE(shown.size(), 3);
        for (auto *button : m_window->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QStringLiteral("Workbench")) button->click();
        }
        QCOMPARE(m_window->page(), MainWindow::Page::Workbench);
        m_window->showPage(MainWindow::Page::Workbench);
        QCOMPARE(shown.size(), 4); // shown already
    }

    void showsEachBannerOnceUntilDismissed()
    {
        m_window->showBanner(makeError(ErrorCode::DiskFull));
        m_window->showBanner(makeError(ErrorCode::DiskFull));
        m_window->showBannerText(QStringLiteral("<b>3 runs</b> were interrupted"));
        QCOMPARE(banners().size(), 2);
        QVERIFY(banners().first().contains(QStringLiteral("disk is full")));
        QVERIFY(banners().first().contains(QStringLiteral("Free some space")));
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("<b>"))) QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        for (auto *button : m_window->findChildren<QToolButton *>()) {
            if (button->accessibleName() == QStringLiteral("Dismiss")) button->click();
        }
        QTRY_COMPARE(banners().size(), 0);
    }

    void showsTheSpend()
    {
        m_window->showSpend(QStringLiteral("today $0.31"));
        bool found = false;
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            found = found || (label->text() == QStringLiteral("today $0.31") && label->isVisible());
        QVERIFY(found);
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
            if (widget->inherits("QComboBoxListView")) continue; // Qt's own
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

#include "ui/help/guidepictures.h"
#include "ui/help/guides.h"
#include "ui/help/helpwindow.h"
#include "ui/markdown/markdownview.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QImage>
#include <QLineEdit>
#include <QTest>
#include <QTextBlock>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <memory>

using namespace burin;

namespace {

int shownItems(QTreeWidget *tree)
{
    int count = 0;
    for (QTreeWidgetItemIterator it(tree, QTreeWidgetItemIterator::NotHidden); *it; ++it)
        ++count;
    return count;
}

} // namespace

class tst_HelpWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheFirstGuideAtFirst();
    void opensTheSectionOfAnError();
    void tellsSectionsOfOneNameApartByTheirChapter();
    void showsTheGuideWhenASectionIsUnknown();
    void findsWhatIsTyped();
    void saysWhenNothingIsFound();
    void showsThePicturesOfTheGuides();
    void closesWithEscape();
    void namesEveryControl();

private:
    QTreeWidget *contents() const { return named<QTreeWidget>(m_window.get(), QStringLiteral("Contents")); }
    QLineEdit *search() const { return named<QLineEdit>(m_window.get(), QStringLiteral("Search the guides")); }
    QString shown() const { return m_window->findChild<MarkdownView *>()->markdown(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<HelpWindow> m_window;
};

void tst_HelpWindow::init()
{
    m_theme = std::make_unique<Theme>();
    m_window = std::make_unique<HelpWindow>();
}

void tst_HelpWindow::cleanup()
{
    m_window.reset();
    m_theme.reset();
}

void tst_HelpWindow::showsTheFirstGuideAtFirst()
{
    QVERIFY(shown().startsWith(QLatin1StringView("# First steps")));
}

void tst_HelpWindow::opensTheSectionOfAnError()
{
    m_window->openGuide(QStringLiteral("troubleshooting"), QStringLiteral("NETWORK_ERROR"), QStringLiteral("dns"));
    QVERIFY(m_window->isVisible());
    QVERIFY(shown().startsWith(QLatin1StringView("### dns\n")));
    QCOMPARE(contents()->currentItem()->text(0), QStringLiteral("dns"));
}

void tst_HelpWindow::tellsSectionsOfOneNameApartByTheirChapter()
{
    const QString name = QStringLiteral("too_large");
    m_window->openGuide(QStringLiteral("troubleshooting"), QStringLiteral("RAG_ERROR"), name);
    const QString first = shown();
    m_window->openGuide(QStringLiteral("troubleshooting"), QStringLiteral("VALIDATION_ERROR"), name);
    QVERIFY(first.startsWith(QLatin1StringView("### too_large")));
    QVERIFY(shown().startsWith(QLatin1StringView("### too_large")));
    QVERIFY(shown() != first);
}

void tst_HelpWindow::showsTheGuideWhenASectionIsUnknown()
{
    m_window->openGuide(QStringLiteral("troubleshooting"), {}, QStringLiteral("no such section"));
    QVERIFY(shown().startsWith(QLatin1StringView("# Troubleshooting")));
}

void tst_HelpWindow::findsWhatIsTyped()
{
    const int all = shownItems(contents());
    QTest::keyClicks(search(), QStringLiteral("certificate clock"));
    QVERIFY(shownItems(contents()) < all);
    QVERIFY(shown().startsWith(QLatin1StringView("### tls\n")));
    search()->clear();
    QCOMPARE(shownItems(contents()), all);
}

void tst_HelpWindow::saysWhenNothingIsFound()
{
    QTest::keyClicks(search(), QStringLiteral("zebra"));
    QCOMPARE(shownItems(contents()), 0);
    QVERIFY(shown().contains(QLatin1StringView("zebra")));
}

void tst_HelpWindow::showsThePicturesOfTheGuides()
{
    int shownPictures = 0;
    m_window->show();
    auto *view = m_window->findChild<MarkdownView *>();
    for (const Guide &guide : guides()) {
        m_window->openGuide(guide.name);
        for (const GuidePicture &picture : picturesIn(shown())) {
            const auto imageOf = [&] {
                const QUrl name(QStringLiteral("picture:") + picture.name);
                return view->document()->resource(QTextDocument::ImageResource, name).value<QImage>();
            };
            QTRY_VERIFY2(imageOf().width() > 100, qPrintable(picture.name));
            const QTextCursor words = view->document()->find(picture.words);
            QVERIFY2(!words.isNull(), qPrintable(picture.words));
            QVERIFY(words.block().text().startsWith(QChar(QChar::ObjectReplacementCharacter)));
            ++shownPictures;
        }
        QVERIFY(!view->toPlainText().contains(QLatin1StringView("[image:")));
    }
    QVERIFY(shownPictures >= 10);
}

void tst_HelpWindow::closesWithEscape()
{
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(!m_window->isVisible());
}

void tst_HelpWindow::namesEveryControl()
{
    m_window->show();
    QCOMPARE(namelessControls(m_window.get()), QStringList());
}

QTEST_MAIN(tst_HelpWindow)
#include "tst_helpwindow.moc"

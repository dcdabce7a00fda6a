#include "tests/ui/named.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/commandpalette/palettemodel.h"
#include "ui/theme/theme.h"

#include <QFutureWatcher>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPromise>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace burin;
using namespace Qt::StringLiterals;

namespace {

QFuture<std::vector<PaletteRow>> ready(const std::vector<PaletteRow> &rows)
{
    QPromise<std::vector<PaletteRow>> promise;
    promise.start();
    promise.addResult(rows);
    promise.finish();
    return promise.future();
}

std::vector<PaletteRow> numbered(const QString &name, int count)
{
    std::vector<PaletteRow> rows;
    for (int at = 0; at < count; ++at)
        rows.push_back({.id = name + QString::number(at), .title = name + QString::number(at)});
    return rows;
}

} // namespace

class tst_CommandPalette : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_field = nullptr;
    CommandPalette *m_palette = nullptr;
    QStringList m_ran;

    QLineEdit *search() const { return m_palette->findChild<QLineEdit *>(); }
    QListView *list() const { return m_palette->findChild<QListView *>(); }
    QStringList shown() const
    {
        QStringList titles;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            titles += list()->model()->index(row, 0).data().toString();
        return titles;
    }
    QString selected() const { return list()->currentIndex().data().toString(); }
    PaletteRow row(const QString &title)
    {
        return {.id = title.toLower(), .title = title, .keys = QStringLiteral("F6"), .run = [this, title] {
                    m_ran += title;
                }};
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void init()
    {
        m_ran.clear();
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 700);
        m_field = new QLineEdit(m_window.get());
        m_palette = new CommandPalette(m_window.get());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_field->setFocus();
    }

    void findsAndRunsByKeyboardAlone()
    {
        m_palette->addSource([this] {
            return ready({row(u"History"_s), row(u"Choose a model"_s), row(u"Full screen"_s)});
        });
        m_palette->toggle();
        QVERIFY(search()->hasFocus());
        QTRY_COMPARE(shown().size(), 3);
        QTest::keyClicks(search(), QStringLiteral("cam"));
        QCOMPARE(shown(), QStringList({u"Choose a model"_s}));
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(m_ran, QStringList({u"Choose a model"_s}));
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_field->hasFocus());
    }

    void theArrowsAndPagesMoveTheSelection()
    {
        m_palette->addSource([] { return ready(numbered(QStringLiteral("row"), 60)); });
        m_palette->toggle();
        QTRY_COMPARE(selected(), QStringLiteral("row0"));
        QTest::keyClick(search(), Qt::Key_Down);
        QTest::keyClick(search(), Qt::Key_Down);
        QTest::keyClick(search(), Qt::Key_Up);
        QCOMPARE(selected(), QStringLiteral("row1"));
        QTest::keyClick(search(), Qt::Key_PageDown);
        QVERIFY(list()->currentIndex().row() > 4);
        QTest::keyClick(search(), Qt::Key_PageUp);
        QVERIFY(list()->currentIndex().row() < 4);
        QVERIFY(search()->hasFocus());
    }

    void escGivesTheFocusBackAndRunsNothing()
    {
        m_palette->addSource([this] { return ready({row(u"History"_s)}); });
        m_palette->toggle();
        QTRY_COMPARE(shown().size(), 1);
        QTest::keyClick(search(), Qt::Key_Escape);
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_field->hasFocus());
        QVERIFY(m_ran.isEmpty());
    }

    void closesWhenTheFocusGoesElsewhere()
    {
        m_palette->toggle();
        m_field->setFocus();
        QVERIFY(!m_palette->isVisible());
        QVERIFY(m_field->hasFocus());
    }

    void whatRunsMayMoveTheFocus()
    {
        auto *other = new QLineEdit(m_window.get());
        other->show();
        m_palette->addSource(
            [other] { return ready({{.id = u"go"_s, .title = u"Go"_s, .run = [other] { other->setFocus(); }}}); });
        m_palette->toggle();
        QTRY_COMPARE(shown().size(), 1);
        QTest::keyClick(search(), Qt::Key_Return);
        QVERIFY(other->hasFocus());
    }

    void lateRowsLeaveTheSelectionAlone()
    {
        QPromise<std::vector<PaletteRow>> late;
        late.start();
        m_palette->addSource([&late] { return late.future(); }); // ranks before what is there
        m_palette->addSource([] { return ready(numbered(QStringLiteral("row"), 40)); });
        m_palette->toggle();
        QTRY_COMPARE(shown().size(), 40);
        for (int press = 0; press < 3; ++press)
            QTest::keyClick(search(), Qt::Key_Down);
        QCOMPARE(selected(), QStringLiteral("row3"));
        const int before = list()->visualRect(list()->currentIndex()).top();
        late.addResult(numbered(QStringLiteral("late"), 10));
        late.finish();
        QTRY_COMPARE(shown().size(), 50);
        QCOMPARE(shown().first(), QStringLiteral("late0"));
        QCOMPARE(selected(), QStringLiteral("row3"));
        QCOMPARE(list()->visualRect(list()->currentIndex()).top(), before);
        QTest::keyClicks(search(), QStringLiteral("late"));
        QCOMPARE(selected(), QStringLiteral("late0"));
    }

    void anAnswerToAnEarlierOpeningIsIgnored()
    {
        QPromise<std::vector<PaletteRow>> early;
        early.start();
        int asked = 0;
        m_palette->addSource([&] { return asked++ == 0 ? early.future() : ready({row(u"New"_s)}); });
        m_palette->toggle();
        m_palette->toggle();
        m_palette->toggle();
        QTRY_COMPARE(shown(), QStringList({u"New"_s}));
        QSignalSpy reset(list()->model(), &QAbstractItemModel::modelReset);
        QFutureWatcher<std::vector<PaletteRow>> watcher; // told after the palette, which watched before
        QSignalSpy told(&watcher, &QFutureWatcherBase::finished);
        watcher.setFuture(early.future());
        early.addResult(std::vector<PaletteRow>{row(u"Old"_s)});
        early.finish();
        QVERIFY(told.wait());
        QCOMPARE(reset.size(), 0);
        QCOMPARE(shown(), QStringList({u"New"_s}));
    }

    void remembersWhatWasUsed()
    {
        m_palette->addSource([this] { return ready({row(u"One"_s), row(u"Two"_s), row(u"Three"_s)}); });
        m_palette->setRecent({QStringLiteral("two")});
        QSignalSpy changed(m_palette, &CommandPalette::recentChanged);
        m_palette->toggle();
        QTRY_COMPARE(shown(), QStringList({u"Two"_s, u"One"_s, u"Three"_s}));
        QTest::keyClicks(search(), QStringLiteral("three"));
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_palette->recent(), QStringList({u"three"_s, u"two"_s}));
        m_palette->toggle();
        QTRY_COMPARE(shown(), QStringList({u"Three"_s, u"Two"_s, u"One"_s}));
    }

    void saysWhenNothingMatches()
    {
        m_palette->addSource([this] { return ready({row(u"One"_s)}); });
        m_palette->toggle();
        QTRY_COMPARE(shown().size(), 1);
        const auto *none = m_palette->findChild<QLabel *>(QStringLiteral("nothingFound"));
        QVERIFY(!none->isVisible());
        QTest::keyClicks(search(), QStringLiteral("<b>"));
        QVERIFY(none->isVisible());
        QVERIFY(none->text().contains(QStringLiteral("<b>")));
        QTest::keyClick(search(), Qt::Key_Return);
        QVERIFY(m_ran.isEmpty());
    }

    void tellsAssistiveTechnologyTheShortcut()
    {
        m_palette->addSource([this] { return ready({row(u"One"_s)}); });
        m_palette->toggle();
        QTRY_COMPARE(shown().size(), 1);
        QCOMPARE(list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("One, F6"));
        QCOMPARE(namelessControls(m_palette), QStringList());
    }
};

QTEST_MAIN(tst_CommandPalette)
#include "tst_commandpalette.moc"

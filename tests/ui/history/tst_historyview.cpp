#include "fakehistory.h"
#include "ui/common/emptystate.h"
#include "ui/history/historymodel.h"
#include "ui/history/historytable.h"
#include "ui/history/querybar.h"
#include "ui/theme/theme.h"

#include "../named.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace burin;

class tst_HistoryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void readsNothingBeforeItIsShown();
    void scrollingBringsAllRunsInOrder();
    void showsTheChosenRun();
    void ignoresTheRunThatWasChosenBefore();
    void typingSearches();
    void refreshKeepsSelectionAndPlace();
    void refreshAtTheTopShowsTheNewRun();
    void refreshReadsARunningRunAgain();
    void opensInWorkbench();
    void showsARunOnTheWholePage();
    void comparesTwoSelectedRuns();
    void findFocusesTheSearch();
    void showsAQueryFromTheChart();
    void saysWhatToDoWhenThereIsNothing_data();
    void saysWhatToDoWhenThereIsNothing();
    void leavesOutColumnsWhereItIsNarrow();
    void namesEveryControl();
    void keysMarkTheChosenRuns_data();
    void keysMarkTheChosenRuns();
    void deletedRunsGoAndComeBack();
    void marksRunsThatAreNotReadYet();
    void lastRowIsShownOnceItIsRead();
    void clickOnAHeadSorts();
    void batchOpensAndCloses();
    void survivesAChangeOfTheme();

private:
    std::unique_ptr<Theme> m_theme;
};

namespace {

struct Shown {
    explicit Shown(FakeHistory &history) : page(history.source())
    {
        page.resize(1280, 800);
        page.show();
        page.activateWindow();
    }
    HistoryTable *table() { return page.findChild<HistoryTable *>(); }
    QAbstractItemModel *model() { return table()->model(); }
    QString titleAt(int row) { return model()->index(row, 2).data().toString(); }
    bool shows(const QString &text) const
    {
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible() && label->text() == text) return true;
        return false;
    }
    bool focusTable()
    {
        const bool active = QTest::qWaitForWindowActive(&page);
        table()->setFocus();
        return active;
    }
    HistoryPage page;
};

} // namespace

void tst_HistoryView::readsNothingBeforeItIsShown()
{
    FakeHistory history(3);
    HistoryPage page(history.source());
    page.refresh();
    QCOMPARE(history.pages.size(), 0u);
    page.show();
    QCOMPARE(history.pages.size(), 1u);
}

void tst_HistoryView::scrollingBringsAllRunsInOrder()
{
    FakeHistory history(350);
    Shown shown(history);
    QTRY_VERIFY(shown.model()->rowCount() >= 100);
    QTRY_COMPARE(shown.model()->rowCount(), 350); // the scroll bar knows before the rows are read
    for (int row = 0; row < 350; row += 20) {
        shown.table()->scrollTo(shown.model()->index(row, 2));
        QTRY_COMPARE(shown.titleAt(row), QStringLiteral("Prompt %1").arg(350 - row));
    }
    QCOMPARE(history.pages.size(), 4u);
}

void tst_HistoryView::showsTheChosenRun()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QTest::keyClick(shown.table(), Qt::Key_Down);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 19")));
}

void tst_HistoryView::ignoresTheRunThatWasChosenBefore()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    history.held = true;
    shown.table()->select({10});
    shown.table()->select({5});
    QCOMPARE(history.details.size(), 3u);
    history.answerRun(2);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 5")));
    history.answerRun(1);
    QCoreApplication::sendPostedEvents();
    QVERIFY(shown.shows(QStringLiteral("Prompt 5")));
}

void tst_HistoryView::typingSearches()
{
    FakeHistory history(30);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 30);
    QTest::keyClicks(named<QLineEdit>(&shown.page, QStringLiteral("Search prompts and answers")),
                     QStringLiteral("prompt 17"));
    QTRY_COMPARE(shown.model()->rowCount(), 1);
    QCOMPARE(shown.titleAt(0), QStringLiteral("Prompt 17"));
    QCOMPARE(history.pages.size(), 2u);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 17")));
}

void tst_HistoryView::refreshKeepsSelectionAndPlace()
{
    FakeHistory history(90);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 90);
    shown.table()->select({50});
    shown.table()->verticalScrollBar()->setValue(703); // part of a row is scrolled away
    const QModelIndex top = shown.table()->indexAt(QPoint(1, 1));
    const QString topTitle = shown.titleAt(top.row());
    const int offset = shown.table()->visualRect(top).top();
    const size_t asked = history.details.size();
    for (const int id : {91, 92, 93})
        history.add(summaryOf(id));
    shown.page.refresh();
    QTRY_COMPARE(shown.model()->rowCount(), 93);
    const QModelIndex now = shown.table()->indexAt(QPoint(1, 1));
    QCOMPARE(shown.titleAt(now.row()), topTitle);
    QCOMPARE(shown.table()->visualRect(now).top(), offset);
    QCOMPARE(shown.table()->selectedRun(), RunId{50});
    QCOMPARE(history.details.size(), asked); // what is read is not read again
}

void tst_HistoryView::refreshAtTheTopShowsTheNewRun()
{
    FakeHistory history(90);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 90);
    history.add(summaryOf(91));
    shown.page.refresh();
    QTRY_COMPARE(shown.model()->rowCount(), 91);
    QCOMPARE(shown.titleAt(shown.table()->indexAt(QPoint(1, 1)).row()), QStringLiteral("Prompt 91"));
    QCOMPARE(shown.table()->selectedRun(), RunId{90});
}

void tst_HistoryView::refreshReadsARunningRunAgain()
{
    FakeHistory history(3);
    history.held = true;
    Shown shown(history);
    history.answerPage(0);
    QTRY_COMPARE(history.details.size(), 1u);
    RunRecord running = recordOf({3});
    running.status = RunStatus::Running;
    history.details[0].answer->addResult(running);
    history.details[0].answer->finish();
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 3")));
    shown.page.refresh();
    history.answerPage(1);
    QTRY_COMPARE(history.details.size(), 2u);
    QCOMPARE(history.details[1].id, RunId{3});
}

void tst_HistoryView::opensInWorkbench()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QSignalSpy opened(&shown.page, &HistoryPage::openRequested);
    QVERIFY(shown.focusTable());
    named<QPushButton>(&shown.page, QStringLiteral("Open in Workbench"))->click();
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.last().first().value<RunRecord>(), recordOf({20}));
}

void tst_HistoryView::showsARunOnTheWholePage()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QVERIFY(QTest::qWaitForWindowActive(&shown.page));
    auto *tabs = shown.page.findChild<QTabWidget *>();
    tabs->setCurrentIndex(3);
    shown.table()->setFocus();
    QTest::keyClick(shown.table(), Qt::Key_Return);
    QVERIFY(!shown.table()->isVisible());
    QTest::keyClick(shown.page.focusWidget(), Qt::Key_Down, Qt::AltModifier); // the next one, at the same part
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 19")));
    QCOMPARE(tabs->currentIndex(), 3);
    QVERIFY(!shown.table()->isVisible());
    QTest::keyClick(shown.page.focusWidget(), Qt::Key_Escape);
    QVERIFY(shown.table()->isVisible());
    QVERIFY(shown.table()->hasFocus());
    QCOMPARE(shown.table()->selectedRun(), RunId{19});
}

void tst_HistoryView::comparesTwoSelectedRuns()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QVERIFY(QTest::qWaitForWindowActive(&shown.page));
    QSignalSpy compared(&shown.page, &HistoryPage::compareRequested);
    shown.table()->setFocus();
    auto *action = shown.table()->findChild<QAction *>(QStringLiteral("history.diff"));
    QVERIFY(!action->isEnabled()); // one alone
    QTest::keyClick(shown.table(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(action->isEnabled());
    action->trigger();
    QCOMPARE(compared.size(), 1);
    QCOMPARE(compared[0][0].value<RunId>(), RunId{19}); // the older one first
    QCOMPARE(compared[0][1].value<RunId>(), RunId{20});
    QTest::keyClick(shown.table(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(!action->isEnabled());
}

void tst_HistoryView::findFocusesTheSearch()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 20);
    QVERIFY(shown.focusTable());
    QTest::keySequence(&shown.page, QKeySequence::Find);
    QVERIFY(named<QLineEdit>(&shown.page, QStringLiteral("Search prompts and answers"))->hasFocus());
}

void tst_HistoryView::showsAQueryFromTheChart()
{
    FakeHistory history(60);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 60);
    RunQuery query;
    query.model = QStringLiteral("alpha");
    query.from = query.to = QDate(2026, 3, 4);
    shown.page.showQuery(query);
    QTRY_COMPARE(shown.model()->rowCount(), 20);
    QCOMPARE(shown.page.findChild<QueryBar *>()->text(),
             QStringLiteral("model=alpha after:2026-03-04 before:2026-03-05"));
}

void tst_HistoryView::saysWhatToDoWhenThereIsNothing_data()
{
    QTest::addColumn<int>("runs");
    QTest::addColumn<QString>("search");
    QTest::addColumn<bool>("broken");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("action");
    QTest::newRow("no run yet") << 0 << QString() << false
                                << QStringLiteral("No runs yet – Ctrl+Enter runs the open prompt.") << QString();
    QTest::newRow("no match") << 5 << QStringLiteral("nothing like it") << false << QStringLiteral("No run matches.")
                              << QStringLiteral("Clear filters");
    const Error error = makeError(ErrorCode::ReadOnly, QStringLiteral("data"));
    QTest::newRow("an error") << 5 << QString() << true << error.message() + u' ' + error.advice()
                              << QStringLiteral("Try again");
}

void tst_HistoryView::saysWhatToDoWhenThereIsNothing()
{
    QFETCH(int, runs);
    QFETCH(QString, search);
    QFETCH(bool, broken);
    QFETCH(QString, sentence);
    QFETCH(QString, action);
    FakeHistory history(runs);
    if (broken) history.error = makeError(ErrorCode::ReadOnly, QStringLiteral("data"));
    Shown shown(history);
    RunQuery query;
    query.text = search;
    shown.page.showQuery(query);
    QTRY_VERIFY(shown.shows(sentence));
    history.error.reset();
    if (action.isEmpty()) return;
    const QList<QPushButton *> buttons = shown.page.findChildren<QPushButton *>();
    const auto button = std::ranges::find_if(buttons, [&action](QPushButton *b) {
        return b->isVisible() && b->text() == action && qobject_cast<EmptyState *>(b->parentWidget());
    });
    QVERIFY(button != buttons.end());
    (*button)->click();
    QTRY_COMPARE(shown.model()->rowCount(), runs);
    QVERIFY(shown.table()->isVisible());
}

void tst_HistoryView::leavesOutColumnsWhereItIsNarrow()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 20);
    shown.page.resize(2200, 800);
    QTRY_VERIFY(!shown.table()->isColumnHidden(7));
    shown.page.resize(900, 800);
    QTRY_VERIFY(shown.table()->isColumnHidden(7));
    QVERIFY(!shown.table()->isColumnHidden(2));
    QVERIFY(!shown.table()->isColumnHidden(5));
    QVERIFY(shown.table()->columnWidth(2) > 100);
}

void tst_HistoryView::namesEveryControl()
{
    FakeHistory history(20);
    Shown shown(history);
    RunQuery query;
    query.from = query.to = QDate(2026, 3, 4);
    query.provider = QStringLiteral("openrouter");
    shown.page.showQuery(query);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QCOMPARE(namelessControls(&shown.page), QStringList());
}

void tst_HistoryView::keysMarkTheChosenRuns_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<MarkChange>("change");
    const std::vector<RunId> chosen{RunId{19}, RunId{18}};
    QTest::newRow("star") << Qt::Key_S << MarkChange{chosen, SetStar{true}};
    QTest::newRow("rate") << Qt::Key_4 << MarkChange{chosen, SetRating{4}};
    QTest::newRow("rate no more") << Qt::Key_0 << MarkChange{chosen, SetRating{0}};
    QTest::newRow("delete") << Qt::Key_Delete << MarkChange{chosen, DeleteRuns{}};
}

void tst_HistoryView::keysMarkTheChosenRuns()
{
    QFETCH(Qt::Key, key);
    QFETCH(MarkChange, change);
    FakeHistory history(20);
    history.undo = {{change.runs, SetStar{false}}};
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QVERIFY(shown.focusTable());
    shown.table()->select({19});
    QTest::keyClick(shown.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(shown.table(), key);
    QCOMPARE(history.marks.size(), 1u);
    QVERIFY(history.marks[0].front().mark == change.mark);
    QCOMPARE(history.marks[0].front().runs, change.runs);
}

void tst_HistoryView::deletedRunsGoAndComeBack()
{
    FakeHistory history(20);
    history.undo = {{{RunId{20}}, RestoreRuns{}}};
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QVERIFY(shown.focusTable());
    QTest::keyClick(shown.table(), Qt::Key_Delete);
    QTRY_COMPARE(shown.model()->rowCount(), 19);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 19")));
    named<QPushButton>(&shown.page, QStringLiteral("Undo"))->click();
    QTRY_COMPARE(shown.model()->rowCount(), 20);
    QVERIFY(history.marks.back() == history.undo);
}

void tst_HistoryView::marksRunsThatAreNotReadYet()
{
    FakeHistory history(1'000);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 1'000);
    QVERIFY(shown.focusTable());
    shown.table()->selectAll();
    QTest::keyClick(shown.table(), Qt::Key_S);
    QTRY_COMPARE(history.marks.size(), 1u);
    QCOMPARE(history.marks[0].front().runs.size(), 1'000u);
}

void tst_HistoryView::lastRowIsShownOnceItIsRead()
{
    FakeHistory history(30'000);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 30'000);
    QVERIFY(shown.focusTable());
    QTest::keyClick(shown.table(), Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 1")));
}

void tst_HistoryView::clickOnAHeadSorts()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_COMPARE(shown.model()->rowCount(), 20);
    QHeaderView *header = shown.table()->horizontalHeader();
    const auto click = [&](int column) {
        const QPoint place(header->sectionViewportPosition(column) + 5, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        return std::pair(history.pages.back().query.order, history.pages.back().query.direction);
    };
    QVERIFY(click(HistoryModel::Cost) == std::pair(RunOrder::Cost, RunDirection::Descending));
    QVERIFY(click(HistoryModel::Cost) == std::pair(RunOrder::Cost, RunDirection::Ascending));
    QVERIFY(click(HistoryModel::Time) == std::pair(RunOrder::Created, RunDirection::Descending));
    const size_t asked = history.pages.size();
    click(HistoryModel::ModelName);
    QCOMPARE(history.pages.size(), asked);
    QCOMPARE(header->sortIndicatorSection(), int(HistoryModel::Time));
}

void tst_HistoryView::batchOpensAndCloses()
{
    FakeHistory history(20);
    history.runs[0].batch = BatchId{3};
    history.runs[0].batchRuns = 8;
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    QVERIFY(QTest::qWaitForWindowActive(&shown.page));
    QSignalSpy changed(&shown.page, &HistoryPage::viewChanged);
    named<QToolButton>(&shown.page, QStringLiteral("Group batches"))->click();
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(shown.titleAt(0).contains(QStringLiteral("Prompt 20")));
    shown.table()->setFocus();
    QTest::keyClick(shown.table(), Qt::Key_Right);
    QVERIFY(history.pages.back().query.open == std::vector<BatchId>{{3}});
    QTRY_VERIFY(shown.table()->selectedRun().isValid());
    QTest::keyClick(shown.table(), Qt::Key_Left);
    QVERIFY(history.pages.back().query.open.empty());
    HistoryPage other(history.source());
    other.setView(shown.page.view());
    QCOMPARE(other.view(), shown.page.view());
}

void tst_HistoryView::survivesAChangeOfTheme()
{
    FakeHistory history(20);
    Shown shown(history);
    QTRY_VERIFY(shown.shows(QStringLiteral("Prompt 20")));
    const QImage light = shown.page.grab().toImage();
    m_theme->setMode(ThemeMode::Dark);
    const QImage dark = shown.page.grab().toImage();
    m_theme->setMode(ThemeMode::Light);
    const auto corner = [](const QImage &image) { return image.pixelColor(3, image.height() - 3).lightness(); };
    QVERIFY(corner(light) > 128);
    QVERIFY(corner(dark) < 128);
}

QTEST_MAIN(tst_HistoryView)
#include "tst_historyview.moc"

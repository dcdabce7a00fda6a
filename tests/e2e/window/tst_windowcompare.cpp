#include "core/store/comparisons.h"
#include "core/store/dbthread.h"
#include "tests/e2e/window/program.h"
#include "tests/support/scriptedserver.h"
#include "ui/bannerarea.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/laneanswer.h"
#include "ui/compare/lanepane.h"
#include "ui/compare/laneseries.h"
#include "ui/history/historytable.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/answerview.h"
#include "ui/workbench/modelpicker.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

using namespace burin;

namespace {

const QString SimulatorId = QStringLiteral("simulator");

/// The program on its compare page.
struct Comparing {
    explicit Comparing(const QTemporaryDir &folder) : program(folder)
    {
        Program::window()->showPage(MainWindow::Page::Compare);
        page = Program::window()->findChild<ComparePage *>();
    }
    LanePane *lane(int index) const { return page->lanes().at(size_t(index)); }
    void use(int index, const QString &provider, const char *model) const
    {
        ComparedLane lane = this->lane(index)->lane();
        lane.model = {provider, QString::fromLatin1(model)};
        this->lane(index)->setLane(lane);
    }
    void runAll() const { QTest::keyClick(page, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier); }
    bool isRunning() const
    {
        return std::ranges::any_of(page->lanes(), [](const LanePane *lane) { return lane->series()->isRunning(); });
    }
    template <class W> static W *partOf(const LanePane *lane, const char *name)
    {
        return lane->findChild<W *>(QLatin1StringView(name));
    }
    QString status(int index) const { return partOf<QLabel>(lane(index), "status")->text(); }
    QString answer(int index) const { return lane(index)->answer()->view()->text(); }

    Program program;
    ComparePage *page = nullptr;
};

int rowsInHistory()
{
    Program::window()->showPage(MainWindow::Page::History);
    return Program::window()->findChild<HistoryTable *>()->model()->rowCount();
}

} // namespace

class tst_WindowCompare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        qunsetenv("OPENAI_API_KEY");
    }
    void theOpenDraftRunsInTwoLanesAndIsInHistory();
    void oneLaneFailsAndTheOtherGoesOn();
    void aLaneIsStoppedAlone();
    void theOpenDraftIsTheOneInTheWorkbench();
    void theVersionsOfTheOpenPromptAreOffered();
    void aLaneWithoutAKeySaysSo();
    void aComparisonIsThereAgainAfterARestart();
};

void tst_WindowCompare::theOpenDraftRunsInTwoLanesAndIsInHistory()
{
    const QTemporaryDir folder;
    const Comparing compare(folder);
    Comparing::partOf<QSpinBox>(compare.lane(1), "laneRepeats")->setValue(2);
    compare.runAll();
    QTRY_VERIFY(compare.lane(0)->series()->isRunning() && compare.lane(1)->series()->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!compare.isRunning(), 30'000);
    for (int i = 0; i < 2; ++i) {
        QVERIFY2(compare.status(i).contains(QStringLiteral("completed")), qPrintable(compare.status(i)));
        QVERIFY(!compare.answer(i).isEmpty());
        QVERIFY(!Comparing::partOf<QLabel>(compare.lane(i), "firstContent")->text().isEmpty());
    }
    QCOMPARE(compare.lane(1)->series()->records().size(), size_t(2));
    QTRY_COMPARE(rowsInHistory(), 3);
}

void tst_WindowCompare::oneLaneFailsAndTheOtherGoesOn()
{
    const QTemporaryDir folder;
    const Comparing compare(folder);
    compare.use(0, SimulatorId, "simulator-bad-request");
    compare.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(!compare.isRunning(), 30'000);
    QVERIFY2(compare.status(0).contains(QStringLiteral("failed")), qPrintable(compare.status(0)));
    QVERIFY2(compare.status(1).contains(QStringLiteral("completed")), qPrintable(compare.status(1)));
}

void tst_WindowCompare::aLaneIsStoppedAlone()
{
    const QTemporaryDir folder;
    const Comparing compare(folder);
    compare.use(0, SimulatorId, "simulator-slow");
    compare.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(!compare.answer(0).isEmpty(), 20'000);
    Comparing::partOf<QPushButton>(compare.lane(0), "laneRun")->click();
    QTRY_VERIFY(compare.status(0).contains(QStringLiteral("stopped")));
    QVERIFY(!compare.answer(0).isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(compare.status(1).contains(QStringLiteral("completed")), 30'000);
}

void tst_WindowCompare::theOpenDraftIsTheOneInTheWorkbench()
{
    const QTemporaryDir folder;
    const Comparing compare(folder);
    Program::window()->showPage(MainWindow::Page::Workbench);
    PromptDraft draft = compare.program.page->draft();
    draft.messages = systemAndUser({}, QStringLiteral("Opened from elsewhere"));
    compare.program.page->setDraft(draft);
    Program::window()->showPage(MainWindow::Page::Compare);
    compare.runAll();
    QTRY_VERIFY_WITH_TIMEOUT(!compare.lane(0)->series()->records().empty(), 30'000);
    QCOMPARE(compare.lane(0)->series()->records().front().messages.back().text,
             QStringLiteral("Opened from elsewhere"));
}

void tst_WindowCompare::theVersionsOfTheOpenPromptAreOffered()
{
    const QTemporaryDir folder;
    const Comparing compare(folder);
    const QString title = compare.program.page->draft().title;
    auto *prompts = Comparing::partOf<QComboBox>(compare.lane(0), "lanePrompt");
    QTRY_VERIFY(prompts->findText(title + QStringLiteral(" v1")) >= 0); // the sample is in the library
    Program::window()->showPage(MainWindow::Page::Workbench);
    compare.program.userEditor()->setPlainText(QStringLiteral("Another question"));
    QTest::keyClick(Program::window(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(compare.program.page->draft().version.value > 1);
    Program::window()->showPage(MainWindow::Page::Compare);
    QTRY_VERIFY(prompts->findText(title + QStringLiteral(" v2")) >= 0);
}

void tst_WindowCompare::aLaneWithoutAKeySaysSo()
{
    const QTemporaryDir folder;
    const Comparing compare(folder);
    compare.use(0, QStringLiteral("openai"), "gpt-4o-mini");
    compare.runAll();
    const auto *message = Comparing::partOf<QLabel>(compare.lane(0), "errorMessage");
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->text().contains(QStringLiteral("API key")), qPrintable(message->text()));
    QPushButton *again = nullptr;
    for (auto *button : Program::window()->banners()->findChildren<QPushButton *>())
        if (button->isVisible() && button->text() == QStringLiteral("Try again")) again = button;
    QVERIFY(again);
    compare.use(0, QStringLiteral("openai"), "gpt-4o");
    QSignalSpy retried(compare.lane(0), &LanePane::runPressed), other(compare.lane(1), &LanePane::runPressed);
    again->click();
    QCOMPARE(retried.size(), 1);
    QCOMPARE(other.size(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(compare.status(1).contains(QStringLiteral("completed")), 30'000);
}

void tst_WindowCompare::aComparisonIsThereAgainAfterARestart()
{
    const QTemporaryDir folder;
    QString text;
    {
        const Comparing compare(folder);
        compare.runAll();
        QTRY_VERIFY_WITH_TIMEOUT(!compare.isRunning() && !compare.answer(1).isEmpty(), 30'000);
        text = compare.answer(1);
        QTest::keyClicks(compare.page->findChild<QLineEdit *>(QStringLiteral("comparisonName")), QStringLiteral("Two"));
        Comparing::partOf<QToolButton>(compare.lane(1), "winner")->click();
        DbThread database(folder.path());
        QTRY_COMPARE(database.run([](const QSqlDatabase &db) { return comparisons(db); }).result()->size(), size_t(1));
        QTRY_COMPARE(database.run([](const QSqlDatabase &db) { return comparisons(db); }).result()->front().name,
                     QStringLiteral("Two"));
    }
    const Comparing again(folder);
    QTRY_COMPARE(again.page->comparison().name, QStringLiteral("Two"));
    QTRY_COMPARE(again.answer(1), text);
    QCOMPARE(again.page->comparison().winner, 1);
    again.runAll();
    QTRY_VERIFY(again.lane(1)->series()->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!again.isRunning(), 30'000);
}

QTEST_MAIN(tst_WindowCompare)
#include "tst_windowcompare.moc"

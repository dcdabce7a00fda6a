#include "app/application.h"
#include "core/store/dbthread.h"
#include "core/store/keyvalue.h"
#include "core/store/librarydrafts.h"
#include "core/store/runcontext.h"
#include "tests/e2e/window/program.h"
#include "tests/support/scriptedserver.h"
#include "tests/ui/named.h"
#include "ui/commandpalette/commandpalette.h"
#include "ui/costs/chartcanvas.h"
#include "ui/costs/costspage.h"
#include "ui/faultlab/faultlabpage.h"
#include "ui/history/historypage.h"
#include "ui/history/historytable.h"
#include "ui/history/rundetail.h"
#include "ui/mainwindow.h"
#include "ui/rundiff/rundiffwindow.h"
#include "ui/settings/settingspage.h"
#include "ui/workbench/attachmentlimit.h"
#include "ui/workbench/promptpane.h"
#include "ui/workbench/workbenchpage.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSqlDatabase>
#include <QtCharts/QChartView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include <algorithm>

using namespace burin;

namespace {

Script pricedAnswer()
{
    return sseResponse({chunk(R"({"content":"Zimtschnecke"})", "null"), chunk("{}", R"("stop")"),
                        R"({"choices":[],"usage":{"prompt_tokens":1000000,"completion_tokens":1000000}})", "[DONE]"});
}

} // namespace

class tst_Window : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFirstStartRunsTheSampleWithOneKeystroke();
    void typingAVariableAndLeavingItEmptyBlocksInPlace();
    void stopKeepsTheText();
    void aRetryIsCountedDownAndCutShort();
    void aPaidRunIsInHistoryAndInTheChartWhoseBarLeadsBack();
    void aRunIsRatedRunAgainAndCompared();
    void draftsAndRunsAreBackAfterACrash();
    void filesAreReadAndAttached();
    void casesComeFromAFile();
    void theFaultLabRunsTheOpenPrompt();
    void thePaletteFindsModelsAndRuns();
    void shortcutsAndTextSizeAreBackAtTheNextStart();
    void everyControlHasAName();
};

void tst_Window::initTestCase()
{
    // No session bus: keys stay in memory, and the desktop's keychain is left alone.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void tst_Window::theFirstStartRunsTheSampleWithOneKeystroke()
{
    const QTemporaryDir folder;
    const Program program(folder);
    QVERIFY(program.part<QLabel>("estimate")->text().contains(QStringLiteral("free")));
    program.pressRun();
    QTRY_VERIFY(program.page->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), 20'000);
    QVERIFY(!program.answer().isEmpty());
    QVERIFY(program.part<QLabel>("cost")->text().contains(QStringLiteral("simulated")));

    program.window()->showPage(MainWindow::Page::History);
    auto *table = program.window()->findChild<HistoryTable *>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    program.window()->showPage(MainWindow::Page::Costs); // simulated runs cost nothing and are not counted
    const auto *costs = program.window()->findChild<CostsPage *>();
    QTRY_VERIFY(costs->findChild<QLabel *>() && !costs->findChild<ChartCanvas *>()->isVisibleTo(costs));
}

void tst_Window::typingAVariableAndLeavingItEmptyBlocksInPlace()
{
    const QTemporaryDir folder;
    const Program program(folder);
    auto *user = program.userEditor();
    user->setFocus();
    QTest::keyClicks(user, QStringLiteral("{{colour}}"));
    QTRY_VERIFY(program.part<QWidget>("variable:colour"));
    program.pressRun();
    QVERIFY(program.part<QWidget>("variable:colour")->property("invalid").toBool());
    QVERIFY(!program.page->isRunning());
    QTest::keyClicks(program.part<QWidget>("variable:colour"), QStringLiteral("blue"));
    program.pressRun();
    QTRY_VERIFY(program.page->isRunning());
}

void tst_Window::stopKeepsTheText()
{
    const QTemporaryDir folder;
    const Program program(folder);
    program.use(QStringLiteral("simulator"), QStringLiteral("simulator-slow"));
    program.pressRun();
    QTRY_VERIFY_WITH_TIMEOUT(!program.answer().isEmpty(), 20'000);
    QTest::keyClick(program.page, Qt::Key_Escape);
    QTRY_VERIFY(program.status().contains(QStringLiteral("stopped")));
    QVERIFY(!program.answer().isEmpty());
    QVERIFY(!program.page->isRunning());
}

void tst_Window::aRetryIsCountedDownAndCutShort()
{
    const QTemporaryDir folder;
    const Program program(folder);
    program.use(QStringLiteral("simulator"), QStringLiteral("simulator-rate-limited"));
    program.pressRun();
    auto *now = named<QPushButton>(program.page, QStringLiteral("Retry now"));
    const auto *attempts = program.part<QLabel>("attempts");
    for (const int next : {2, 3}) {
        const QString waiting = QStringLiteral("attempt %1 of 4").arg(next);
        QTRY_VERIFY_WITH_TIMEOUT(attempts->text() == waiting && now->isVisible(), 20'000);
        now->click();
    }
    QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), 20'000);
    QVERIFY(attempts->text().contains(u'3'));
}

void tst_Window::filesAreReadAndAttached()
{
    const QTemporaryDir folder, files;
    const Program program(folder);
    const auto write = [&files](const char *name, const QByteArray &content, qint64 size) {
        QFile file(files.filePath(QLatin1StringView(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0 || !file.resize(size)) qFatal("no file");
        return QUrl::fromLocalFile(file.fileName());
    };
    auto *data = new QMimeData;
    data->setUrls({write("note.txt", "hello", 5), write("huge.bin", "x", LargestAttachment + 1),
                   QUrl::fromLocalFile(files.path())});
    QGuiApplication::clipboard()->setMimeData(data);
    program.userEditor()->paste();
    const auto attached = [&program] { return program.page->draft().messages.back().attachments; };
    QTRY_COMPARE(attached().size(), 1u);
    QCOMPARE(attached().front(), (Attachment{QStringLiteral("note.txt"), QStringLiteral("text/plain"), "hello"}));
    const auto *problem = program.part<QWidget>("user")->findChild<QLabel *>(QStringLiteral("attachmentProblem"));
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(QStringLiteral("huge.bin is too large")), qPrintable(problem->text()));
    QCOMPARE(problem->text().count(u'\n'), 1); // the folder is told too
}

void tst_Window::casesComeFromAFile()
{
    const QTemporaryDir folder, files;
    const Program program(folder);
    const auto write = [&files](const char *name, const QByteArray &content) {
        QFile file(files.filePath(QLatin1StringView(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0) qFatal("no file");
        return file.fileName();
    };
    PromptPane *prompt = program.page->prompt();
    const auto *cases = program.part<QComboBox>("cases");
    Q_EMIT prompt->importRequested(write("cases.csv", "shop,question\nNordlicht,Where?\nSol,When?\n"));
    QTRY_COMPARE(cases->count(), 3); // and "No case"
    Q_EMIT prompt->importRequested(write("bad.json", "[{\"shop\": ]"));
    QTRY_VERIFY(std::ranges::any_of(program.window()->findChildren<QLabel *>(), [](const QLabel *label) {
        return label->text().contains(QStringLiteral("bad.json, line 1"));
    }));
    QCOMPARE(cases->count(), 3);
}

void tst_Window::theFaultLabRunsTheOpenPrompt()
{
    const QTemporaryDir folder;
    const Program program(folder);
    program.window()->showPage(MainWindow::Page::FaultLab);
    auto *lab = program.window()->findChild<FaultLabPage *>();
    auto *list = lab->findChild<QTreeWidget *>();
    const auto *verdict = lab->findChild<QLabel *>(QStringLiteral("verdict"));
    for (const QString &title : {QStringLiteral("Overloaded"), QStringLiteral("A good answer")}) {
        list->setCurrentItem(list->findItems(title, Qt::MatchExactly | Qt::MatchRecursive).value(0));
        lab->findChild<QPushButton *>(QStringLiteral("runFault"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(verdict->text().startsWith(QStringLiteral("As expected")), 60'000);
    }
    program.window()->showPage(MainWindow::Page::History);
    auto *table = program.window()->findChild<HistoryTable *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 20'000);
}

void tst_Window::aPaidRunIsInHistoryAndInTheChartWhoseBarLeadsBack()
{
    const QTemporaryDir folder;
    ScriptedServer server({pricedAnswer()});
    const Program program(folder);
    auto *settings = program.window()->findChild<SettingsPage *>();
    const QString openai = QStringLiteral("openai");
    Q_EMIT settings->baseUrlChanged(openai, server.url(QStringLiteral("/v1")));
    Q_EMIT settings->keyEntered(openai, Secret("sk-window-test"));
    program.use(openai, QStringLiteral("gpt-4o-mini"));
    const auto completed = [&program] {
        const bool done = program.status().contains(QStringLiteral("completed"));
        if (!done && !program.page->isRunning()) program.pressRun(); // until the key has been taken over
        return done;
    };
    QTRY_VERIFY_WITH_TIMEOUT(completed(), 20'000);
    QVERIFY(program.part<QLabel>("cost")->text().contains(QStringLiteral("0.75"))); // $0.15 in and $0.60 out
    QCOMPARE(server.requests().back().header("authorization"), "Bearer sk-window-test");

    program.window()->showPage(MainWindow::Page::Costs);
    const auto *costs = program.window()->findChild<CostsPage *>();
    auto *chart = costs->findChild<QWidget *>(QStringLiteral("chart:time"))->findChild<ChartCanvas *>();
    QTRY_VERIFY(chart->isVisible());
    const auto lastBar = [chart] {
        QRectF bar;
        for (int bucket = 0; bucket < 7; ++bucket) {
            if (const QRectF part = chart->markRect(bucket, 0); part.height() > 1) bar = part;
        }
        return bar;
    };
    QTRY_VERIFY(lastBar().isValid());
    QTest::mouseClick(chart->clickTarget(), Qt::LeftButton, {}, lastBar().center().toPoint());

    auto *history = program.window()->findChild<HistoryPage *>();
    QTRY_VERIFY(history->isVisible());
    auto *table = history->findChild<HistoryTable *>();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    auto *search = named<QLineEdit>(history, QStringLiteral("Search prompts and answers"));
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral(" nowhere")); // behind what the bar asked for
    QTRY_COMPARE(table->model()->rowCount(), 0);
    search->clear();
    QTest::keyClicks(search, QStringLiteral("zimt"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void tst_Window::aRunIsRatedRunAgainAndCompared()
{
    const QTemporaryDir folder;
    const Program program(folder);
    program.pressRun();
    QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), 20'000);
    QTest::keyClick(program.window(), Qt::Key_3, Qt::AltModifier);
    const RunDetail *page = program.window()->findChild<HistoryPage *>()->detail();
    auto *rating = named<QToolButton>(page, QStringLiteral("Rate with 4 of 5"));
    QTRY_VERIFY(rating->isVisible() && rating->isEnabled());
    const RunId first = page->record()->id;
    rating->click();
    DbThread database(folder.path());
    const auto storedRating = [&database, first] {
        const auto future = database.run([first](const QSqlDatabase &db) { return loadRunContext(db, first); });
        if (!QTest::qWaitFor([&future] { return future.isFinished(); })) qFatal("no answer");
        const Result<RunContext> context = future.result();
        return context ? context->marks.rating : -1;
    };
    QTRY_COMPARE(storedRating(), 4);

    named<QPushButton>(page, QStringLiteral("Run again"))->click();
    const auto offer = [&program] {
        const QList<QPushButton *> buttons = program.window()->findChildren<QPushButton *>();
        const auto found = std::ranges::find(buttons, QStringLiteral("Compare them"), &QPushButton::text);
        return found == buttons.end() ? nullptr : *found;
    };
    QTRY_VERIFY_WITH_TIMEOUT(offer(), 20'000);
    offer()->click();
    const auto *diff = program.window()->findChild<RunDiffWindow *>();
    QTRY_VERIFY(diff->isVisible() && diff->windowTitle().contains(QString::number(first.value)));
}

void tst_Window::draftsAndRunsAreBackAfterACrash()
{
    const QTemporaryDir folder;
    const auto savedDraft = [&folder] {
        DbThread database(folder.path());
        const auto future = database.run([](const QSqlDatabase &db) { return openPrompt(db, PromptId{1}); });
        if (!QTest::qWaitFor([&future] { return future.isFinished(); })) qFatal("no answer");
        const auto &draft = future.result();
        return draft ? textOf(*draft, Role::User) : QString();
    };
    {
        const Program program(folder);
        auto *user = program.userEditor();
        user->setFocus();
        QTest::keyClicks(user, QStringLiteral("Remember me. "));
        QTRY_VERIFY(savedDraft().contains(QStringLiteral("Remember me.")));
    } // without quit(): nothing is saved at the end
    const Program program(folder);
    QVERIFY(program.userEditor()->toPlainText().contains(QStringLiteral("Remember me.")));
}

void tst_Window::thePaletteFindsModelsAndRuns()
{
    const QTemporaryDir folder;
    const Program program(folder);
    program.pressRun();
    QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), 20'000);
    CommandPalette *palette = program.window()->palette();
    auto *search = palette->findChild<QLineEdit *>();
    auto *list = palette->findChild<QListView *>();
    const auto choose = [&](const QString &typed, const QString &expected) {
        QTest::keyClick(program.window(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(search, typed);
        if (!QTest::qWaitFor([&] { return list->currentIndex().data().toString() == expected; })) return false;
        QTest::keyClick(search, Qt::Key_Return);
        return true;
    };
    QVERIFY(choose(QStringLiteral("simulator-slow"), QStringLiteral("simulator-slow")));
    QCOMPARE(program.page->draft().model, QStringLiteral("simulator-slow"));

    const QString title = program.page->draft().title;
    QVERIFY(!title.isEmpty());
    QVERIFY(choose(title + QStringLiteral(" fast"), title)); // the run of it, on that model
    auto *history = program.window()->findChild<HistoryPage *>();
    QTRY_VERIFY(history->isVisible());

    QTest::keyClick(program.window(), Qt::Key_1, Qt::AltModifier);
    QTest::keyClick(program.window(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(program.window()->page(), MainWindow::Page::History);
    QTRY_COMPARE(QApplication::focusWidget(), named<QLineEdit>(history, QStringLiteral("Search prompts and answers")));
}

void tst_Window::shortcutsAndTextSizeAreBackAtTheNextStart()
{
    const QTemporaryDir folder;
    const double usual = QApplication::font().pointSizeF();
    const auto stored = [&folder](const QString &document) {
        DbThread database(folder.path());
        const auto future = database.run([document](const QSqlDatabase &db) { return loadDocument(db, document); });
        if (!QTest::qWaitFor([&future] { return future.isFinished(); })) qFatal("no answer");
        const auto &answer = future.result();
        return answer && *answer ? **answer : QJsonObject();
    };
    {
        const Program program(folder);
        auto *row = program.window()->findChild<QWidget *>(QStringLiteral("shortcut:page.costs"));
        QTest::keyClick(row->findChild<QKeySequenceEdit *>(), Qt::Key_F6);
        QTest::keyClick(program.window(), Qt::Key_F6);
        QCOMPARE(program.window()->page(), MainWindow::Page::Costs);
        QTest::keyClick(program.window(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(QApplication::font().pointSizeF(), usual * 1.1);
        QTRY_VERIFY(stored(QStringLiteral("commands")).contains(QStringLiteral("shortcuts")));
        QTRY_COMPARE(stored(QStringLiteral("settings")).value(QStringLiteral("text.size")).toInt(), 110);
    } // without quit()
    QCOMPARE(QApplication::font().pointSizeF(), usual);
    const Program program(folder);
    program.window()->showPage(MainWindow::Page::Workbench);
    QTest::keyClick(program.window(), Qt::Key_F6);
    QCOMPARE(program.window()->page(), MainWindow::Page::Costs);
    QCOMPARE(QApplication::font().pointSizeF(), usual * 1.1);
    QTest::keyClick(program.window(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(QApplication::font().pointSizeF(), usual);
}

void tst_Window::everyControlHasAName()
{
    const QTemporaryDir folder;
    const Program program(folder);
    for (const MainWindow::Page page : {MainWindow::Page::Workbench, MainWindow::Page::History, MainWindow::Page::Costs,
                                        MainWindow::Page::Settings}) {
        program.window()->showPage(page);
        QCOMPARE(namelessControls(program.window()), QStringList());
    }
}

QTEST_MAIN(tst_Window)
#include "tst_window.moc"

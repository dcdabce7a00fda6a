#include "core/store/dbthread.h"
#include "core/store/history.h"
#include "core/store/keyvalue.h"
#include "core/store/library.h"
#include "core/store/librarydrafts.h"
#include "core/store/libraryversions.h"
#include "tests/e2e/window/program.h"
#include "tests/ui/named.h"
#include "ui/history/historypage.h"
#include "ui/library/librarypanel.h"
#include "ui/library/libraryview.h"
#include "ui/library/versiondiffwindow.h"
#include "ui/library/versionspane.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSqlDatabase>
#include <QTextEdit>

using namespace burin;

namespace {

/// The answer of @p question from the profile's database, as another process would read it.
template <class F> auto stored(const QTemporaryDir &folder, F question)
{
    DbThread database(folder.path());
    const auto future = database.run(question);
    if (!QTest::qWaitFor([&future] { return future.isFinished(); })) qFatal("no answer");
    return future.result();
}

struct LibraryProgram : Program {
    explicit LibraryProgram(const QTemporaryDir &folder) : Program(folder)
    {
        view = window()->findChild<LibraryView *>();
        if (!QTest::qWaitFor([this] { return view->model()->rowCount() > 0; })) qFatal("no library");
    }
    QModelIndex find(const QString &text) const
    {
        return view->model()
            ->match(view->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchStartsWith | Qt::MatchRecursive)
            .value(0);
    }
    /// Opens the row that begins with @p text, by keyboard.
    void open(const QString &text) const
    {
        QTRY_VERIFY(find(text).isValid());
        view->setFocus();
        view->setCurrentIndex(find(text));
        QTest::keyClick(view, Qt::Key_Return);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier) const
    {
        QTest::keyClick(window(), key, modifiers);
    }
    void type(const QString &text) const
    {
        userEditor()->setFocus();
        userEditor()->selectAll();
        QTest::keyClicks(userEditor(), text);
    }
    QString text() const { return userEditor()->toPlainText(); }
    QString title() const { return part<QLineEdit>("title")->text(); }
    QListView *versions() const { return window()->findChild<QListView *>(QStringLiteral("versionList")); }

    LibraryView *view;
};

Result<LibraryListing> listing(const QSqlDatabase &db)
{
    return libraryListing(db, {});
}

} // namespace

class tst_WindowLibrary : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theSampleIsInTheLibrary();
    void switchingKeepsWhatIsWritten();
    void savingMakesAVersionAndRestoringGoesBack();
    void aNewPromptIsADraftUntilItIsSaved();
    void savingAsACopyLeavesTheOriginal();
    void theDraftOfAnOlderProgramIsTakenOverOnce();
    void deletingTheOpenPromptOpensAnEmptyOne();
    void anEarlierRunKeepsTheDraftAsAVersion();
    void f9HidesTheLibraryAndTheNextStartKnows();
    void aVersionIsComparedWithWhatIsWrittenAndRestored();
    void promptsIncludeOthersByName();
};

void tst_WindowLibrary::initTestCase()
{
    // No session bus: keys stay in memory, and the desktop's keychain is left alone.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void tst_WindowLibrary::theSampleIsInTheLibrary()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    QVERIFY(program.find(program.title()).isValid());
    QTRY_COMPARE(program.versions()->model()->rowCount(), 1);
}

void tst_WindowLibrary::switchingKeepsWhatIsWritten()
{
    const QTemporaryDir folder;
    {
        const LibraryProgram program(folder);
        const QString sample = program.title();
        program.view->setFocus();
        program.view->setCurrentIndex(program.find(sample));
        QTest::keyClick(program.view, Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(program.find(sample + QStringLiteral(" (copy)")).isValid());
        program.type(QStringLiteral("written in the first"));
        program.open(sample + QStringLiteral(" (copy)"));
        QTRY_COMPARE(program.title(), sample + QStringLiteral(" (copy)"));
        QVERIFY(program.text() != QStringLiteral("written in the first"));
        program.type(QStringLiteral("written in the second"));
        program.open(sample);
        QTRY_COMPARE(program.text(), QStringLiteral("written in the first"));
        program.open(sample + QStringLiteral(" (copy)"));
        QTRY_COMPARE(program.text(), QStringLiteral("written in the second"));
        QTRY_VERIFY(stored(folder, [](const QSqlDatabase &db) { return loadDocument(db, QStringLiteral("library")); })
                        .value()
                        ->value(QStringLiteral("prompt"))
                        .toInteger() == program.page->draft().prompt.value);
    } // without quit(): nothing is saved at the end
    const LibraryProgram program(folder);
    QCOMPARE(program.text(), QStringLiteral("written in the second"));
}

void tst_WindowLibrary::savingMakesAVersionAndRestoringGoesBack()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    const QString before = program.text();
    program.type(QStringLiteral("second"));
    QTest::keyClicks(named<QLineEdit>(program.window(), QStringLiteral("Note of the next version")),
                     QStringLiteral("why"));
    program.press(Qt::Key_S);
    QTRY_COMPARE(program.versions()->model()->rowCount(), 2);
    const auto versions = [&folder, id = program.page->draft().prompt] {
        return stored(folder, [id](const QSqlDatabase &db) { return versionsOf(db, id); }).value();
    };
    QCOMPARE(versions().front().note, QStringLiteral("why"));
    QCOMPARE(program.page->draft().version, versions().front().id);
    program.press(Qt::Key_S); // nothing changed
    program.type(QStringLiteral("not saved"));
    program.versions()->setCurrentIndex(program.versions()->model()->index(1, 0));
    named<QPushButton>(program.window(), QStringLiteral("Restore"))->click();
    QTRY_COMPARE(program.text(), before);
    QTRY_COMPARE(program.versions()->model()->rowCount(), 3);
    const auto kept =
        stored(folder, [id = versions().front().id](const QSqlDatabase &db) { return loadVersion(db, id); });
    QCOMPARE(textOf(kept->draft, Role::User), QStringLiteral("not saved"));

    program.pressRun(); // and the run points to what it was made from
    QTRY_VERIFY(program.page->isRunning());
    RunQuery query;
    query.libraryVersion = versions().back().id;
    QTRY_COMPARE(stored(folder, [query](const QSqlDatabase &db) { return runPage(db, query, {}, 10); })->runs.size(),
                 size_t(1));
}

void tst_WindowLibrary::aNewPromptIsADraftUntilItIsSaved()
{
    const QTemporaryDir folder;
    {
        const LibraryProgram program(folder);
        program.press(Qt::Key_N);
        QTRY_COMPARE(program.title(), QString());
        QCOMPARE(program.text(), QString());
        QVERIFY(!program.page->draft().model.isEmpty()); // the model stays
        program.type(QStringLiteral("something new"));
        QTRY_VERIFY(program.find(QStringLiteral("something new")).isValid());
        QTRY_COMPARE(stored(folder, listing)->drafts.size(), size_t(1));
    } // without quit()
    const LibraryProgram program(folder);
    QCOMPARE(program.text(), QStringLiteral("something new"));
    program.type(QStringLiteral("something newer"));
    program.press(Qt::Key_S);
    QTRY_VERIFY(program.page->draft().prompt.isValid());
    QTRY_COMPARE(stored(folder, listing)->drafts.size(), size_t(0));
    QCOMPARE(stored(folder, listing)->prompts.size(), size_t(2));
    program.type(QStringLiteral("and edited"));
    QTRY_VERIFY(program.find(QStringLiteral("Untitled prompt ●")).isValid());
    QCOMPARE(stored(folder, listing)->drafts.size(), size_t(0));
}

void tst_WindowLibrary::savingAsACopyLeavesTheOriginal()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    const QString sample = program.title();
    const PromptId original = program.page->draft().prompt;
    program.type(QStringLiteral("copied"));
    program.press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(program.title(), sample + QStringLiteral(" (copy)"));
    QCOMPARE(program.text(), QStringLiteral("copied"));
    QVERIFY(program.page->draft().prompt != original);
    QTRY_COMPARE(stored(folder, listing)->prompts.size(), size_t(2));
    const auto kept = stored(folder, [original](const QSqlDatabase &db) { return openPrompt(db, original); });
    QCOMPARE(kept->title, sample);
    QCOMPARE(textOf(*kept, Role::User), QStringLiteral("copied")); // what was written there is its draft
}

void tst_WindowLibrary::theDraftOfAnOlderProgramIsTakenOverOnce()
{
    const QTemporaryDir folder;
    PromptDraft older;
    older.title = QStringLiteral("From before");
    older.messages = systemAndUser({}, QStringLiteral("kept"));
    QVERIFY(stored(
        folder, [older](const QSqlDatabase &db) { return saveDocument(db, QStringLiteral("draft"), toJson(older)); }));
    for (int start = 0; start < 2; ++start) {
        const LibraryProgram program(folder);
        QCOMPARE(program.title(), QStringLiteral("From before"));
        QCOMPARE(program.text(), QStringLiteral("kept"));
    }
    const auto found = stored(folder, listing);
    QCOMPARE(found->prompts.size(), size_t(1));
    QVERIFY(found->drafts.empty());
}

void tst_WindowLibrary::deletingTheOpenPromptOpensAnEmptyOne()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    const PromptId id = program.page->draft().prompt;
    program.view->setFocus();
    program.view->setCurrentIndex(program.find(program.title()));
    QTest::keyClick(program.view, Qt::Key_Delete);
    QTRY_COMPARE(program.title(), QString());
    QVERIFY(!program.page->draft().prompt.isValid());
    QVERIFY(stored(folder, [id](const QSqlDatabase &db) { return libraryEntry(db, id); })->deletedAt.isValid());
}

void tst_WindowLibrary::anEarlierRunKeepsTheDraftAsAVersion()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    const QString before = program.text();
    program.pressRun();
    QTRY_VERIFY_WITH_TIMEOUT(program.status().contains(QStringLiteral("completed")), 20'000);
    program.type(QStringLiteral("written since"));
    const auto run = stored(folder, [](const QSqlDatabase &db) { return loadRun(db, RunId{1}); });
    QVERIFY(run);
    QCOMPARE(run->draft.prompt, program.page->draft().prompt);
    program.window()->showPage(MainWindow::Page::History);
    auto *history = program.window()->findChild<HistoryPage *>();
    Q_EMIT history->openRequested(*run);
    QTRY_COMPARE(program.text(), before);
    QTRY_COMPARE(program.versions()->model()->rowCount(), 2);
    const auto newest = stored(folder, [id = run->draft.prompt](const QSqlDatabase &db) -> Result<PromptVersion> {
        const auto versions = versionsOf(db, id);
        return loadVersion(db, versions->front().id);
    });
    QCOMPARE(textOf(newest->draft, Role::User), QStringLiteral("written since"));
}

void tst_WindowLibrary::f9HidesTheLibraryAndTheNextStartKnows()
{
    const QTemporaryDir folder;
    {
        const LibraryProgram program(folder);
        const auto *panel = program.window()->findChild<LibraryPanel *>();
        QVERIFY(panel->isVisible());
        program.press(Qt::Key_F9, {});
        QVERIFY(!panel->isVisible());
        QTRY_VERIFY(!stored(folder, [](const QSqlDatabase &db) { return loadDocument(db, QStringLiteral("layout")); })
                         .value()
                         .value_or(QJsonObject{{QStringLiteral("library"), true}})
                         .value(QStringLiteral("library"))
                         .toBool());
    }
    const LibraryProgram program(folder);
    const auto *panel = program.window()->findChild<LibraryPanel *>();
    QVERIFY(!panel->isVisible());
    program.press(Qt::Key_F9, {});
    QVERIFY(panel->isVisible());
    program.window()->showPage(MainWindow::Page::Costs);
    program.press(Qt::Key_F9, {}); // comes to the workbench and stays
    QCOMPARE(program.window()->page(), MainWindow::Page::Workbench);
    QVERIFY(panel->isVisible());
}

void tst_WindowLibrary::aVersionIsComparedWithWhatIsWrittenAndRestored()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    const QString before = program.text();
    program.type(QStringLiteral("something else"));
    QTRY_COMPARE(program.versions()->model()->rowCount(), 1);
    program.versions()->setCurrentIndex(program.versions()->model()->index(0, 0));
    named<QPushButton>(program.window(), QStringLiteral("Compare"))->click();
    auto *window = program.window()->findChild<VersionDiffWindow *>();
    QVERIFY(window->isVisible());
    const auto *text = window->findChild<QTextEdit *>();
    QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("something else")));
    named<QPushButton>(window, QStringLiteral("Restore the version at the left"))->click();
    QTRY_COMPARE(program.text(), before);
    QVERIFY(!window->isVisible());
}

void tst_WindowLibrary::promptsIncludeOthersByName()
{
    const QTemporaryDir folder;
    const LibraryProgram program(folder);
    program.press(Qt::Key_N);
    QTest::keyClicks(program.part<QLineEdit>("title"), QStringLiteral("Sign off"));
    program.type(QStringLiteral("Bye, {{who}}."));
    program.press(Qt::Key_S);
    QTRY_VERIFY(program.find(QStringLiteral("Sign off")).isValid());

    program.press(Qt::Key_N);
    program.type(QStringLiteral("Hello. {{> \"Sign off\"}}"));
    QTRY_VERIFY(program.part<QWidget>("variable:who"));
    QTest::keyClicks(program.part<QWidget>("variable:who"), QStringLiteral("Ada"));
    program.pressRun();
    const auto lastSent = [&folder] {
        const auto run = stored(folder, [](const QSqlDatabase &db) { return loadRun(db, RunId{1}); });
        return run ? run->messages.back().text : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(lastSent(), QStringLiteral("Hello. Bye, Ada."), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!program.page->isRunning(), 20'000);

    program.open(QStringLiteral("Sign off"));
    QTRY_COMPARE(program.text(), QStringLiteral("Bye, {{who}}."));
    program.type(QStringLiteral("So long, {{> nowhere}}"));
    program.press(Qt::Key_S);
    program.pressRun(); // at once: what is included is read first
    const auto told = [&program] {
        for (const QLabel *label : program.page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(QStringLiteral("there is no fragment “nowhere”")))
                return label->text();
        return QString();
    };
    QTRY_COMPARE(told(), QStringLiteral("Line 1, column 10: there is no fragment “nowhere”."));
    QVERIFY(!program.page->isRunning());
}

QTEST_MAIN(tst_WindowLibrary)
#include "tst_windowlibrary.moc"

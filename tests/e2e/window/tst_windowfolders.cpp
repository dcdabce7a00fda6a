#include "tests/e2e/window/program.h"
#include "tests/ui/named.h"
#include "ui/common/diffview.h"
#include "ui/library/conflictdialog.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarypanel.h"
#include "ui/library/libraryview.h"

#include <QDialog>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

using namespace burin;

namespace {

QByteArray promptWith(const QByteArray &title, const QByteArray &text)
{
    return "name: " + title + "\nmessages:\n  - role: user\n    content: " + text + "\n";
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPushButton *button(const QWidget *parent, const QString &text)
{
    for (QPushButton *child : parent->findChildren<QPushButton *>())
        if (child->text() == text && child->isVisible()) return child;
    qFatal("no button");
}

/// The window with a folder of files open in its library.
struct FolderProgram : Program {
    FolderProgram(const QTemporaryDir &profile, const QTemporaryDir &files) : Program(profile), m_files(files.path())
    {
        view = window()->findChild<LibraryView *>();
        if (!QTest::qWaitFor([this] { return view->model()->rowCount() > 0; })) qFatal("no library");
    }
    QString path(const QString &name) const { return m_files + u'/' + name; }
    void openFolder() const { Q_EMIT panel()->openFolderRequested(m_files); }
    LibraryPanel *panel() const { return window()->findChild<LibraryPanel *>(); }
    QModelIndex find(const QString &text) const
    {
        return view->model()
            ->match(view->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchStartsWith | Qt::MatchRecursive)
            .value(0);
    }
    void open(const QString &text) const
    {
        QTRY_VERIFY(find(text).isValid());
        view->setFocus();
        view->setCurrentIndex(find(text));
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_COMPARE(title(), text);
    }
    void type(const QString &text) const
    {
        userEditor()->setFocus();
        userEditor()->selectAll();
        QTest::keyClicks(userEditor(), text);
    }
    void save() const
    {
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window())); // no shortcut works otherwise, and a dialog may have been open
        QTest::keyClick(window(), Qt::Key_S, Qt::ControlModifier);
    }
    QString text() const { return userEditor()->toPlainText(); }
    QString title() const { return part<QLineEdit>("title")->text(); }
    QString state() const { return window()->findChild<QLabel *>(QStringLiteral("fileState"))->text(); }
    ConflictDialog *dialog() const { return window()->findChild<ConflictDialog *>(); }
    /// Ctrl+S over a file that has changed, and @p choice in what comes then.
    void saveAndChoose(const QString &choice) const
    {
        save();
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        button(dialog(), choice)->click();
        QTRY_VERIFY(!dialog());
    }

    LibraryView *view;

private:
    QString m_files;
};

} // namespace

class tst_WindowFolders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); } // keys stay in memory
    void init();
    void aFileIsADraftUntilItIsSaved();
    void theNextStartKnowsFolderFileAndDraft();
    void whatChangesOnDiskIsReadAgain();
    void bothTextsOfAConflictAreShown();
    void takingTheFilesTextCanBeTakenBack();
    void mineCanBeKeptOrSavedAsNew();
    void aFileThatIsRemovedComesBackOnlyWhenAsked();
    void partsThatAreNotUsedAreListed();
    void filesAreImportedByDropping();

private:
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<QTemporaryDir> m_files;
};

void tst_WindowFolders::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_files = std::make_unique<QTemporaryDir>();
    put(m_files->filePath(QStringLiteral("a.prompt.yml")), promptWith("First file", "one"));
    put(m_files->filePath(QStringLiteral("b.prompt.yml")), promptWith("Second file", "two"));
}

void tst_WindowFolders::aFileIsADraftUntilItIsSaved()
{
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    QCOMPARE(program.text(), QStringLiteral("one"));
    QCOMPARE(program.state(), QStringLiteral("Saved."));
    program.save();
    const QByteArray before = contentOf(program.path(QStringLiteral("a.prompt.yml")));
    QCOMPARE(before, promptWith("First file", "one")); // looked at, not written
    program.type(QStringLiteral("written"));
    QTRY_VERIFY(program.find(QStringLiteral("First file ●")).isValid());
    QCOMPARE(contentOf(program.path(QStringLiteral("a.prompt.yml"))), before);
    program.save();
    QTRY_VERIFY(contentOf(program.path(QStringLiteral("a.prompt.yml"))).contains("written"));
    QTRY_COMPARE(program.state(), QStringLiteral("Saved."));
    QTRY_VERIFY(!program.find(QStringLiteral("First file ●")).isValid());
    program.type(QStringLiteral("again"));
    program.open(QStringLiteral("Second file"));
    QCOMPARE(program.text(), QStringLiteral("two"));
    QTRY_VERIFY(program.find(QStringLiteral("First file ●")).isValid()); // kept when another is opened
    QVERIFY(!contentOf(program.path(QStringLiteral("a.prompt.yml"))).contains("again"));
}

void tst_WindowFolders::theNextStartKnowsFolderFileAndDraft()
{
    {
        const FolderProgram program(*m_profile, *m_files);
        program.openFolder();
        program.open(QStringLiteral("First file"));
        program.type(QStringLiteral("not saved"));
        QTRY_VERIFY(program.find(QStringLiteral("First file ●")).isValid());
    } // without quit()
    const FolderProgram program(*m_profile, *m_files);
    QTRY_COMPARE(program.text(), QStringLiteral("not saved"));
    QTRY_VERIFY(program.find(QStringLiteral("First file ●")).isValid());
    QVERIFY(program.find(QStringLiteral("Second file")).isValid());
    QCOMPARE(contentOf(program.path(QStringLiteral("a.prompt.yml"))), promptWith("First file", "one"));
}

void tst_WindowFolders::whatChangesOnDiskIsReadAgain()
{
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    put(program.path(QStringLiteral("a.prompt.yml")), promptWith("First file", "by another program"));
    QTRY_COMPARE(program.text(), QStringLiteral("by another program"));
    QCOMPARE(program.state(), QStringLiteral("Saved."));
    QVERIFY(QFile::rename(program.path(QStringLiteral("a.prompt.yml")), program.path(QStringLiteral("z.prompt.yml"))));
    QTRY_VERIFY(program.view->model()
                    ->data(program.find(QStringLiteral("First file")), Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("z.prompt.yml")));
    program.type(QStringLiteral("after the rename"));
    program.save();
    QTRY_VERIFY(contentOf(program.path(QStringLiteral("z.prompt.yml"))).contains("after the rename"));
    QVERIFY(!QFile::exists(program.path(QStringLiteral("a.prompt.yml"))));
}

void tst_WindowFolders::bothTextsOfAConflictAreShown()
{
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    program.type(QStringLiteral("mine"));
    QTRY_VERIFY(program.find(QStringLiteral("First file ●")).isValid());
    put(program.path(QStringLiteral("a.prompt.yml")), promptWith("First file", "theirs"));
    QTRY_COMPARE(program.state(), QStringLiteral("Edited here, and the file was changed on disk."));
    QCOMPARE(program.text(), QStringLiteral("mine"));
    button(program.panel(), QStringLiteral("Compare …"))->click();
    QTRY_VERIFY(program.dialog());
    const auto side = [&program](const char *name) {
        return program.dialog()->findChild<DiffView *>(QLatin1StringView(name))->toPlainText();
    };
    QTRY_VERIFY(side("theirs").contains(QStringLiteral("theirs")));
    QTRY_VERIFY(side("mine").contains(QStringLiteral("mine")));
    QVERIFY(!side("mine").contains(QStringLiteral("theirs")));
    QTest::keyClick(program.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!program.dialog());
    QCOMPARE(contentOf(program.path(QStringLiteral("a.prompt.yml"))), promptWith("First file", "theirs"));
    QCOMPARE(program.text(), QStringLiteral("mine"));
}

void tst_WindowFolders::takingTheFilesTextCanBeTakenBack()
{
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    program.type(QStringLiteral("mine"));
    put(program.path(QStringLiteral("a.prompt.yml")), promptWith("First file", "theirs"));
    program.saveAndChoose(QStringLiteral("Take the file's"));
    QTRY_COMPARE(program.text(), QStringLiteral("theirs"));
    QTRY_COMPARE(program.state(), QStringLiteral("Saved."));
    button(program.window(), QStringLiteral("Undo"))->click();
    QTRY_COMPARE(program.text(), QStringLiteral("mine"));
    QCOMPARE(contentOf(program.path(QStringLiteral("a.prompt.yml"))), promptWith("First file", "theirs"));
    program.save(); // their text was seen
    QTRY_VERIFY(contentOf(program.path(QStringLiteral("a.prompt.yml"))).contains("mine"));
}

void tst_WindowFolders::mineCanBeKeptOrSavedAsNew()
{
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    program.type(QStringLiteral("mine"));
    put(program.path(QStringLiteral("a.prompt.yml")), promptWith("First file", "theirs"));
    program.saveAndChoose(QStringLiteral("Save as new"));
    QTRY_VERIFY(contentOf(program.path(QStringLiteral("a-2.prompt.yml"))).contains("mine"));
    QCOMPARE(contentOf(program.path(QStringLiteral("a.prompt.yml"))), promptWith("First file", "theirs"));
    QTRY_COMPARE(program.state(), QStringLiteral("Saved."));
    QCOMPARE(program.text(), QStringLiteral("mine"));

    program.open(QStringLiteral("Second file"));
    program.type(QStringLiteral("mine too"));
    put(program.path(QStringLiteral("b.prompt.yml")), promptWith("Second file", "theirs"));
    program.saveAndChoose(QStringLiteral("Keep mine"));
    QTRY_VERIFY(contentOf(program.path(QStringLiteral("b.prompt.yml"))).contains("mine too"));
    QTRY_COMPARE(program.state(), QStringLiteral("Saved."));
}

void tst_WindowFolders::aFileThatIsRemovedComesBackOnlyWhenAsked()
{
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    program.type(QStringLiteral("mine"));
    QTRY_VERIFY(program.find(QStringLiteral("First file ●")).isValid());
    QVERIFY(QFile::remove(program.path(QStringLiteral("a.prompt.yml"))));
    QTRY_COMPARE(program.state(), QStringLiteral("Edited here, and there is no file any more."));
    QCOMPARE(program.text(), QStringLiteral("mine"));
    program.saveAndChoose(QStringLiteral("Keep mine"));
    QTRY_VERIFY(contentOf(program.path(QStringLiteral("a.prompt.yml"))).contains("mine"));
    QTRY_COMPARE(program.state(), QStringLiteral("Saved."));
}

void tst_WindowFolders::partsThatAreNotUsedAreListed()
{
    const QString path = m_files->filePath(QStringLiteral("a.prompt.yml"));
    put(path, promptWith("First file", "one") + "evaluators:\n  - name: short\n");
    const FolderProgram program(*m_profile, *m_files);
    program.openFolder();
    program.open(QStringLiteral("First file"));
    const auto *notices = named<QListWidget>(program.window(), QStringLiteral("Kept in the file, and not used here"));
    QCOMPARE(notices->count(), 1);
    QVERIFY(notices->item(0)->text().startsWith(QStringLiteral("5:1: evaluators")));
    program.type(QStringLiteral("changed"));
    program.save();
    QTRY_VERIFY(contentOf(path).contains("changed"));
    QVERIFY(contentOf(path).contains("evaluators"));
}

void tst_WindowFolders::filesAreImportedByDropping()
{
    const FolderProgram program(*m_profile, *m_files);
    const QString path = m_files->filePath(QStringLiteral("hello.prompty"));
    put(path, "---\nname: Dropped\n---\nsystem:\nBe kind.\n\nuser:\nHello\n");
    put(m_files->filePath(QStringLiteral("junk.json")), "\x89PNG");
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path), QUrl::fromLocalFile(m_files->filePath(QStringLiteral("junk.json")))});
    QVERIFY(program.view->model()->canDropMimeData(&data, Qt::CopyAction, -1, -1, {}));
    program.view->model()->dropMimeData(&data, Qt::CopyAction, -1, -1, {});
    QTRY_COMPARE(program.title(), QStringLiteral("Dropped"));
    QVERIFY(program.page->draft().prompt.isValid());
    const auto *said = program.window()->findChild<QDialog *>(QStringLiteral("sentences"));
    QVERIFY(said);
    QVERIFY(said->findChild<QPlainTextEdit *>()->toPlainText().startsWith(QStringLiteral("junk.json: ")));

    data.setUrls({QUrl::fromLocalFile(m_files->path())});
    program.view->model()->dropMimeData(&data, Qt::CopyAction, -1, -1, {});
    QTRY_VERIFY(program.find(QStringLiteral("Second file")).isValid()); // a folder is opened
}

QTEST_MAIN(tst_WindowFolders)
#include "tst_windowfolders.moc"

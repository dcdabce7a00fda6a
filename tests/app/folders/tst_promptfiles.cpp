#include "app/folders/promptexchange.h"
#include "app/folders/promptfiles.h"
#include "core/store/filedrafts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <sys/stat.h>

using namespace burin;

namespace {

QByteArray promptNamed(const QByteArray &title, const QByteArray &text)
{
    return "name: " + title + "\nmessages:\n  - role: user\n    content: " + text + "\n";
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

template <class T> T answer(const QFuture<T> &future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); })) qFatal("no answer");
    return future.result();
}

QStringList titles(const DiskFolder &folder)
{
    QStringList all;
    for (const FileEntry &file : folder.files)
        all += file.title;
    return all;
}

/// A folder of files, a profile, and what reads them.
struct Desk {
    Desk() : database(profile.path()), files(database)
    {
        if (!folder.isValid() || !profile.isValid()) qFatal("no folder");
    }
    QString path(const QString &name) const { return folder.filePath(name); }
    /// Whole or not at all, and another file each time, as editors and git do.
    void put(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(QStringLiteral("being-written")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        QCOMPARE(std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path(name)).constData()),
                 0);
    }
    void open()
    {
        QSignalSpy changed(&files, &PromptFiles::changed);
        files.openFolder(folder.path());
        QTRY_VERIFY(!changed.isEmpty());
    }
    DiskFolder listed(const LibraryQuery &query = {}) const
    {
        const std::vector<DiskFolder> all = answer(files.list(query));
        return all.empty() ? DiskFolder() : all.front();
    }
    FileEntry entry(const QString &name) const
    {
        for (const FileEntry &file : listed().files)
            if (file.below == name) return file;
        return {};
    }
    FileText text(const QString &name)
    {
        const Result<FileText> read = answer(files.open(path(name)));
        if (!read) qFatal("%s", qPrintable(read.error().message()));
        return *read;
    }

    QTemporaryDir profile;
    QTemporaryDir folder;
    DbThread database;
    PromptFiles files;
};

} // namespace

class tst_PromptFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); } // it sorts
    void listsWhatIsInTheFolder();
    void findsByTitleTextAndTag();
    void noticesWhatIsWrittenRemovedAndRenamed();
    void aCheckoutOfManyFilesIsOneStateInTheEnd();
    void remembersFoldersAndDrafts();
    void savingWritesTheFileAndKeepsWhatItDoesNotUse();
    void neverWritesOverWhatItHasNotRead();
    void aFileRemovedWhileItIsWrittenOnKeepsItsDraft();
    void aDraftThatTheFileHasIsNone();
    void aRenamedFileTakesItsDraftAlong();
    void savesBesideUnderAFreeName();
    void readsThousandsOfFiles();
    void hostileFoldersEnd();
    void importsAndExportsEveryFormat();
};

void tst_PromptFiles::listsWhatIsInTheFolder()
{
    Desk desk;
    desk.put(QStringLiteral("b.prompt.yml"), promptNamed("Beta", "hello"));
    desk.put(QStringLiteral("deep/er/a.prompt.yaml"), promptNamed("alpha", "hello"));
    desk.put(QStringLiteral("plain.yml"), promptNamed("No", "none of ours"));
    desk.put(QStringLiteral(".git/c.prompt.yml"), promptNamed("Hidden", "none of ours"));
    desk.put(QStringLiteral("broken.prompt.yml"), "messages: [\n");
    desk.open();
    const DiskFolder folder = desk.listed();
    QCOMPARE(folder.path, desk.folder.path());
    QCOMPARE(titles(folder), (QStringList{QStringLiteral("alpha"), QStringLiteral("Beta"), QStringLiteral("broken")}));
    QCOMPARE(folder.files.front().below, QStringLiteral("deep/er/a.prompt.yaml"));
    QCOMPARE(folder.files.back().state, FileEntry::State::Unreadable);
    QVERIFY(folder.files.back().problem.contains(QStringLiteral("2"))); // the line
    QVERIFY(folder.problem.isEmpty());
}

void tst_PromptFiles::findsByTitleTextAndTag()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("Refund", "be polite"));
    desk.put(QStringLiteral("b.prompt.yml"), promptNamed("Invoice", "be strict") + "x-burin:\n  tags: [money]\n");
    desk.open();
    QCOMPARE(titles(desk.listed({.text = QStringLiteral("REF polite")})), QStringList{QStringLiteral("Refund")});
    QCOMPARE(titles(desk.listed({.text = QStringLiteral("strict")})), QStringList{QStringLiteral("Invoice")});
    QCOMPARE(titles(desk.listed({.tag = QStringLiteral("money")})), QStringList{QStringLiteral("Invoice")});
    QVERIFY(titles(desk.listed({.text = QStringLiteral("polite strict")})).isEmpty());
    QVERIFY(titles(desk.listed({.show = LibraryShow::Deleted})).isEmpty());
}

void tst_PromptFiles::noticesWhatIsWrittenRemovedAndRenamed()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.put(QStringLiteral("sub/b.prompt.yml"), promptNamed("Two", "hello"));
    desk.open();
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("Uno", "hello")); // as large as before
    QTRY_COMPARE(desk.entry(QStringLiteral("a.prompt.yml")).title, QStringLiteral("Uno"));
    {
        QFile inPlace(desk.path(QStringLiteral("sub/b.prompt.yml")));
        QVERIFY(inPlace.open(QIODevice::WriteOnly | QIODevice::Truncate));
        inPlace.write(promptNamed("Due", "hello"));
    }
    QTRY_COMPARE(desk.entry(QStringLiteral("sub/b.prompt.yml")).title, QStringLiteral("Due"));
    desk.put(QStringLiteral("new/c.prompt.yml"), promptNamed("Tre", "hello"));
    QTRY_COMPARE(desk.listed().files.size(), size_t(3));
    desk.put(QStringLiteral("new/d.prompt.yml"), promptNamed("Quattro", "hello")); // the new folder is watched
    QTRY_COMPARE(desk.listed().files.size(), size_t(4));
    QVERIFY(QFile::rename(desk.path(QStringLiteral("a.prompt.yml")), desk.path(QStringLiteral("z.prompt.yml"))));
    QTRY_COMPARE(desk.entry(QStringLiteral("z.prompt.yml")).title, QStringLiteral("Uno"));
    QVERIFY(QDir(desk.path(QStringLiteral("new"))).removeRecursively());
    QTRY_COMPARE(desk.listed().files.size(), size_t(2));
}

void tst_PromptFiles::aCheckoutOfManyFilesIsOneStateInTheEnd()
{
    Desk desk;
    const auto branch = [&desk](const QByteArray &name, int from) {
        for (int i = 0; i < 300; ++i) {
            const QString path = QStringLiteral("d%1/f%2.prompt.yml").arg(i % 7).arg(i);
            if (i < from)
                QFile::remove(desk.path(path));
            else
                desk.put(path, promptNamed(name, QByteArray::number(i)));
        }
    };
    branch("main", 0);
    desk.open();
    branch("side", 100);
    QTRY_VERIFY(titles(desk.listed()) == QStringList(200, QStringLiteral("side")));
}

void tst_PromptFiles::remembersFoldersAndDrafts()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    text.draft.messages.front().text = QStringLiteral("written and not saved");
    desk.files.keep(text);
    QCOMPARE(desk.entry(QStringLiteral("a.prompt.yml")).state, FileEntry::State::Edited);

    PromptFiles next(desk.database);
    QSignalSpy changed(&next, &PromptFiles::changed);
    next.restore();
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(next.folders(), QStringList{desk.folder.path()});
    const std::vector<DiskFolder> listed = answer(next.list({}));
    QCOMPARE(listed.front().files.front().state, FileEntry::State::Edited);
    const Result<FileText> again = answer(next.open(text.path));
    QVERIFY(again);
    QCOMPARE(again->draft, text.draft);
    QVERIFY(!again->conflict);
    QCOMPARE(contentOf(text.path), promptNamed("One", "hello"));
    desk.files.closeFolder(desk.folder.path());
    QVERIFY(desk.files.folders().isEmpty());
}

void tst_PromptFiles::savingWritesTheFileAndKeepsWhatItDoesNotUse()
{
    Desk desk;
    const QByteArray others = "evaluators:\n  - name: short\n    string:\n      contains: x\n";
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello") + others);
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    QCOMPARE(text.notices.size(), 1);
    QVERIFY2(text.notices.front().startsWith(QStringLiteral("5:1: evaluators")), qPrintable(text.notices.front()));
    text.draft.messages.front().text = QStringLiteral("changed");
    text.cases = {{QStringLiteral("case"), {{QStringLiteral("city"), QStringLiteral("Paris")}}}};
    desk.files.keep(text);
    const Result<SavedFile> saved = answer(desk.files.save(text, text.base));
    QVERIFY(saved);
    QCOMPARE(contentOf(text.path), saved->bytes);
    QVERIFY(saved->bytes.contains("changed") && saved->bytes.contains("evaluators") &&
            saved->bytes.contains("contains: x") && saved->bytes.contains("Paris"));
    const FileText again = desk.text(QStringLiteral("a.prompt.yml"));
    QCOMPARE(again.draft, text.draft);
    QCOMPARE(again.cases, text.cases);
    QTRY_COMPARE(desk.entry(QStringLiteral("a.prompt.yml")).state, FileEntry::State::Saved);
}

void tst_PromptFiles::neverWritesOverWhatItHasNotRead()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    text.draft.messages.front().text = QStringLiteral("mine");
    desk.files.keep(text);
    const QByteArray theirs = promptNamed("One", "theirs");
    desk.put(QStringLiteral("a.prompt.yml"), theirs);
    const Result<SavedFile> refused = answer(desk.files.save(text, text.base));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::FileChanged);
    QCOMPARE(contentOf(text.path), theirs);
    QTRY_COMPARE(desk.entry(QStringLiteral("a.prompt.yml")).state, FileEntry::State::Conflict);
    const FileText both = desk.text(QStringLiteral("a.prompt.yml"));
    QCOMPARE(both.draft, text.draft);
    QCOMPARE(both.conflict, std::optional(theirs));
    const QByteArray newer = promptNamed("One", "newer than what was shown");
    desk.put(QStringLiteral("a.prompt.yml"), newer);
    QVERIFY(!answer(desk.files.save(both, theirs)));
    QCOMPARE(contentOf(text.path), newer);
    QVERIFY(answer(desk.files.save(both, newer))); // "Keep mine", having seen it
    QVERIFY(contentOf(text.path).contains("mine"));
    QVERIFY(!desk.text(QStringLiteral("a.prompt.yml")).conflict);
}

void tst_PromptFiles::aFileRemovedWhileItIsWrittenOnKeepsItsDraft()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    text.draft.messages.front().text = QStringLiteral("mine");
    desk.files.keep(text);
    QVERIFY(QFile::remove(text.path));
    QTRY_COMPARE(desk.entry(QStringLiteral("a.prompt.yml")).state, FileEntry::State::Gone);
    QVERIFY(desk.files.newsOf(text).kind == FileNews::Kind::Gone);
    QVERIFY(!answer(desk.files.save(text, text.base))); // not unasked
    QVERIFY(!QFile::exists(text.path));
    const FileText both = desk.text(QStringLiteral("a.prompt.yml"));
    QCOMPARE(both.conflict, std::optional(QByteArray()));
    QCOMPARE(both.draft, text.draft);
    QVERIFY(answer(desk.files.save(both, {})));
    QVERIFY(contentOf(text.path).contains("mine"));
}

void tst_PromptFiles::aDraftThatTheFileHasIsNone()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    text.draft.messages.front().text = QStringLiteral("the same on both sides");
    desk.files.keep(text);
    const Result<Exported> same = fileToSave(text, text.base);
    QVERIFY(same);
    desk.put(QStringLiteral("a.prompt.yml"), same->bytes); // killed after writing, before the draft was dropped
    const FileText again = desk.text(QStringLiteral("a.prompt.yml"));
    QVERIFY(!again.conflict);
    QVERIFY(isSaved(again));
    QCOMPARE(again.draft, text.draft);
}

void tst_PromptFiles::aRenamedFileTakesItsDraftAlong()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.put(QStringLiteral("b.prompt.yml"), promptNamed("Two", "hello"));
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    text.draft.messages.front().text = QStringLiteral("mine");
    desk.files.keep(text);
    QSignalSpy changed(&desk.files, &PromptFiles::changed);
    QVERIFY(QFile::rename(text.path, desk.path(QStringLiteral("c.prompt.yml"))));
    QTRY_VERIFY(!changed.isEmpty());
    const FileNews news = desk.files.newsOf(text);
    QVERIFY(news.kind == FileNews::Kind::Renamed);
    QCOMPARE(news.path, desk.path(QStringLiteral("c.prompt.yml")));
    QCOMPARE(desk.entry(QStringLiteral("c.prompt.yml")).state, FileEntry::State::Edited);
    QCOMPARE(desk.text(QStringLiteral("c.prompt.yml")).draft, text.draft);
}

void tst_PromptFiles::savesBesideUnderAFreeName()
{
    Desk desk;
    desk.put(QStringLiteral("a.prompt.yml"), promptNamed("One", "hello"));
    desk.put(QStringLiteral("a-2.prompt.yml"), "taken");
    desk.open();
    FileText text = desk.text(QStringLiteral("a.prompt.yml"));
    text.draft.messages.front().text = QStringLiteral("mine");
    desk.files.keep(text);
    const Result<SavedFile> saved = answer(desk.files.saveBeside(text));
    QVERIFY(saved);
    QCOMPARE(saved->path, desk.path(QStringLiteral("a-3.prompt.yml")));
    QVERIFY(contentOf(saved->path).contains("mine"));
    QCOMPARE(contentOf(desk.path(QStringLiteral("a-2.prompt.yml"))), QByteArray("taken"));
    QVERIFY(isSaved(desk.text(QStringLiteral("a.prompt.yml"))));
}

void tst_PromptFiles::readsThousandsOfFiles()
{
    Desk desk;
    for (int i = 0; i < 2'000; ++i) {
        QDir(desk.folder.path()).mkpath(QStringLiteral("d%1").arg(i % 50));
        QFile file(desk.path(QStringLiteral("d%1/f%2.prompt.yml").arg(i % 50).arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(promptNamed("Title " + QByteArray::number(i), "text " + QByteArray::number(i)));
    }
    desk.open();
    const DiskFolder all = desk.listed();
    QCOMPARE(all.files.size(), size_t(2'000));
    QCOMPARE(all.files.at(10).title, QStringLiteral("Title 10")); // by number, not by digit
    QCOMPARE(titles(desk.listed({.text = QStringLiteral("text 1999")})), QStringList{QStringLiteral("Title 1999")});
    desk.put(QStringLiteral("d7/f7.prompt.yml"), promptNamed("Changed", "x"));
    QTRY_COMPARE(desk.entry(QStringLiteral("d7/f7.prompt.yml")).title, QStringLiteral("Changed"));
}

void tst_PromptFiles::hostileFoldersEnd()
{
    Desk desk;
    desk.put(QStringLiteral("ok.prompt.yml"), promptNamed("Fine", "hello"));
    desk.put(QStringLiteral("large.prompt.yml"), QByteArray(LargestPromptFile + 1, 'x'));
    desk.put(QStringLiteral("nested.prompt.yml"), QByteArray(100'000, '['));
    desk.put(QStringLiteral("zero.prompt.yml"), QByteArray(1'000, '\0'));
    QVERIFY(QDir(desk.folder.path()).mkdir(QStringLiteral("folder.prompt.yml")));
    QVERIFY(QFile::link(desk.folder.path(), desk.path(QStringLiteral("loop"))));
    QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), desk.path(QStringLiteral("link.prompt.yml"))));
    QVERIFY(QFile::link(QStringLiteral("self.prompt.yml"), desk.path(QStringLiteral("self.prompt.yml"))));
    QCOMPARE(mkfifo(QFile::encodeName(desk.path(QStringLiteral("pipe.prompt.yml"))).constData(), 0600), 0);
    QString deep = desk.folder.path();
    for (int i = 0; i < DeepestFolder + 5; ++i)
        deep += QStringLiteral("/d");
    QVERIFY(QDir().mkpath(deep));
    desk.open();
    const DiskFolder folder = desk.listed();
    QVERIFY(!folder.problem.isEmpty()); // it is too deep
    QCOMPARE(folder.files.size(), size_t(4));
    for (const FileEntry &file : folder.files)
        QCOMPARE(file.state, file.below == QStringLiteral("ok.prompt.yml") ? FileEntry::State::Saved
                                                                           : FileEntry::State::Unreadable);
    for (const char *name : {"large", "nested", "pipe", "link"}) {
        const Result<FileText> refused =
            answer(desk.files.open(desk.path(QStringLiteral("%1.prompt.yml").arg(QLatin1StringView(name)))));
        QVERIFY2(!refused, name);
        QVERIFY(!refused.error().message().isEmpty());
    }
    desk.files.openFolder(desk.path(QStringLiteral("nowhere")));
    QTRY_COMPARE(answer(desk.files.list({})).size(), size_t(2));
    QVERIFY(!answer(desk.files.list({})).back().problem.isEmpty());
}

void tst_PromptFiles::importsAndExportsEveryFormat()
{
    const Desk desk;
    PromptFile file;
    file.draft.title = QStringLiteral("Greeting");
    file.draft.messages = systemAndUser(QStringLiteral("Be kind."), QStringLiteral("Greet {{name}}."));
    for (const auto &[id, filter] : formatFilters()) {
        const QString ending = filter.section(QLatin1StringView("(*"), 1, 1).section(u' ', 0, 0).remove(u')');
        const QString path = desk.path(id + ending);
        const Result<QStringList> written = writePromptFile(path, id, file);
        QVERIFY2(written, qPrintable(id));
        const PromptsRead read = readPromptFiles({path});
        QVERIFY2(read.problems.isEmpty(), qPrintable(read.problems.join(u'\n')));
        QCOMPARE(read.prompts.size(), size_t(1));
        QCOMPARE(textOf(read.prompts.front().draft, Role::System), QStringLiteral("Be kind."));
    }
    desk.put(QStringLiteral("photo.json"), "\x89PNG");
    const PromptsRead none =
        readPromptFiles({desk.path(QStringLiteral("photo.json")), desk.path(QStringLiteral("no"))});
    QVERIFY(none.prompts.empty());
    QCOMPARE(none.problems.size(), 2);
}

QTEST_GUILESS_MAIN(tst_PromptFiles)
#include "tst_promptfiles.moc"

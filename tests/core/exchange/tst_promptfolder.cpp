#include "core/exchange/promptfolder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace burin;

class tst_PromptFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatChanged();
    void hashesOnlyWhatLooksDifferent();
    void writesOverWhatItHasRead();
    void refusesToOverwriteAnothersChange();
    void refusesToOverwriteAFileItNeverSaw();
    void tellsWhenTheFolderIsMissing();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

FolderFile known(const char *path, const char *content, bool isEdited = false)
{
    return {QString::fromLatin1(path), qint64(qstrlen(content)), {}, folderHash(content), isEdited};
}

} // namespace

void tst_PromptFolder::tellsWhatChanged()
{
    const std::vector<FolderFile> before{known("same", "1"),       known("changed", "1"),    known("removed", "1"),
                                         known("both", "1", true), known("lost", "1", true), known("mine", "1", true)};
    FolderFile unseen = known("same", "1");
    unseen.hash.clear();
    const std::vector<FolderFile> now{unseen, known("changed", "2"), known("both", "2"), known("mine", "1"),
                                      known("new", "1")};
    const FolderChanges expected{.added = {QStringLiteral("new")},
                                 .changed = {QStringLiteral("changed")},
                                 .removed = {QStringLiteral("removed")},
                                 .conflicts = {QStringLiteral("both"), QStringLiteral("lost")}};
    QCOMPARE(changesIn(now, before), expected);
    QCOMPARE(changesIn(before, before), FolderChanges());
}

void tst_PromptFolder::hashesOnlyWhatLooksDifferent()
{
    FolderFile touched = known("touched", "1");
    touched.modified = QDateTime::fromSecsSinceEpoch(1);
    const std::vector<FolderFile> now{known("same", "1"), touched, known("grown", "11"), known("new", "1")};
    QCOMPARE(filesToHash(now, {known("same", "1"), known("touched", "1"), known("grown", "1")}),
             (QStringList{QStringLiteral("touched"), QStringLiteral("grown"), QStringLiteral("new")}));
}

void tst_PromptFolder::writesOverWhatItHasRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.prompt.yml"));
    const Result<QByteArray> first = writeOver(path, "one", {});
    QVERIFY(first);
    QCOMPARE(*first, folderHash("one"));
    QVERIFY(writeOver(path, "two", *first));
    QCOMPARE(contentOf(path), QByteArray("two"));
}

void tst_PromptFolder::refusesToOverwriteAnothersChange()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.prompt.yml"));
    put(path, "theirs");
    const Result<QByteArray> written = writeOver(path, "mine", folderHash("read before"));
    QVERIFY(!written);
    QVERIFY(written.error().code == ErrorCode::FileChanged);
    QVERIFY(written.error().message().contains(path));
    QCOMPARE(contentOf(path), QByteArray("theirs"));
    QVERIFY(QFile::remove(path));
    QVERIFY(!writeOver(path, "mine", folderHash("read before"))); // a removed file does not come back unasked
    QVERIFY(!QFile::exists(path));
}

void tst_PromptFolder::refusesToOverwriteAFileItNeverSaw()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.prompt.yml"));
    put(path, "");
    const Result<QByteArray> written = writeOver(path, "mine", {});
    QVERIFY(!written);
    QVERIFY(written.error().code == ErrorCode::FileChanged);
}

void tst_PromptFolder::tellsWhenTheFolderIsMissing()
{
    const QTemporaryDir folder;
    const Result<QByteArray> written = writeOver(folder.filePath(QStringLiteral("no/a.prompt.yml")), "mine", {});
    QVERIFY(!written);
    QVERIFY(written.error().code == ErrorCode::FileNotWritten);
    QVERIFY(!written.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(tst_PromptFolder)
#include "tst_promptfolder.moc"

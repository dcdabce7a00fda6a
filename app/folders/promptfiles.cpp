#include "app/folders/promptfiles.h"

#include "core/base/await.h"
#include "core/store/filedrafts.h"
#include "core/store/keyvalue.h"

#include <QDir>
#include <QJsonArray>
#include <QtConcurrentRun>

#include <algorithm>

namespace burin {

namespace {

QString foldersDocument()
{
    return QStringLiteral("folders");
}

QString pathsKey()
{
    return QStringLiteral("paths");
}

struct Remembered {
    QStringList folders;
    FileDrafts drafts;
};

Result<Remembered> remembered(const QSqlDatabase &db)
{
    const Result<std::optional<QJsonObject>> document = loadDocument(db, foldersDocument());
    if (!document) return document.error();
    const Result<FileDrafts> drafts = fileDrafts(db);
    if (!drafts) return drafts.error();
    Remembered all{{}, *drafts};
    for (const QJsonValue &path : document->value_or(QJsonObject()).value(pathsKey()).toArray())
        all.folders += path.toString();
    return all;
}

/// What of @p draft the file is about: without its place in the library and in the editor.
PromptDraft contentOf(PromptDraft draft)
{
    draft.prompt = {};
    draft.version = {};
    for (PromptMessage &message : draft.messages)
        message.folded = false;
    return draft;
}

} // namespace

bool isSaved(const FileText &text)
{
    // Not by contentHash(), which encodes attachments: this is asked on the window's thread.
    return !text.base.isEmpty() && text.cases == text.savedCases && contentOf(text.draft) == contentOf(text.saved);
}

PromptFiles::PromptFiles(DbThread &database, QObject *parent) : QObject(parent), m_database(database)
{
    connect(&m_watch, &FolderWatch::changed, this, &PromptFiles::changed);
}

void PromptFiles::restore()
{
    await(m_database.run(remembered), this, [this](const Result<Remembered> &all) {
        if (!all) {
            Q_EMIT failed(all.error());
            return;
        }
        m_drafts = all->drafts;
        QStringList folders = all->folders;
        for (const QString &opened : m_watch.folders()) // meanwhile
            if (!folders.contains(opened)) folders += opened;
        if (!folders.isEmpty()) m_watch.setFolders(folders);
    });
}

void PromptFiles::openFolder(const QString &path)
{
    const QString whole = QDir::cleanPath(QDir(path).absolutePath());
    if (!folders().contains(whole)) setFolders(folders() + QStringList{whole});
}

void PromptFiles::closeFolder(const QString &path)
{
    QStringList left = folders();
    if (left.removeAll(path) > 0) setFolders(left);
}

void PromptFiles::setFolders(const QStringList &folders)
{
    m_watch.setFolders(folders);
    const QJsonObject document{{pathsKey(), QJsonArray::fromStringList(folders)}};
    tell(m_database.run([document](const QSqlDatabase &db) { return saveDocument(db, foldersDocument(), document); }));
}

QFuture<std::vector<DiskFolder>> PromptFiles::list(const LibraryQuery &query) const
{
    return QtConcurrent::run(
        [scans = m_watch.scans(), drafts = m_drafts, query] { return foldersFor(*scans, drafts, query); });
}

QFuture<Result<FileText>> PromptFiles::open(const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<FileText>>>();
    promise->start();
    const auto finish = [promise](const Result<FileText> &text) {
        promise->addResult(text);
        promise->finish();
    };
    const auto load = [path](const QSqlDatabase &db) { return loadFileDraft(db, path); };
    await(m_database.run(load), this, [this, path, finish](const Result<std::optional<FileDraft>> &draft) {
        if (!draft) return finish(draft.error());
        await(QtConcurrent::run(textOfFile, path, *draft), this, finish);
    });
    return promise->future();
}

void PromptFiles::keep(const FileText &text)
{
    if (isSaved(text)) return forget(text.path);
    const QByteArray hash = folderHash(text.base);
    const bool isNews = m_drafts.value(text.path) != hash;
    m_drafts.insert(text.path, hash);
    tell(m_database.run([draft = FileDraft{text.path, text.base, text.draft, text.cases}](const QSqlDatabase &db) {
        return saveFileDraft(db, draft);
    }));
    if (isNews) Q_EMIT changed();
}

void PromptFiles::forget(const QString &path)
{
    if (m_drafts.remove(path) == 0) return;
    tell(m_database.run([path](const QSqlDatabase &db) { return discardFileDraft(db, path); }));
    Q_EMIT changed();
}

QFuture<Result<SavedFile>> PromptFiles::save(const FileText &text, const QByteArray &expected)
{
    return mapped(QtConcurrent::run(saveFile, text, expected), this, [this](const Result<SavedFile> &saved) {
        if (saved) forget(saved->path);
        m_watch.rescan();
        return saved;
    });
}

QFuture<Result<SavedFile>> PromptFiles::saveBeside(const FileText &text)
{
    return mapped(QtConcurrent::run(burin::saveBeside, text), this,
                  [this, path = text.path](const Result<SavedFile> &saved) {
                      if (saved) forget(path);
                      m_watch.rescan();
                      return saved;
                  });
}

FileNews PromptFiles::newsOf(const FileText &text)
{
    const auto within = [&text](const FolderScan &scan) { return text.path.startsWith(scan.root + u'/'); };
    const FolderScans scans = m_watch.scans();
    const auto scan = std::ranges::find_if(*scans, within);
    if (scan == scans->end()) return {}; // its folder is not open any more; saving looks for itself
    const QByteArray hash = text.base.isEmpty() ? QByteArray() : folderHash(text.base);
    const QString below = text.path.sliced(scan->root.size() + 1);
    const auto file = std::ranges::find(scan->files, below, [](const ScannedFile &f) { return f.file.path; });
    if (file != scan->files.end()) return {file->file.hash == hash ? FileNews::Kind::Same : FileNews::Kind::Changed};
    if (hash.isEmpty()) return {};
    const FolderScans before = m_watch.before();
    const auto old = std::ranges::find(*before, scan->root, &FolderScan::root);
    const QString now = renamedTo(hash, *scan, old == before->end() ? FolderScan() : *old);
    if (now.isEmpty()) return {FileNews::Kind::Gone};
    const QString path = scan->root + u'/' + now;
    if (m_drafts.contains(text.path)) {
        m_drafts.insert(path, m_drafts.take(text.path));
        tell(
            m_database.run([from = text.path, path](const QSqlDatabase &db) { return moveFileDraft(db, from, path); }));
    }
    return {FileNews::Kind::Renamed, path};
}

void PromptFiles::tell(const QFuture<Outcome> &outcome)
{
    await(outcome, this, [this](const Outcome &done) {
        if (!done) Q_EMIT failed(done.error());
    });
}

} // namespace burin

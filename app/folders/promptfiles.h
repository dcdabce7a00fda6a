#pragma once

#include "app/folders/folderwatch.h"
#include "core/exchange/promptfilework.h"
#include "core/store/dbthread.h"

#include <QObject>

namespace burin {

/// What has become of a file since it was read.
struct FileNews {
    enum class Kind { Same, Changed, Gone, Renamed };
    Kind kind = Kind::Same;
    QString path = {}; ///< Renamed: where it is now.
};

/// Whether the file has all that is written on it.
bool isSaved(const FileText &text);

/// Folders of prompt files that are opened as libraries: their files as the library lists them, reading and writing
/// them in the pool, and the drafts on them in the database. The folders are remembered in a document of the profile.
/// Lives on the thread of the window; answers come later.
class PromptFiles : public QObject {
    Q_OBJECT
public:
    explicit PromptFiles(DbThread &database, QObject *parent = nullptr);

    /// What the profile remembers. Before it, there are no folders.
    void restore();
    void openFolder(const QString &path);
    void closeFolder(const QString &path);
    QStringList folders() const { return m_watch.folders(); }
    void rescan() { m_watch.rescan(); }

    QFuture<std::vector<DiskFolder>> list(const LibraryQuery &query) const;
    /// With the draft on it, if there is one.
    QFuture<Result<FileText>> open(const QString &path);
    /// Its draft is what is written on it and not saved; one that says what the file says is none.
    void keep(const FileText &text);
    /// Writes it over @p expected; see saveFile(). The draft on it is gone then.
    QFuture<Result<SavedFile>> save(const FileText &text, const QByteArray &expected);
    /// Into a new file; the draft on the old one is gone then.
    QFuture<Result<SavedFile>> saveBeside(const FileText &text);
    /// By the last scan; @p text's draft moves along with a renamed file.
    FileNews newsOf(const FileText &text);

Q_SIGNALS:
    void changed(); ///< list() has news.
    void failed(const burin::Error &error);

private:
    void setFolders(const QStringList &folders);
    void forget(const QString &path);
    void tell(const QFuture<Outcome> &outcome);

    DbThread &m_database;
    FolderWatch m_watch;
    FileDrafts m_drafts;
};

} // namespace burin

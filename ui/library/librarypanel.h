#pragma once

#include "ui/library/filepane.h"
#include "ui/library/librarysource.h"

#include <QFrame>
#include <QSet>

class QStackedWidget;

namespace burin {

class EmptyState;
class LibraryBar;
class LibraryModel;
class LibraryView;
class UndoBar;
class VersionsPane;

/// The library beside the workbench: search, folders with prompts, and the versions of the open one. Makes changes
/// through its source, offers to take deletions back, and asks for what is to be opened.
class LibraryPanel : public QFrame {
    Q_OBJECT
public:
    explicit LibraryPanel(LibrarySource source, QWidget *parent = nullptr);

    /// Reads what is shown again.
    void refresh();
    /// What the workbench shows now: a prompt made from @p base, or, when invalid, the unnamed draft.
    void setOpened(PromptId prompt, VersionId base, DraftId draft);
    /// The workbench shows a file, until setOpened() says otherwise.
    void setOpenedFile(const FileStatus &file);
    FilePane *filePane() const { return m_file; }
    void focusSearch();
    VersionsPane *versions() const { return m_versions; }

Q_SIGNALS:
    void openPromptRequested(burin::PromptId prompt);
    void openDraftRequested(burin::DraftId draft);
    void openFileRequested(const QString &path);
    void newPromptRequested(const QString &folder);
    void newFileRequested(const QString &folder);  ///< Whole path, of a folder on disk.
    void openFolderRequested(const QString &path); ///< Whole path; empty = the user is to be asked.
    void closeFolderRequested(const QString &path);
    void showFileRequested(const QString &path); ///< In the desktop's file manager.
    /// Into the library's @p folder; without paths, the user is to be asked.
    void importRequested(const QStringList &paths, const QString &folder);
    void exportRequested();
    /// It is made; the open prompt may be another or gone by it.
    void changed(const burin::LibraryChange &change);
    void failed(const burin::Error &error);

public Q_SLOTS:
    void change(const burin::LibraryChange &change);

private:
    void connectParts();
    void open(const QModelIndex &index);
    void connectFiles();
    void makePrompt();
    QModelIndex openedRow() const;
    void choose(const QModelIndex &row);
    void makeFolder();
    void settle(const LibraryChange &change, const Result<LibraryChange> &undo);
    void showLoaded();
    void rememberRow();
    void restoreRows();
    QModelIndex rowToReturnTo() const;
    void showEmptiness();

    /// The current row, by what it is and by where it was.
    struct Place {
        PromptId prompt = {};
        DraftId draft = {};
        QString path = {};
        QString folder = {};
        int row = 0;
    };

    LibrarySource m_source;
    LibraryModel *m_model;
    LibraryBar *m_bar;
    LibraryView *m_view;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    UndoBar *m_undo;
    VersionsPane *m_versions;
    FilePane *m_file;
    QStackedWidget *m_below; ///< Versions, or the file.
    QString m_path;          ///< Of the open file.
    PromptId m_prompt;
    DraftId m_draft;
    Place m_place;
    QSet<QString> m_collapsed; ///< Folders that the user closed.
    QString m_editFolder;      ///< Just made: to be named.
};

} // namespace burin

#pragma once

#include "core/domain/librarychange.h"

#include <QTreeView>

#include <vector>

class QMenu;

namespace burin {

class LibraryModel;

/// The rows of a LibraryModel with what can be done to them, by mouse, menu and keyboard. Emits; changes nothing.
class LibraryView : public QTreeView {
    Q_OBJECT
public:
    explicit LibraryView(LibraryModel *model, QWidget *parent = nullptr);

    /// The folder that a new prompt or folder belongs into: the current one, or that of the current prompt.
    QString currentFolder() const;
    /// The prompts that are selected.
    std::vector<PromptId> selectedPrompts() const;
    /// The folder on disk that the current row is or lies in; empty when it is in the library.
    QString currentDiskFolder() const;

Q_SIGNALS:
    void openRequested(const QModelIndex &index);
    void newPromptRequested();
    void newFolderRequested();
    void closeFolderRequested(const QString &path);
    void showFileRequested(const QString &path);    ///< In the desktop's file manager.
    void importRequested(const QStringList &paths); ///< Copies of files into the library.
    void changeRequested(const burin::LibraryChange &change);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void makeActions();
    void updateActions();
    QMenu *makeMenu();
    QMenu *makeDiskMenu(QMenu *menu);
    QStringList selectedFiles() const;
    void addTagsMenu(QMenu *menu);
    void addMoveMenu(QMenu *menu);
    void duplicate();
    void star();
    void remove();
    void restore();

    LibraryModel *m_model;
    QAction *m_open = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_star = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_newPrompt = nullptr;
    QAction *m_newFolder = nullptr;
};

} // namespace burin

#pragma once

#include "core/domain/diskfolder.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace burin {

class ElidedLabel;

/// What the pane shows of the open file.
struct FileStatus {
    QString path; ///< Whole.
    FileEntry::State state = FileEntry::State::Saved;
    QStringList notices = {}; ///< Parts of the file that are kept and not used.
};

/// The file that the workbench shows: where it is, whether it is saved, what in it is not used, and what to do about a
/// conflict. Emits; changes nothing.
class FilePane : public QWidget {
    Q_OBJECT
public:
    explicit FilePane(QWidget *parent = nullptr);

    void setFile(const FileStatus &file);

Q_SIGNALS:
    void saveRequested();
    /// What is written and not saved is to go.
    void revertRequested();
    /// Both texts are to be seen.
    void compareRequested();

private:
    QWidget *makeActions();

    ElidedLabel *m_path;
    QLabel *m_state;
    QLabel *m_noticesTitle;
    QListWidget *m_notices;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    QPushButton *m_compare = nullptr;
};

} // namespace burin

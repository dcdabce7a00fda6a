#pragma once

#include "core/prompt/promptdiff.h"

#include <QDialog>

namespace burin {

class DiffView;

/// Both texts of a file that was changed on disk and here, and what became of which.
struct FileConflict {
    QString path;        ///< Whole.
    bool isGone = false; ///< There is no file any more.
    TextDiff diff = {};  ///< From the file's text to the one to be written.
};

/// Shows both texts of a conflict side by side and asks which one is to stay. Never blocks; deletes itself.
class ConflictDialog : public QDialog {
    Q_OBJECT
public:
    explicit ConflictDialog(const FileConflict &conflict, QWidget *parent = nullptr);

Q_SIGNALS:
    void keepMineRequested();
    void takeTheirsRequested();
    void saveAsNewRequested();

private:
    QWidget *makeTexts(const FileConflict &conflict);
    QWidget *makeButtons(const FileConflict &conflict);
};

} // namespace burin

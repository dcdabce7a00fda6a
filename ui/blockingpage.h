#pragma once

#include "core/domain/run.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace burin {

/// Why nothing can go on, and what would be lost by quitting now.
struct Blockage {
    Error error;
    std::vector<RunRecord> held; ///< Runs that ended and could not be stored yet.
};

/// Covers the pages while storage fails: what happened, what is still held in memory, what can be done. Whoever shows
/// it takes it away when the cause is gone.
class BlockingPage : public QWidget {
    Q_OBJECT
public:
    explicit BlockingPage(QWidget *parent = nullptr);

    void setBlockage(const Blockage &blockage);
    /// A copy of what is held was written to @p file: nothing is lost by quitting.
    void showSaved(const QString &file);
    /// What can be read is being put into a new file; nothing else can be done meanwhile.
    void showSalvaging();
    /// It is done, or why it could not be.
    void showSalvaged(const std::optional<Error> &problem);
    bool mayQuit() const { return m_held.empty() || m_saved; }
    /// Whether the window may close now. The first time nothing is closed, and the page says what would be lost.
    bool confirmQuit();

Q_SIGNALS:
    void tryAgainRequested();
    void saveCopyRequested(const QString &file);
    void folderChosen(const QString &folder);
    void salvageRequested(); ///< Of a damaged database.
    void quitRequested();    ///< The user knows what would be lost.

private:
    QWidget *makeButtons();
    void askForFile();
    void askForFolder();
    void paintIcon();

    Error m_error;
    std::vector<RunRecord> m_held;
    bool m_saved = false;
    bool m_warned = false;
    QLabel *m_icon;
    QLabel *m_message;
    QLabel *m_advice;
    QLabel *m_heldText;
    QLabel *m_details;
    QWidget *m_buttons = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_salvage = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_quit = nullptr;
};

/// What @p held is, in one or more lines: the prompts' titles and how much each answer has. Empty for none.
QString heldText(const std::vector<RunRecord> &held);

} // namespace burin

#pragma once

#include "ui/commandpalette/shortcutbindings.h"

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QToolButton;

namespace burin {

/// One command of the shortcuts' pane: its title, the field that records new keys, and a way back.
class ShortcutRow : public QWidget {
    Q_OBJECT
public:
    explicit ShortcutRow(const CommandEntry &row, QWidget *parent = nullptr);

    const CommandEntry &row() const { return m_row; }
    /// Shows what the command has now; takes back what was said about refused keys.
    void show(const ShortcutChanges &changes);
    /// Says why keys were not taken; the field goes back to what @p changes has.
    void refuse(const QString &reason, const ShortcutChanges &changes);

Q_SIGNALS:
    void recorded(const QKeySequence &keys); ///< Empty: the command shall have none.
    void resetRequested();

private:
    QWidget *makeFields();
    void showKeys(const ShortcutChanges &changes);

    const CommandEntry &m_row;
    QKeySequenceEdit *m_keys;
    QToolButton *m_clear;
    QToolButton *m_reset;
    QLabel *m_note;
};

} // namespace burin

#pragma once

#include "ui/commandpalette/shortcutbindings.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace burin {

class ShortcutRow;

/// The settings' section where every command can be given other keys. Keys that are taken are refused in place.
class ShortcutsPane : public QWidget {
    Q_OBJECT
public:
    /// One row for each of @p commands.
    explicit ShortcutsPane(const std::vector<const CommandEntry *> &commands, QWidget *parent = nullptr);

    void setChanges(const ShortcutChanges &changes);
    const ShortcutChanges &changes() const { return m_changes; }

Q_SIGNALS:
    void changed(const burin::ShortcutChanges &changes); ///< By the user.

private:
    QWidget *makeTop();
    QWidget *makeRows(const std::vector<const CommandEntry *> &commands);
    void take(ShortcutRow *row, const QKeySequence &keys);
    void change(const ShortcutChanges &changes);
    void filter(const QString &text);

    struct Group {
        QLabel *caption;
        std::vector<ShortcutRow *> rows;
    };
    ShortcutChanges m_changes;
    std::vector<Group> m_groups;
    QLineEdit *m_search;
    QPushButton *m_resetAll;
};

} // namespace burin

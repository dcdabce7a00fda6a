#pragma once

#include "ui/commandpalette/paletterows.h"
#include "ui/commandpalette/shortcutbindings.h"

#include <QHash>
#include <QObject>
#include <QPointer>

class QAction;
class QKeyEvent;
class QWidget;

namespace burin {

/// The commands of a window: which actions are behind the rows of the table, and which shortcuts they have. Owned by
/// the window; GUI thread.
///
/// It also sees to it that a command's shortcut beats what the desktop's text fields do with the same keys: on X11
/// Ctrl+K would delete to the end of the line, Ctrl+H the character before, Ctrl+D the one behind.
class CommandRegistry : public QObject {
    Q_OBJECT
public:
    explicit CommandRegistry(QWidget *window);

    /// Takes over every action below the window that is called as a command and is not known yet: whoever makes
    /// actions later calls it again.
    void adopt();
    const ShortcutChanges &changes() const { return m_changes; }
    void setChanges(const ShortcutChanges &changes);
    /// The rows that have an action, in the table's order.
    std::vector<const CommandEntry *> commands() const;
    /// What @p id would run now; nullptr while it is disabled, or while several places have it and none is in sight.
    QAction *target(const QString &id) const;
    /// Runs it, after its place has been brought in sight; nothing happens while it has no target.
    void trigger(const QString &id);
    /// The commands that have a target now, for the palette.
    std::vector<PaletteRow> rows();

Q_SIGNALS:
    void shortcutsChanged();
    /// Before a command runs whose place is not in sight.
    void placeNeeded(QWidget *place);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply(const CommandEntry &row);
    bool isOurs(const QKeyEvent &key, const QWidget *focused) const;

    QWidget *m_window;
    QHash<QString, QList<QPointer<QAction>>> m_actions;
    ShortcutChanges m_changes;
};

} // namespace burin

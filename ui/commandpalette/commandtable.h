#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <span>

namespace burin {

/// One row a command: the palette, the shortcuts' pane and the sheet all read this table. An action of the window is a
/// command's when its object name is the command's id; a command without an action is not offered.
struct CommandEntry {
    const char *id;                     ///< Stable, stored.
    const char *group;                  ///< Source text, context "Commands".
    const char *title;                  ///< Source text.
    QKeySequence::StandardKey standard; ///< UnknownKey = none; first of the shortcuts where the desktop has one.
    const char *keys;  ///< Portable texts separated by ' '; the desktop's own come first. Empty = none.
    const char *place; ///< "" = everywhere; else the shortcut works in one place, and others may have it elsewhere.
};

std::span<const CommandEntry> commandRows();
/// The row called @p id; nullptr when there is none.
const CommandEntry *commandRow(const QString &id);
QString commandTitle(const CommandEntry &row);
QString commandGroup(const CommandEntry &row);
/// What it has until the user changes it, the one to show first.
QList<QKeySequence> defaultKeys(const CommandEntry &row);

/// Of the commands that other parts ask for by name.
namespace command {
inline constexpr char Palette[] = "palette.open";
inline constexpr char Shortcuts[] = "shortcuts.show";
inline constexpr char Settings[] = "settings.open";
inline constexpr char Help[] = "help.open";
inline constexpr char Quit[] = "app.quit";
inline constexpr char FullScreen[] = "view.fullScreen";
inline constexpr char ZoomIn[] = "view.zoomIn";
inline constexpr char ZoomOut[] = "view.zoomOut";
inline constexpr char ZoomReset[] = "view.zoomReset";
inline constexpr char Find[] = "find.here";
inline constexpr char SearchHistory[] = "history.search";
} // namespace command

} // namespace burin

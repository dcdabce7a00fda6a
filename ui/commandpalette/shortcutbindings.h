#pragma once

#include "ui/commandpalette/commandtable.h"

#include <QJsonObject>
#include <QMap>

#include <optional>

namespace burin {

/// The shortcuts that the user changed, by command id; an empty list is a command that has none any more. Commands
/// that are not in it have their row's.
using ShortcutChanges = QMap<QString, QList<QKeySequence>>;

/// As it is stored in the profile: {"run.start": ["Ctrl+R"]}.
QJsonObject toJson(const ShortcutChanges &changes);
/// Leaves out what is no command, no list or no key: a profile may be older, newer or broken.
ShortcutChanges shortcutChangesFrom(const QJsonObject &json);

QList<QKeySequence> keysOf(const CommandEntry &row, const ShortcutChanges &changes);

/// Why @p keys cannot become the shortcut of @p row, as a sentence that names both commands; nothing when they can.
/// Keys are refused that another command has in the same place, that edit text everywhere, or that type a character.
std::optional<QString> refusalOf(const QKeySequence &keys, const CommandEntry &row, const ShortcutChanges &changes);

/// The first shortcut in the desktop's notation; empty when there is none.
QString shortcutText(const QList<QKeySequence> &keys);

} // namespace burin

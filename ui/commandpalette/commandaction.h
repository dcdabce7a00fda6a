#pragma once

#include <qnamespace.h>

class QAction;
class QWidget;

namespace burin {

/// The action behind the command @p id (see commandtable.h) in the widget @p place, which owns it: with the command's
/// title and usual shortcuts, which hold there and in its children, or as @p context says. A CommandRegistry finds it
/// by its object name.
QAction *commandAction(const char *id, QWidget *place, Qt::ShortcutContext context = Qt::WidgetWithChildrenShortcut);

} // namespace burin

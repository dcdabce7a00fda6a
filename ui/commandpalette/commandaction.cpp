#include "ui/commandpalette/commandaction.h"

#include "ui/commandpalette/commandtable.h"

#include <QAction>
#include <QWidget>

namespace burin {

QAction *commandAction(const char *id, QWidget *place, Qt::ShortcutContext context)
{
    const QString name = QString::fromLatin1(id);
    const CommandEntry *row = commandRow(name);
    Q_ASSERT(row);
    auto *action = new QAction(commandTitle(*row), place);
    action->setObjectName(name);
    action->setShortcuts(defaultKeys(*row));
    action->setShortcutContext(context);
    place->addAction(action);
    return action;
}

} // namespace burin

#include "ui/commandpalette/commandregistry.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QWidget>

#include <algorithm>

namespace burin {

namespace {

/// Where an action belongs: the widget that made it.
QWidget *placeOf(const QAction &action)
{
    return qobject_cast<QWidget *>(action.parent());
}

bool isInSight(const QAction &action)
{
    const QWidget *place = placeOf(action);
    return place && place->isVisible();
}

/// Keys without Ctrl, Alt or Meta (Esc, Enter, Del) stay with whoever has the focus.
bool isChord(const QKeyEvent &key)
{
    return key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
}

} // namespace

CommandRegistry::CommandRegistry(QWidget *window) : QObject(window), m_window(window)
{
    qApp->installEventFilter(this);
}

void CommandRegistry::adopt()
{
    for (QAction *action : m_window->findChildren<QAction *>()) {
        const CommandEntry *row = commandRow(action->objectName());
        if (!row) continue;
        QList<QPointer<QAction>> &actions = m_actions[action->objectName()];
        actions.removeIf([](const QPointer<QAction> &known) { return known.isNull(); });
        if (actions.contains(action)) continue;
        actions += action;
        action->setShortcuts(keysOf(*row, m_changes));
    }
}

void CommandRegistry::setChanges(const ShortcutChanges &changes)
{
    m_changes = changes;
    for (const CommandEntry &row : commandRows())
        apply(row);
    Q_EMIT shortcutsChanged();
}

void CommandRegistry::apply(const CommandEntry &row)
{
    for (const QPointer<QAction> &action : m_actions.value(QString::fromLatin1(row.id)))
        if (action) action->setShortcuts(keysOf(row, m_changes));
}

std::vector<const CommandEntry *> CommandRegistry::commands() const
{
    std::vector<const CommandEntry *> known;
    for (const CommandEntry &row : commandRows())
        if (m_actions.contains(QString::fromLatin1(row.id))) known.push_back(&row);
    return known;
}

QAction *CommandRegistry::target(const QString &id) const
{
    QList<QAction *> able;
    for (const QPointer<QAction> &action : m_actions.value(id))
        if (action && action->isEnabled()) able += action;
    const auto shown = std::ranges::find_if(able, [](const QAction *action) { return isInSight(*action); });
    if (shown != able.end()) return *shown;
    return able.size() == 1 ? able.first() : nullptr;
}

void CommandRegistry::trigger(const QString &id)
{
    QAction *action = target(id);
    if (!action) return;
    if (!isInSight(*action) && placeOf(*action)) Q_EMIT placeNeeded(placeOf(*action));
    action->trigger();
}

std::vector<PaletteRow> CommandRegistry::rows()
{
    std::vector<PaletteRow> rows;
    for (const CommandEntry *row : commands()) {
        const QString id = QString::fromLatin1(row->id);
        if (!target(id) || id == QLatin1StringView(command::Palette)) continue; // it is open
        rows.push_back({.id = id,
                        .title = commandTitle(*row),
                        .detail = commandGroup(*row),
                        .keys = shortcutText(keysOf(*row, m_changes)),
                        .run = [this, id] { trigger(id); }});
    }
    return rows;
}

bool CommandRegistry::isOurs(const QKeyEvent &key, const QWidget *focused) const
{
    const QKeySequence pressed(QKeyCombination(key.modifiers() & ~Qt::KeypadModifier, Qt::Key(key.key())));
    const auto hears = [&](const QAction *action) {
        const QWidget *place = action ? placeOf(*action) : nullptr;
        if (!place || !action->isEnabled() || !action->shortcuts().contains(pressed)) return false;
        switch (action->shortcutContext()) {
        case Qt::WidgetShortcut:
            return place == focused;
        case Qt::WidgetWithChildrenShortcut:
            return place->isVisible() && (place == focused || place->isAncestorOf(focused));
        default:
            return place->isVisible();
        }
    };
    return std::ranges::any_of(m_actions, [&](const auto &actions) { return std::ranges::any_of(actions, hears); });
}

bool CommandRegistry::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride) return false;
    const auto *focused = qobject_cast<QWidget *>(watched);
    const auto &key = *static_cast<QKeyEvent *>(event);
    if (!focused || focused->window() != m_window || qobject_cast<const QKeySequenceEdit *>(focused)) return false;
    if (!isChord(key) || !isOurs(key, focused)) return false;
    event->ignore(); // the field may not claim it, so it becomes a shortcut
    return true;
}

} // namespace burin

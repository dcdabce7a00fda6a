#include "ui/workbench/messageheader.h"

#include "ui/common/announce.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workbench/draghandle.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <array>

namespace burin {

namespace {

constexpr std::array roleTitles = {QT_TRANSLATE_NOOP("Roles", "System"), QT_TRANSLATE_NOOP("Roles", "Developer"),
                                   QT_TRANSLATE_NOOP("Roles", "User"), QT_TRANSLATE_NOOP("Roles", "Assistant"),
                                   QT_TRANSLATE_NOOP("Roles", "Tool")};

constexpr QKeyCombination NoKeys(Qt::Key(0));

struct CommandRow {
    MessageCommand command;
    const char *text;
    const char *icon;
    QKeyCombination keys; ///< NoKeys: only in the menu.
};
constexpr std::array commandRows = {
    CommandRow{MessageCommand::MoveUp, QT_TRANSLATE_NOOP("MessageHeader", "Move up"), "", Qt::ALT | Qt::Key_Up},
    CommandRow{MessageCommand::MoveDown, QT_TRANSLATE_NOOP("MessageHeader", "Move down"), "", Qt::ALT | Qt::Key_Down},
    CommandRow{MessageCommand::Duplicate, QT_TRANSLATE_NOOP("MessageHeader", "Duplicate"), "copy-plus",
               Qt::CTRL | Qt::Key_D},
    CommandRow{MessageCommand::Switch, QT_TRANSLATE_NOOP("MessageHeader", "Switch off"), "eye-off",
               Qt::CTRL | Qt::Key_Slash},
    CommandRow{MessageCommand::Attach, QT_TRANSLATE_NOOP("MessageHeader", "Attach files…"), "paperclip", NoKeys},
    CommandRow{MessageCommand::Remove, QT_TRANSLATE_NOOP("MessageHeader", "Remove"), "trash-2",
               Qt::CTRL | Qt::SHIFT | Qt::Key_Backspace}};

} // namespace

QString roleTitle(Role role)
{
    return QCoreApplication::translate("Roles", roleTitles[size_t(role)]);
}

MessageHeader::MessageHeader(QWidget *message)
    : QWidget(message),
      m_fold(new QToolButton(this)),
      m_role(new QPushButton(this)),
      m_line(new ElidedLabel(this)),
      m_off(plainLabel(LabelStyle::SmallMuted, tr("switched off"), this)),
      m_size(plainLabel(LabelStyle::SmallMuted, {}, this)),
      m_more(new QToolButton(this)),
      m_roles(new QActionGroup(this))
{
    m_size->setObjectName(QStringLiteral("size"));
    m_line->setProperty("muted", true);
    m_line->setObjectName(QStringLiteral("line"));
    m_fold->setObjectName(QStringLiteral("fold"));
    m_fold->setProperty("fold", true);
    connect(m_fold, &QToolButton::clicked, this, &MessageHeader::foldWanted);
    makeRoles();
    makeMenu(message);
    layOut();
    showFolded(std::nullopt);
    showEnabled(true);
}

void MessageHeader::makeRoles()
{
    auto *menu = new QMenu(m_role);
    for (int role = 0; role < int(roleTitles.size()); ++role) {
        QAction *action = menu->addAction(roleTitle(Role(role)));
        action->setCheckable(true);
        action->setData(role);
        m_roles->addAction(action);
    }
    connect(m_roles, &QActionGroup::triggered, this,
            [this](const QAction *action) { Q_EMIT roleChosen(Role(action->data().toInt())); });
    m_role->setObjectName(QStringLiteral("role"));
    m_role->setProperty("role", true);
    m_role->setMenu(menu);
    m_role->setToolTip(tr("Change the role"));
}

void MessageHeader::makeMenu(QWidget *message)
{
    auto *menu = new QMenu(m_more);
    for (const CommandRow &row : commandRows) {
        auto *action = new QAction(tr(row.text), message);
        if (*row.icon) action->setIcon(icon(QString::fromLatin1(row.icon)));
        if (row.keys != NoKeys) action->setShortcut(QKeySequence(row.keys));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setObjectName(QString::fromLatin1(row.text));
        connect(action, &QAction::triggered, this, [this, command = row.command] { Q_EMIT given(command); });
        if (row.command == MessageCommand::Switch) m_switch = action;
        if (row.command == MessageCommand::Remove) menu->addSeparator();
        message->addAction(action);
        menu->addAction(action);
    }
    auto *fold = new QAction(tr("Fold or unfold"), message);
    fold->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Period));
    fold->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(fold, &QAction::triggered, this, &MessageHeader::foldWanted);
    message->addAction(fold);
    menu->insertAction(m_switch, fold);
    m_more->setObjectName(QStringLiteral("more"));
    m_more->setIcon(icon(QStringLiteral("ellipsis"), &ThemeColors::muted));
    m_more->setProperty("menu", true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(menu);
    m_more->setToolTip(tr("Move, duplicate, switch off, attach, remove"));
}

void MessageHeader::layOut()
{
    auto *handle = new DragHandle(this);
    connect(handle, &DragHandle::dragged, this, &MessageHeader::dragged);
    connect(handle, &DragHandle::dropped, this, &MessageHeader::dropped);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(1));
    row->addWidget(m_fold);
    row->addWidget(m_role);
    row->addWidget(m_off);
    row->addWidget(m_line, 1);
    row->addStretch();
    row->addWidget(m_size);
    row->addWidget(handle);
    row->addWidget(m_more);
}

void MessageHeader::showRole(int number, Role role)
{
    const QString title = roleTitle(role);
    m_role->setText(title);
    m_role->setAccessibleName(tr("Role of message %1: %2").arg(number).arg(title));
    m_fold->setAccessibleName(tr("Fold message %1, %2").arg(number).arg(title));
    m_more->setAccessibleName(tr("Actions for message %1, %2").arg(number).arg(title));
    m_roles->actions().at(int(role))->setChecked(true);
}

void MessageHeader::showEnabled(bool enabled)
{
    m_off->setVisible(!enabled);
    m_switch->setText(enabled ? tr("Switch off") : tr("Switch on"));
    m_switch->setIcon(icon(enabled ? QStringLiteral("eye-off") : QStringLiteral("eye")));
}

void MessageHeader::showFolded(const std::optional<QString> &line)
{
    m_fold->setIcon(icon(line ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"), &ThemeColors::muted));
    m_fold->setToolTip(line ? tr("Unfold (Ctrl+.)") : tr("Fold (Ctrl+.)"));
    m_line->showText(line ? oneLine(*line) : QString());
    m_line->setVisible(line.has_value());
}

void MessageHeader::showSize(const QString &text, const QString &explanation)
{
    m_size->setText(text);
    setPlainToolTip(m_size, explanation);
}

QWidget *MessageHeader::foldButton() const
{
    return m_fold;
}

QList<QWidget *> MessageHeader::controls() const
{
    return {m_fold, m_role, m_more};
}

} // namespace burin

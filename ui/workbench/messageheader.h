#pragma once

#include "core/domain/chat.h"

#include <QWidget>

class QActionGroup;
class QLabel;
class QPushButton;
class QToolButton;

namespace burin {

class ElidedLabel;

/// A role's name as the user reads it.
QString roleTitle(Role role);

/// What can be done to a message as a whole.
enum class MessageCommand { MoveUp, MoveDown, Duplicate, Switch, Attach, Remove };

/// The line above a message: fold, role, size, and a menu with all that can be done to it. Shows, and says what was
/// chosen.
class MessageHeader : public QWidget {
    Q_OBJECT
public:
    /// The menu's shortcuts work in @p message and below it.
    explicit MessageHeader(QWidget *message);

    /// @p number is the message's place, from 1.
    void showRole(int number, Role role);
    void showEnabled(bool enabled); ///< A message that is switched off is said to be.
    /// Folded, with @p line of the text in its place; std::nullopt: open.
    void showFolded(const std::optional<QString> &line);
    void showSize(const QString &text, const QString &explanation);
    /// The controls in their order, for the keyboard.
    QWidget *foldButton() const;
    QList<QWidget *> controls() const;

Q_SIGNALS:
    void given(burin::MessageCommand command);
    void roleChosen(burin::Role role);
    void foldWanted();
    void dragged(const QPoint &global);
    void dropped(const QPoint &global);

private:
    void makeRoles();
    void makeMenu(QWidget *message);
    void layOut();

    QToolButton *m_fold;
    QPushButton *m_role;
    ElidedLabel *m_line;
    QLabel *m_off;
    QLabel *m_size;
    QToolButton *m_more;
    QActionGroup *m_roles;
    QAction *m_switch = nullptr;
};

} // namespace burin

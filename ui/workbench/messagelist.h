#pragma once

#include "core/domain/prompt.h"
#include "ui/workbench/messageheader.h"

#include <QMap>
#include <QWidget>

#include <vector>

class QFrame;
class QToolButton;
class QVBoxLayout;

namespace burin {

class MessageEditor;
class PromptUndo;

/// The messages of a prompt, one below the other, in any sequence of roles: added, moved, duplicated, removed,
/// switched off. All that can be undone, with the text that a message had.
class MessageList : public QWidget {
    Q_OBJECT
public:
    MessageList(PromptUndo *undo, QWidget *parent);

    /// Forgets what can be undone. No messages are shown as an empty system and an empty user message.
    void setMessages(const std::vector<PromptMessage> &messages);
    std::vector<PromptMessage> messages() const;
    /// In their order.
    std::vector<MessageEditor *> editors() const;
    /// As one step behind the others; a system message goes before them.
    void add(const std::vector<PromptMessage> &added);
    /// Adds what was read for @p message to it, and says there what could not be.
    void attach(int message, const std::vector<Attachment> &read, const QStringList &problems);
    void setMessageTokens(const std::vector<qint64> &tokens);
    /// The last user's message: where writing begins.
    MessageEditor *mainMessage() const;
    /// The texts, then everything else that the keyboard reaches.
    QList<QWidget *> writingOrder() const;
    QList<QWidget *> controlOrder() const;

Q_SIGNALS:
    void edited();       ///< By the user.
    void orderChanged(); ///< Messages came, went or moved.
    /// Files are to be attached to @p message, a number of its own: attach() wants it back.
    void attachRequested(int message, const QStringList &paths);
    /// A message was removed; PromptUndo takes it back.
    void removed(const QString &title);

private:
    struct Slot {
        int id = 0;
        PromptMessage shape; ///< Without its text, which stays in its editor.
    };
    using Slots = std::vector<Slot>;

    MessageEditor *makeEditor(int id);
    QWidget *makeAddRow();
    Slots slotsNow() const;
    int indexOf(int id) const;
    void change(const QString &what, const Slots &to);
    void apply(const Slots &to);
    void nameEditors();
    void obey(int id, MessageCommand command);
    void move(int id, int to);
    void duplicate(int id);
    void remove(int id);
    void addNext();
    void chooseFiles(int id);
    void showDrop(const QPoint &global);
    void drop(int id, const QPoint &global);
    int dropIndex(int y) const;

    PromptUndo *m_undo;
    QVBoxLayout *m_column;
    QToolButton *m_add = nullptr;
    QToolButton *m_attach = nullptr;
    QFrame *m_dropLine;
    std::vector<int> m_order;
    QMap<int, MessageEditor *> m_editors; ///< Also those that were removed and may come back.
    int m_lastId = 0;
};

} // namespace burin

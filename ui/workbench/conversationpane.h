#pragma once

#include "core/domain/conversation.h"

#include <QFrame>

class QListView;
class QStandardItemModel;
class QToolButton;

namespace burin {

class FoldButton;

/// The tree of the open conversation: a line a turn, with what was said, the model that answered, how that ended and
/// how the answer begins. Branches are indented. Hidden while there is no conversation.
class ConversationPane : public QFrame {
    Q_OBJECT
public:
    explicit ConversationPane(QWidget *parent = nullptr);

    /// Shows @p conversation with its current run selected; an empty one hides the pane.
    void setConversation(const Conversation &conversation);
    const Conversation &conversation() const { return m_conversation; }
    /// The current run is another one: selected once the tree has it.
    void setCurrent(RunId run);

Q_SIGNALS:
    /// The turn of a run is to be shown, with its answer.
    void turnRequested(burin::RunId run);
    void unsentRequested(burin::UnsentId turn);
    /// The prompt is to be written on outside of the conversation.
    void endRequested();

private:
    QWidget *makeHeader();
    void choose(const QModelIndex &index);
    void selectCurrent();
    void fit();

    Conversation m_conversation;
    QListView *m_list;
    QStandardItemModel *m_model;
    FoldButton *m_fold = nullptr;
    QToolButton *m_end = nullptr;
};

} // namespace burin

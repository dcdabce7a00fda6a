#pragma once

#include "ui/workbench/findbar.h"

#include <QObject>

#include <optional>

namespace burin {

class MessageEditor;
class MessageList;
class PromptUndo;

/// Finds and replaces in all messages of a prompt: marks the hits, goes from one to the next, and replaces one or all
/// as one step to undo. Ctrl+F, Ctrl+H, F3, Shift+F3.
class PromptFinder : public QObject {
    Q_OBJECT
public:
    /// The keys work in @p scope, which owns this and the bar.
    PromptFinder(MessageList *messages, PromptUndo *undo, QWidget *scope);

    FindBar *bar() const { return m_bar; }
    void close();
    /// The texts changed.
    void refresh();

Q_SIGNALS:
    void found(burin::MessageEditor *message); ///< The hit to look at is in there, selected.

private:
    struct Place {
        int message = 0; ///< Of the list.
        int hit = 0;
    };

    void makeActions(QWidget *scope);
    void open(FindBar::Mode mode);
    void step(int by);
    void go(const Place &place);
    std::optional<Place> selectedHit() const;
    int numberOf(const Place &place) const;
    int count() const;
    void replaceOne(const QString &with);
    void replaceAll(const QString &with);

    MessageList *m_messages;
    PromptUndo *m_undo;
    FindBar *m_bar;
    std::optional<TextSearch> m_search;
    std::vector<std::vector<TextHit>> m_hits; ///< Of each message.
    int m_message = 0;                        ///< Where the search is.
};

} // namespace burin

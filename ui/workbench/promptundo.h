#pragma once

#include <QObject>
#include <QUndoStack>

#include <functional>

class QPlainTextEdit;
class QTextDocument;
class QWidget;

namespace burin {

/// One "Undo" over everything in a prompt. What is typed is undone by its text's own history; what is done to the
/// prompt (a message added, moved, removed, …) is on one stack. Ctrl+Z goes to the focused text while that has
/// something to take back, and else to the stack. Lives in the GUI thread.
class PromptUndo : public QObject {
    Q_OBJECT
public:
    /// The keys work in @p scope and below it; it owns this.
    explicit PromptUndo(QWidget *scope);

    /// Calls @p redo now, and again whenever it is redone; both must keep nothing alive beyond the scope.
    void change(const QString &what, std::function<void()> redo, std::function<void()> undo);
    /// A change that was made to @p documents just now and is one step in each of them: they are undone together.
    void changeTexts(const QString &what, const QList<QTextDocument *> &documents);
    void undo();
    void redo();
    /// Forgets everything.
    void clear();
    QUndoStack &stack() { return m_stack; }

private:
    QPlainTextEdit *focusedText() const;

    QWidget *m_scope;
    QUndoStack m_stack;
};

} // namespace burin

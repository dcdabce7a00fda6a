#include "ui/workbench/promptundo.h"

#include <QAction>
#include <QApplication>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTextDocument>

#include <utility>
#include <vector>

namespace burin {

namespace {

class Change : public QUndoCommand {
public:
    Change(const QString &what, std::function<void()> redo, std::function<void()> undo)
        : QUndoCommand(what), m_redo(std::move(redo)), m_undo(std::move(undo))
    {
    }
    void redo() override { m_redo(); }
    void undo() override { m_undo(); }

private:
    std::function<void()> m_redo;
    std::function<void()> m_undo;
};

/// The newest step of several texts. A text that was changed since keeps what it has.
class TextsChange : public QUndoCommand {
public:
    TextsChange(const QString &what, const QList<QTextDocument *> &documents) : QUndoCommand(what)
    {
        for (QTextDocument *document : documents)
            m_places.push_back({document, document->availableUndoSteps()});
    }

    bool isNewestIn(const QTextDocument *document) const
    {
        for (const Place &place : m_places) {
            if (place.document == document) return document->availableUndoSteps() == place.steps;
        }
        return false;
    }
    bool isNextIn(const QTextDocument *document) const
    {
        for (const Place &place : m_places) {
            if (place.document == document) return document->availableUndoSteps() < place.steps;
        }
        return false;
    }
    void redo() override
    {
        if (std::exchange(m_first, false)) return; // it was done before it got here
        for (const Place &place : m_places) {
            if (place.document && isNextIn(place.document)) place.document->redo();
        }
    }
    void undo() override
    {
        for (const Place &place : m_places) {
            if (place.document && isNewestIn(place.document)) place.document->undo();
        }
    }

private:
    struct Place {
        QPointer<QTextDocument> document;
        int steps = 0;
    };
    std::vector<Place> m_places;
    bool m_first = true;
};

/// The command at @p index of @p stack, if it changed several texts.
const TextsChange *textsChangeAt(const QUndoStack &stack, int index)
{
    return index >= 0 && index < stack.count() ? dynamic_cast<const TextsChange *>(stack.command(index)) : nullptr;
}

} // namespace

PromptUndo::PromptUndo(QWidget *scope) : QObject(scope), m_scope(scope)
{
    const auto add = [this](const QString &text, QKeySequence::StandardKey key, auto handler) {
        auto *action = new QAction(text, m_scope);
        action->setShortcuts(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, handler);
        m_scope->addAction(action);
    };
    add(tr("Undo"), QKeySequence::Undo, [this] { undo(); });
    add(tr("Redo"), QKeySequence::Redo, [this] { redo(); });
}

void PromptUndo::change(const QString &what, std::function<void()> redo, std::function<void()> undo)
{
    m_stack.push(new Change(what, std::move(redo), std::move(undo)));
}

void PromptUndo::changeTexts(const QString &what, const QList<QTextDocument *> &documents)
{
    m_stack.push(new TextsChange(what, documents));
}

void PromptUndo::undo()
{
    QPlainTextEdit *text = focusedText();
    const TextsChange *newest = textsChangeAt(m_stack, m_stack.index() - 1);
    const bool together = text && newest && newest->isNewestIn(text->document());
    if (text && text->document()->isUndoAvailable() && !together)
        text->undo();
    else
        m_stack.undo();
}

void PromptUndo::redo()
{
    QPlainTextEdit *text = focusedText();
    const TextsChange *next = textsChangeAt(m_stack, m_stack.index());
    const bool together = text && next && next->isNextIn(text->document());
    if (text && text->document()->isRedoAvailable() && !together)
        text->redo();
    else
        m_stack.redo();
}

void PromptUndo::clear()
{
    m_stack.clear();
}

QPlainTextEdit *PromptUndo::focusedText() const
{
    QWidget *focus = QApplication::focusWidget();
    return focus && m_scope->isAncestorOf(focus) ? qobject_cast<QPlainTextEdit *>(focus) : nullptr;
}

} // namespace burin

#include "ui/workbench/plaintextedit.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

namespace burin {

PlainTextEdit::PlainTextEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    document()->setDocumentMargin(theme().space(2));
    connect(this, &QPlainTextEdit::textChanged, this, &PlainTextEdit::fit);
}

void PlainTextEdit::fitLines(int minimum, int maximum)
{
    m_height = Height::Fitting;
    m_minimum = minimum;
    m_maximum = maximum;
    fit();
}

void PlainTextEdit::growLines(int minimum, int maximum)
{
    m_height = Height::AtLeast;
    m_minimum = minimum;
    m_maximum = maximum;
    fit();
}

QSize PlainTextEdit::sizeHint() const
{
    QSize size = QPlainTextEdit::sizeHint();
    if (m_height == Height::AtLeast) size.setHeight(minimumHeight());
    return size;
}

void PlainTextEdit::fit()
{
    if (m_height == Height::Layout) return;
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < m_maximum; block = block.next()) {
        blockBoundingGeometry(block); // lays the block out, so that its wrapped lines count
        lines += qMax(1, block.lineCount());
    }
    const int frame = 2 * frameWidth() + int(2 * document()->documentMargin());
    const int height = fontMetrics().lineSpacing() * qBound(m_minimum, lines, m_maximum) + frame + 2;
    if (m_height == Height::AtLeast) {
        if (height == minimumHeight()) return;
        setMinimumHeight(height);
        return updateGeometry();
    }
    setFixedHeight(height);
    setVerticalScrollBarPolicy(lines >= m_maximum ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

bool PlainTextEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void PlainTextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fit();
}

bool PlainTextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText();
}

void PlainTextEdit::insertFromMimeData(const QMimeData *source)
{
    QString text = source->text();
    text.remove(QChar::Null);
    textCursor().insertText(text);
    ensureCursorVisible();
}

} // namespace burin

#include "ui/workbench/streamview.h"

#include "ui/markdown/plainlines.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QMimeData>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>

namespace burin {

namespace {

constexpr int FrameTime = 16;              ///< Milliseconds.
constexpr qsizetype LongestLine = 2'000;   ///< A widget lays a line out again whenever it grows.
constexpr qsizetype LargestFrame = 64'000; ///< UTF-16 units; the rest of a burst follows with the next frames.
constexpr qsizetype WholeFrame = 8'000;    ///< Of a text that is all there: the window goes on between them.
constexpr int ContinuedLine = 1;           ///< Block state: this line goes on the one above.

} // namespace

StreamView::StreamView(QWidget *parent) : QPlainTextEdit(parent), m_pill(new QPushButton(tr("Jump to latest"), this))
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setProperty("bare", true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(theme().space(3));
    m_pill->setProperty("pill", true);
    m_pill->setIcon(icon(QStringLiteral("arrow-down")));
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, &StreamView::jumpToLatest);
    m_frame.setSingleShot(true);
    connect(&m_frame, &QTimer::timeout, this, &StreamView::showFrame);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &StreamView::noteScroll);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &StreamView::follow);
    replaceText({});
}

void StreamView::addText(const QString &text)
{
    m_waiting += text;
    m_whole = false;
    if (!m_frame.isActive()) m_frame.start(FrameTime);
}

void StreamView::replaceText(const QString &text)
{
    m_frame.stop();
    m_waiting.clear();
    m_next = 0;
    m_column = 0;
    {
        const QScopedValueRollback adjusting(m_adjusting, true);
        clear();
        verticalScrollBar()->setValue(0);
    }
    m_following = true;
    m_pill->hide();
    if (text.isEmpty()) return;
    m_following = false; // a whole text is read from its top
    addText(text);
    m_whole = true;
    showFrame();
}

void StreamView::flush()
{
    while (m_next < m_waiting.size())
        showFrame();
}

void StreamView::showFrame()
{
    m_frame.stop();
    const QStringView waiting = QStringView(m_waiting).mid(m_next);
    const qsizetype size = qMin(waiting.size(), m_whole ? WholeFrame : LargestFrame);
    insert(waiting.left(size));
    m_next += size;
    m_unseen = !m_following && !m_whole;
    if (m_next < m_waiting.size()) {
        m_frame.start(m_whole ? 0 : FrameTime);
    } else {
        m_waiting.clear();
        m_next = 0;
    }
    follow();
    placePill();
}

void StreamView::insert(QStringView text)
{
    const QTextCursor reader = textCursor();
    const int anchor = reader.anchor();
    const int position = reader.position();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    qsizetype start = 0;
    while (start <= text.size()) {
        const qsizetype newline = text.indexOf(u'\n', start);
        insertLine(cursor, text.mid(start, newline < 0 ? -1 : newline - start));
        if (newline < 0) break;
        cursor.insertBlock();
        m_column = 0;
        start = newline + 1;
    }
    cursor.endEditBlock();
    if (textCursor().anchor() != anchor || textCursor().position() != position) restoreReader(anchor, position);
}

void StreamView::restoreReader(int anchor, int position)
{
    // A cursor at the very end was carried along by the text that was added behind it.
    const QScopedValueRollback adjusting(m_adjusting, true);
    const int scrolled = verticalScrollBar()->value();
    QTextCursor reader = textCursor();
    reader.setPosition(anchor);
    reader.setPosition(position, QTextCursor::KeepAnchor);
    setTextCursor(reader);
    verticalScrollBar()->setValue(scrolled);
}

void StreamView::insertLine(QTextCursor &cursor, QStringView line)
{
    qsizetype start = 0;
    while (m_column + line.size() - start > LongestLine) {
        const qsizetype room = qMax<qsizetype>(LongestLine - m_column, 2);
        const qsizetype at = breakPosition(line, start, room);
        cursor.insertText(withoutSpecials(line.mid(start, at - start).toString()));
        cursor.insertBlock();
        cursor.block().setUserState(ContinuedLine);
        m_column = 0;
        start = at;
    }
    if (start < line.size()) cursor.insertText(withoutSpecials(line.mid(start).toString()));
    m_column += line.size() - start;
}

void StreamView::follow()
{
    if (!m_following) return;
    const QScopedValueRollback adjusting(m_adjusting, true);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void StreamView::noteScroll()
{
    if (m_adjusting) return;
    m_following = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    placePill();
}

void StreamView::jumpToLatest()
{
    m_following = true;
    follow();
    placePill();
}

void StreamView::placePill()
{
    if (m_following) m_unseen = false;
    m_pill->setVisible(m_unseen);
    m_pill->adjustSize();
    const QRect area = viewport()->geometry();
    m_pill->move(area.center().x() - m_pill->width() / 2, area.bottom() - m_pill->height() - theme().space(2));
}

void StreamView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    follow();
    placePill();
}

QString StreamView::shownText() const
{
    return textBetween(0, document()->characterCount() - 1);
}

QString StreamView::textBetween(int from, int to) const
{
    QString text;
    for (QTextBlock block = document()->findBlock(from); block.isValid() && block.position() <= to;
         block = block.next()) {
        const int start = qMax(from - block.position(), 0);
        if (block.position() > from && block.userState() != ContinuedLine) text += u'\n';
        text += block.text().mid(start, to - block.position() - start);
    }
    return text;
}

QMimeData *StreamView::createMimeDataFromSelection() const
{
    auto *data = new QMimeData;
    const QTextCursor selection = textCursor();
    data->setText(textBetween(selection.selectionStart(), selection.selectionEnd()));
    return data;
}

} // namespace burin
